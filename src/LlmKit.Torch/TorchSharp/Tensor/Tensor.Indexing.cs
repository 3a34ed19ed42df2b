using LlmKit.Torch;

namespace TorchSharp;

// Elements picked and put by index tensors.
public static partial class torch
{
    public static Tensor index_select(Tensor input, long dim, Tensor index) => Given(input).index_select(dim, index);

    public static Tensor gather(Tensor input, long dim, Tensor index) => Given(input).gather(dim, index);

    public static Tensor scatter(Tensor input, long dim, Tensor index, Tensor src) =>
        Given(input).scatter(dim, index, src);

    public static Tensor scatter_add(Tensor input, long dim, Tensor index, Tensor src) =>
        Given(input).scatter_add(dim, index, src);

    public static Tensor index_add(Tensor input, long dim, Tensor index, Tensor source) =>
        Given(input).index_add(dim, index, source);

    public static Tensor index_copy(Tensor input, long dim, Tensor index, Tensor source) =>
        Given(input).index_copy(dim, index, source);

    public static Tensor index_fill(Tensor input, long dim, Tensor index, Scalar value) =>
        Given(input).index_fill(dim, index, value);

    public static Tensor take(Tensor input, Tensor index) => Given(input).take(index);

    public static Tensor take_along_dim(Tensor input, Tensor indices, long? dim = null) =>
        Given(input).take_along_dim(indices, dim);

    public static Tensor masked_select(Tensor input, Tensor mask) => Given(input).masked_select(mask);

    public static Tensor masked_scatter(Tensor input, Tensor mask, Tensor source) =>
        Given(input).masked_scatter(mask, source);

    public static Tensor nonzero(Tensor input) => Given(input).nonzero();

    public static Tensor argwhere(Tensor input) => Given(input).argwhere();

    public partial class Tensor
    {
        public Tensor index_select(long dim, Tensor index) => Aten.index_select.Call([this, dim, index]);

        /// <summary>For each place of the index tensor the element whose coordinate along the dimension is the index there.</summary>
        public Tensor gather(long dim, Tensor index) => Aten.gather.Call([this, dim, index]);

        public Tensor scatter(long dim, Tensor index, Tensor src) =>
            Aten.scatter_src.Call([this, dim, index, src]);

        public Tensor scatter_(long dim, Tensor index, Tensor src) =>
            Aten.scatter__src.CallInPlace(this, dim, index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) =>
            Aten.scatter_add.Call([this, dim, index, src]);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) =>
            Aten.scatter_add_.CallInPlace(this, dim, index, src);

        public Tensor index_add(long dim, Tensor index, Tensor source) =>
            Aten.index_add.Call([this, dim, index, source]);

        public Tensor index_add_(long dim, Tensor index, Tensor source) =>
            Aten.index_add_.CallInPlace(this, dim, index, source);

        public Tensor index_copy(long dim, Tensor index, Tensor source) =>
            Aten.index_copy.Call([this, dim, index, source]);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) =>
            Aten.index_copy_.CallInPlace(this, dim, index, source);

        public Tensor scatter_(long dim, Tensor index, Scalar value) =>
            Aten.scatter__value.CallInPlace(this, dim, index, value);

        public Tensor index_fill(long dim, Tensor index, Scalar value) =>
            Aten.index_fill_int_Scalar.Call([this, dim, index, value]);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) =>
            Aten.index_fill__int_Scalar.CallInPlace(this, dim, index, value);

        public Tensor take(Tensor index) => Aten.take.Call(this, index);

        public Tensor take_along_dim(Tensor indices, long? dim = null) =>
            Aten.take_along_dim.Call([this, indices, dim]);

        public Tensor masked_select(Tensor mask) => Aten.masked_select.Call(this, mask);

        public Tensor masked_scatter(Tensor mask, Tensor source) =>
            Aten.masked_scatter.Call([this, mask, source]);

        /// <summary>Indices of the elements that are not zero, one row each.</summary>
        public Tensor nonzero() => Aten.nonzero.Call(this);

        public Tensor argwhere() => Aten.argwhere.Call(this);
    }
}
