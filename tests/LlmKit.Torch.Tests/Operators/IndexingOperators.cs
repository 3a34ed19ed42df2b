using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>Gathering, scattering and <c>x[…]</c>: the calls of Golden/operators_shapes.py.</summary>
internal static class IndexingOperators
{
    public static OperatorTable Table { get; } = new()
    {
        { "index_select", (a, i) => a.index_select(1, i) },
        { "gather", (a, i) => a.gather(1, i) },
        { "gather.dim_0", (a, i) => torch.gather(a, 0, i) },
        { "scatter", (a, i, s) => a.scatter(1, i, s) },
        { "scatter.value", (a, i) => a.clone().scatter_(1, i, (Scalar)9.0) },
        { "scatter_", (a, i, s) => a.clone().scatter_(0, i, s) },
        { "scatter_add", (a, i, s) => a.scatter_add(1, i, s) },
        { "scatter_reduce.amax", (a, i, s) => new Operator("scatter_reduce.two").Call([a, 0, i, s, "amax"]) },
        { "index_add", (a, i, s) => new Operator("index_add").Call([a, 0, i, s, 2]) },
        { "index_copy", (a, i, s) => a.index_copy(0, i, s) },
        { "index_fill", (a, i) => a.index_fill(1, i, -1.5) },
        { "take", (a, i) => a.take(i) },
        { "take_along_dim", (a, i) => torch.take_along_dim(a, i, 1) },
        { "masked_select", (a, m) => a.masked_select(m) },
        { "masked_scatter", (a, m, s) => a.masked_scatter(m, s) },

        { "index.int", a => a[1] },
        { "index.two_ints", a => a[1, 2] },
        { "index.ellipsis", a => a[TensorIndex.Ellipsis, 0] },
        { "index.none", a => a[TensorIndex.Colon, TensorIndex.None] },
        { "index.tensor", (a, i) => a[i] },
        { "index.two_tensors", (a, i, j) => a[i, j] },
        { "index.tensor_second", (a, i) => a[TensorIndex.Colon, TensorIndex.Tensor(i)] },
        { "index.mask", (a, m) => a[m] },
        { "index.mixed", (a, i) => a[0, TensorIndex.Colon, TensorIndex.Tensor(i)] },
        { "index.negative_slice", a => a[^2.., ..^1] },
        { "index.step", a => a[TensorIndex.Slice(1, null, 2), TensorIndex.Slice(step: 3)] },
        { "index.ellipsis_between", a => a[1, TensorIndex.Ellipsis, 1..] },
        { "index.none_and_numbers", a => a[TensorIndex.None, 1, TensorIndex.Colon, TensorIndex.Null] },
        { "index.separated",
            (a, i, j) => a[TensorIndex.Tensor(i), TensorIndex.Colon, TensorIndex.Tensor(j)] },
        { "index.number_between", (a, i, j) => a[TensorIndex.Tensor(i), 0, TensorIndex.Tensor(j)] },
        { "index.broadcast", (a, i, j) => a[i, j] },
        { "index.matrix", (a, i) => a[i] },
        { "index.mask_of_two_dims", (a, m) => a[m] },
        { "index.mask_then_tensor", (a, m, i) => a[TensorIndex.Tensor(m), TensorIndex.Tensor(i)] },
        { "index.mask_after_number", (a, m) => a[1, TensorIndex.Tensor(m)] },
        { "index.slice_then_mask", (a, m) => a[.., TensorIndex.Tensor(m)] },
        { "index.ellipsis_then_tensor", (a, i) => a[TensorIndex.Ellipsis, TensorIndex.Tensor(i)] },
        { "index.true", a => a[TensorIndex.Bool(true)] },
        { "index.false", a => a[TensorIndex.Bool(false)] },
        { "index.mask_of_no_dims", (a, m) => a[m] },
        { "index.mask_between",
            (a, m, i) => a[0, TensorIndex.Tensor(m), TensorIndex.Colon, TensorIndex.Tensor(i)] },
        { "index.number_in_tensor", (a, i) => a[i] },
        { "index.everything", a => a[TensorIndex.Ellipsis] },
        { "index_put_", (a, i, v) => a.clone().index_put_(v, i) },
        { "index_put_.accumulate", (a, i, v) => a.clone().index_put_(v, [i], accumulate: true) },
        { "setitem.slice", (a, v) => With(a, x => x[TensorIndex.Colon, 1..3] = v) },
        { "setitem.mask", (a, m) => With(a, x => x[m] = 0.5f) },
        { "setitem.step", (a, v) => With(a, x => x[TensorIndex.Colon, TensorIndex.Slice(0, null, 2)] = v) },
        { "setitem.two_tensors", (a, i, j, v) => With(a, x => x[i, j] = v) },
        { "setitem.tensor_after_slice", (a, i, v) => With(a, x => x[.., TensorIndex.Tensor(i)] = v) },
        { "setitem.ellipsis", a => With(a, x => x[TensorIndex.Ellipsis] = 1.5f) },
        { "setitem.int_tensor_value", (a, v) => With(a, x => x[0] = v) },
        { "setitem.leading_ones", (a, v) => With(a, x => x[0] = v) },
        { "setitem.mask_double", (a, m) => With(a, x => x[m] = 0.5f) },
        { "setitem.int", (a, v) => With(a, x => x[1] = v) },
    };

    private static Tensor With(Tensor a, Action<Tensor> change)
    {
        var copy = a.clone();
        change(copy);
        return copy;
    }
}
