using LlmKit.Torch;

namespace TorchSharp;

// The same elements in another arrangement. Views share memory with the tensor they come from.
public static partial class torch
{
    public static Tensor reshape(Tensor input, params long[] shape) => Given(input).reshape(shape);

    public static Tensor transpose(Tensor input, long dim0, long dim1) => Given(input).transpose(dim0, dim1);

    public static Tensor swapaxes(Tensor input, long axis0, long axis1) => Given(input).swapaxes(axis0, axis1);

    public static Tensor t(Tensor input) => Given(input).t();

    public static Tensor permute(Tensor input, params long[] permutation) => Given(input).permute(permutation);

    public static Tensor movedim(Tensor input, long[] source, long[] destination) =>
        Given(input).movedim(source, destination);

    public static Tensor contiguous(Tensor input) => Given(input).contiguous();

    public static Tensor unsqueeze(Tensor input, long dim) => Given(input).unsqueeze(dim);

    public static Tensor squeeze(Tensor input, long? dim = null) => Given(input).squeeze(dim);

    public static Tensor expand(Tensor input, params long[] sizes) => Given(input).expand(sizes);

    public static Tensor broadcast_to(Tensor input, params long[] shape) => Given(input).broadcast_to(shape);

    public static Tensor tile(Tensor input, params long[] reps) => Given(input).tile(reps);

    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) =>
        Given(input).repeat_interleave(repeats, dim, output_size);

    public static Tensor repeat_interleave(Tensor input, Tensor repeats, long? dim = null, long? output_size = null) =>
        Given(input).repeat_interleave(repeats, dim, output_size);

    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) =>
        Given(input).flatten(start_dim, end_dim);

    public static Tensor unflatten(Tensor input, long dim, params long[] sizes) => Given(input).unflatten(dim, sizes);

    public static Tensor ravel(Tensor input) => Given(input).ravel();

    public static Tensor[] unbind(Tensor input, long dimension = 0) => Given(input).unbind(dimension);

    public static Tensor narrow(Tensor input, long dim, long start, long length) =>
        Given(input).narrow(dim, start, length);

    public static Tensor select(Tensor input, long dim, long index) => Given(input).select(dim, index);

    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => Given(input).chunk(chunks, dim);

    public static Tensor[] split(Tensor input, long size, int dim = 0) => Given(input).split(size, dim);

    public static Tensor[] split(Tensor input, long[] sizes, long dim = 0) => Given(input).split(sizes, dim);

    public static Tensor[] tensor_split(Tensor input, long sections, long dim = 0) =>
        Given(input).tensor_split(sections, dim);

    public static Tensor flip(Tensor input, params long[] dims) => Given(input).flip(dims);

    public static Tensor roll(Tensor input, long shifts, long dims) => Given(input).roll(shifts, dims);

    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => Given(input).roll(shifts, dims);

    public static Tensor rot90(Tensor input, long k = 1, long dim0 = 0, long dim1 = 1) =>
        Given(input).rot90(k, dim0, dim1);

        /// <summary>The tensors one behind the other along a dimension.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Aten.cat.Call([tensors.ToArray(), dim]);

    public static Tensor cat(Tensor[] tensors, long dim = 0) => Aten.cat.Call([tensors, dim]);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

        /// <summary>The tensors beside each other along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) =>
        Aten.stack.Call([tensors.ToArray(), dim]);

    public static Tensor hstack(params Tensor[] tensors) => Aten.hstack.Call([tensors]);

    public static Tensor vstack(params Tensor[] tensors) => Aten.vstack.Call([tensors]);

    public static Tensor[] broadcast_tensors(params Tensor[] tensors) =>
        Aten.broadcast_tensors.CallList([tensors]);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Aten.meshgrid_indexing.CallList(tensors.ToArray(), indexing);

    public static Tensor block_diag(params Tensor[] tensors) => Aten.block_diag.Call([tensors]);

    public static Tensor cartesian_prod(params Tensor[] tensors) => Aten.cartesian_prod.Call([tensors]);

    public static Tensor view_as_real(Tensor input) => Given(input).view_as_real();

    public static Tensor view_as_complex(Tensor input) => Given(input).view_as_complex();

        /// <summary>Complex numbers of this length and angle (radians).</summary>
    public static Tensor polar(Tensor abs, Tensor angle) => Aten.polar.Call(abs, angle);

    public static Tensor complex(Tensor real, Tensor imag) => Aten.complex.Call(real, imag);

    public partial class Tensor
    {
        /// <summary>A view of another shape; one length may be −1. The elements must lie so that no copy is needed.</summary>
        public Tensor view(params long[] shape) => Aten.view.Call([this, shape]);

        /// <summary>The same bytes read as another type.</summary>
        public Tensor view(ScalarType dtype) => Aten.view_dtype.Call([this, dtype]);

        public Tensor view_as(Tensor other) => view(Given(other).shape);

        public Tensor reshape_as(Tensor other) => reshape(Given(other).shape);

        /// <summary>A view where possible, a copy elsewhere.</summary>
        public Tensor reshape(params long[] shape) => Aten.reshape.Call([this, shape]);

        public Tensor transpose(long dim0, long dim1) => Aten.transpose_int.Call([this, dim0, dim1]);

        public Tensor swapaxes(long axis0, long axis1) => transpose(axis0, axis1);

        public Tensor t() => Aten.t.Call(this);

        public Tensor permute(params long[] permutation) => Aten.permute.Call([this, permutation]);

        public Tensor movedim(long[] source, long[] destination) =>
            Aten.movedim_intlist.Call([this, source, destination]);

        /// <summary>The tensor itself when its elements lie in order, else a copy.</summary>
        public Tensor contiguous() => Aten.contiguous.Call([this]);

        public Tensor unsqueeze(long dim) => Aten.unsqueeze.Call([this, dim]);

        public Tensor squeeze(long? dim = null) =>
            dim is { } one ? Aten.squeeze_dim.Call([this, one]) : Aten.squeeze.Call(this);

        /// <summary>A view that repeats dimensions of length 1 without copying.</summary>
        public Tensor expand(params long[] sizes) => Aten.expand.Call([this, sizes]);

        public Tensor expand_as(Tensor other) => expand(Given(other).shape);

        public Tensor broadcast_to(params long[] shape) => Aten.broadcast_to.Call([this, shape]);

        public Tensor repeat(params long[] sizes) => Aten.repeat.Call([this, sizes]);

        public Tensor tile(params long[] reps) => Aten.tile.Call([this, reps]);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave_self_int.Call([this, repeats, dim, output_size]);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave_self_Tensor.Call([this, repeats, dim, output_size]);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) =>
            Aten.flatten_using_ints.Call([this, start_dim, end_dim]);

        public Tensor unflatten(long dim, params long[] sizes) => Aten.unflatten_int.Call([this, dim, sizes]);

        public Tensor ravel() => Aten.ravel.Call(this);

        public Tensor[] unbind(long dimension = 0) => Aten.unbind_int.CallList(this, dimension);

        public Tensor narrow(long dim, long start, long length) => Aten.narrow.Call([this, dim, start, length]);

        /// <summary>A view of the positions from <paramref name="start"/> to before <paramref name="finish"/>.</summary>
        public Tensor slice(long dim, long start, long finish, long step) =>
            Aten.slice_Tensor.Call([this, dim, start, finish, step]);

        public Tensor select(long dim, long index) => Aten.select_int.Call([this, dim, index]);

        public Tensor[] chunk(long chunks, long dim = 0) => Aten.chunk.CallList(this, chunks, dim);

        public Tensor[] split(long size, int dim = 0) => Aten.split_Tensor.CallList(this, size, dim);

        public Tensor[] split(long[] sizes, long dim = 0) => Aten.split_with_sizes.CallList(this, sizes, dim);

        public Tensor[] tensor_split(long sections, long dim = 0) =>
            Aten.tensor_split_sections.CallList(this, sections, dim);

        public Tensor flip(params long[] dims) => Aten.flip.Call([this, dims]);

        public Tensor roll(long shifts, long dims) => Aten.roll.Call([this, shifts, dims]);

        public Tensor roll(long[] shifts, long[] dims) => Aten.roll.Call([this, shifts, dims]);

        public Tensor rot90(long k = 1, long dim0 = 0, long dim1 = 1) =>
            Aten.rot90.Call([this, k, new[] { dim0, dim1 }]);

        /// <summary>A view of sliding windows, in a new last dimension.</summary>
        public Tensor unfold(long dimension, long size, long step) =>
            Aten.unfold.Call([this, dimension, size, step]);

        public Tensor as_strided(long[] size, long[] strides, long? storageOffset = null) =>
            Aten.as_strided.Call([this, size, strides, storageOffset]);

        public Tensor view_as_real() => Aten.view_as_real.Call(this);

        public Tensor view_as_complex() => Aten.view_as_complex.Call(this);

        public Tensor real => Aten.real.Call(this);

        public Tensor imag => Aten.imag.Call(this);

        /// <summary>All dimensions in reverse order.</summary>
        public Tensor T => Aten.numpy_T.Call(this);

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => Aten.mT.Call(this);
    }
}
