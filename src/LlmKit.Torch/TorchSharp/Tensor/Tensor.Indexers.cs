using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// Part of the tensor, by the rules of NumPy and PyTorch. Numbers and slices give a view; index tensors and
        /// masks give a copy. Assigning writes into the tensor.
        /// </summary>
        public Tensor this[params TensorIndex[] indices]
        {
            get => Picked(indices);
            set => Put(indices, value);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => indices.Any(IsFlag) ? Picked(Places(indices)) : Aten.index_Tensor.Call([this, indices]);
            set
            {
                if (indices.Any(IsFlag)) Put(Places(indices), value);
                else Aten.index_put_.CallInPlace(this, indices, Fitting(Given(value, function: "indexer")));
            }
        }

        public Tensor this[long i1]
        {
            get => Aten.select_int.Call([this, 0, i1]);
            set => Put([i1], value);
        }

        public Tensor this[long i1, long i2]
        {
            get => Picked([i1, i2]);
            set => Put([i1, i2], value);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => Picked([i1, i2, i3]);
            set => Put([i1, i2, i3], value);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => Picked([i1, i2, i3, i4]);
            set => Put([i1, i2, i3, i4], value);
        }

        public Tensor index(params TensorIndex[] indices) => Picked(indices);

        /// <summary>Elements at places given by index tensors, one for each of the first dimensions.</summary>
        public Tensor index(params Tensor[] indices) => Aten.index_Tensor.Call([this, indices]);

        /// <summary>Writes <paramref name="value"/> to the indexed places, in place.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            Put(indices, value);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => Aten.index_put_.CallInPlace(this, indices, value);

        /// <summary>As <see cref="index_put_(Tensor, Tensor[])"/>; with <paramref name="accumulate"/> values are added, repeated places more than once.</summary>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate) =>
            Aten.index_put_.CallInPlace(this, indices, value, accumulate);

        public Tensor index_put(Tensor value, params Tensor[] indices) => Aten.index_put.Call([this, indices, value]);

        private Tensor Picked(ReadOnlySpan<TensorIndex> indices)
        {
            var (view, advanced) = View(indices);
            return advanced is null ? view : Aten.index_Tensor.Call([view, advanced]);
        }

        private void Put(ReadOnlySpan<TensorIndex> indices, Tensor value)
        {
            Given(value, function: "indexer");
            var (view, advanced) = View(indices);
            if (advanced is not null)
            {
                Aten.index_put_.CallInPlace(view, advanced, Fitting(value));
                return;
            }

            // A value may have leading dimensions of length 1 more than the place: x[0] = ones(1, 3).
            var source = value;
            while (source.ndim > view.ndim && source.shape[0] == 1) source = source.squeeze(0);
            view.copy_(source);
        }

        private Tensor Fitting(Tensor value) =>
            value.device_type == device_type && value.dtype == dtype ? value : value.to(dtype, device);

        // Applies numbers, slices and new dimensions as views; what remains are index tensors by dimension, or null.
        private (Tensor View, Tensor?[]? Advanced) View(ReadOnlySpan<TensorIndex> indices)
        {
            var used = DimensionsUsed(indices);
            if (used > ndim)
            {
                throw new TorchException($"index of {Argument.Describe(this)}",
                    $"[{string.Join(", ", indices.ToArray())}] has {used} indices, the tensor has {ndim} dimensions.");
            }

            var view = this;
            List<Tensor?>? advanced = null;
            long dimension = 0;
            foreach (ref readonly var index in indices)
            {
                switch (index.What)
                {
                    case TensorIndex.Kind.Single:
                        view = Aten.select_int.Call([view, dimension, index.First!.Value]);
                        break;
                    case TensorIndex.Kind.Slice:
                        if (index is not { First: null, Stop: null, Step: null })
                            view = Aten.slice_Tensor.Call([view, dimension, index.First, index.Stop, index.Step ?? 1]);
                        dimension++;
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        dimension += ndim - used;
                        break;
                    case TensorIndex.Kind.NewDimension:
                        view = Aten.unsqueeze.Call([view, dimension++]);
                        break;
                    case TensorIndex.Kind.Bool:
                        view = Aten.unsqueeze.Call([view, dimension]);
                        dimension = AddIndex(ref advanced, dimension, index.First == 1 ? tensor(new long[] { 0 }) : tensor(Array.Empty<long>()));
                        break;
                    case TensorIndex.Kind.Tensor when IsFlag(index.IndexTensor):
                        view = Aten.unsqueeze.Call([view, dimension]);
                        dimension = AddIndex(ref advanced, dimension, index.IndexTensor!.view(1));
                        break;
                    default:
                        dimension = AddIndex(ref advanced, dimension, index.IndexTensor!);
                        break;
                }
            }

            return (ReferenceEquals(view, this) && advanced is null ? alias() : view, advanced?.ToArray());
        }

        // A mask stands for as many dimensions as it has; libtorch turns it into index tensors itself.
        private static long AddIndex(ref List<Tensor?>? advanced, long dimension, Tensor index)
        {
            advanced ??= [];
            var covered = advanced.Sum(earlier => earlier is null ? 1 : Covered(earlier));
            for (; covered < dimension; covered++) advanced.Add(null);
            advanced.Add(index);
            return dimension + Covered(index);
        }

        // A mask of no dimensions takes up none: it picks all or nothing along a new one.
        private static bool IsFlag(Tensor? index) => index is { ndim: 0, dtype: ScalarType.Bool };

        private static TensorIndex[] Places(Tensor[] indices) => Array.ConvertAll(indices, TensorIndex.Tensor);

        private static long Covered(Tensor index) => index.dtype is ScalarType.Bool or ScalarType.Byte ? Math.Max(index.ndim, 1) : 1;

        private static long DimensionsUsed(ReadOnlySpan<TensorIndex> indices)
        {
            long used = 0;
            foreach (ref readonly var index in indices)
            {
                used += index.What switch
                {
                    TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
                    TensorIndex.Kind.Tensor when IsFlag(index.IndexTensor) => 0,
                    TensorIndex.Kind.Tensor => Covered(index.IndexTensor!),
                    _ => 0,
                };
            }

            return used;
        }
    }
}
