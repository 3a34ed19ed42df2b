"""Operators that make, view, join, cut, gather and scatter."""
import torch
from operator_cases import B, D, F, I, P, T


def add(case):
    makers(case)
    views(case)
    joints(case)
    gathers(case)
    indices(case)


def makers(case):
    case("arange", lambda: torch.arange(2, 11, 3))
    case("arange.float", lambda: torch.arange(0.5, 2.6, 0.5))
    case("arange.stop", lambda: torch.arange(5))
    case("linspace", lambda: torch.linspace(-1, 1, 5))
    case("logspace", lambda: torch.logspace(-1, 2, 4))
    case("eye", lambda: torch.eye(2, 3))
    case("zeros", lambda: torch.zeros(2, 3))
    case("ones.int32", lambda: torch.ones(3, dtype=torch.int32))
    case("full", lambda: torch.full((2, 2), 1.5))
    case("full.int", lambda: torch.full((3,), 7, dtype=torch.int64))
    case("zeros_like", torch.zeros_like, F(2, 3), grad=False)
    case("ones_like", torch.ones_like, I(2, 3))
    case("full_like", lambda a: torch.full_like(a, -0.5), F(2, 3), grad=False)
    case("tril_indices", lambda: torch.tril_indices(3, 3, 0))
    case("triu_indices", lambda: torch.triu_indices(3, 4, 1))
    case("meshgrid.ij", lambda a, b: torch.meshgrid(a, b, indexing="ij"), F(2), F(3))
    case("meshgrid.xy", lambda a, b: torch.meshgrid(a, b, indexing="xy"), F(2), F(3))
    case("cartesian_prod", lambda a, b: torch.cartesian_prod(a, b), T([1, 2]), T([3, 4, 5]))
    case("combinations", lambda a: torch.combinations(a, r=2), T([1, 2, 3, 4]))
    case("hann_window", lambda: torch.hann_window(5))
    case("hamming_window", lambda: torch.hamming_window(5))
    case("vander", lambda a: torch.vander(a, 3), F(3), grad=False)
    case("to.int64", lambda a: a.to(torch.int64), F(5), grad=False)
    case("to.double", lambda a: a.to(torch.float64), F(5))
    case("to.half", lambda a: a.to(torch.float16), F(5), grad=False)
    case("to.bool", lambda a: a.to(torch.bool), T([0.0, 0.5, -1.0]), grad=False)


def views(case):
    case("view", lambda a: a.view(3, 2), F(2, 3))
    case("view.minus_1", lambda a: a.view(2, -1), F(2, 3, 2))
    case("reshape", lambda a: a.t().reshape(6), F(2, 3))
    case("permute", lambda a: a.permute(2, 0, 1), F(2, 3, 2))
    case("transpose", lambda a: a.transpose(1, 2), F(2, 3, 2))
    case("t", lambda a: a.t(), F(2, 3))
    case("T", lambda a: a.T, F(2, 3))
    case("mT", lambda a: a.mT, F(2, 3, 2))
    case("expand", lambda a: a.expand(2, 3, 4), F(3, 1))
    case("expand.minus_1", lambda a: a.expand(-1, 3), F(2, 1))
    case("expand_as", lambda a, b: a.expand_as(b), F(3), F(2, 3))
    case("broadcast_to", lambda a: torch.broadcast_to(a, (2, 3)), F(3))
    case("broadcast_tensors", lambda a, b: torch.broadcast_tensors(a, b), F(3, 1), F(2))
    case("squeeze", lambda a: a.squeeze(), F(1, 3, 1))
    case("squeeze.dim", lambda a: a.squeeze(0), F(1, 3, 1))
    case("unsqueeze", lambda a: a.unsqueeze(1), F(2, 3))
    case("unsqueeze.minus_1", lambda a: a.unsqueeze(-1), F(2, 3))
    case("flatten", lambda a: a.flatten(), F(2, 3, 2))
    case("flatten.dims", lambda a: a.flatten(1, 2), F(2, 3, 2))
    case("unflatten", lambda a: a.unflatten(1, (2, 3)), F(2, 6))
    case("flip", lambda a: a.flip((0, 1)), F(2, 3))
    case("fliplr", torch.fliplr, F(2, 3))
    case("flipud", torch.flipud, F(2, 3))
    case("roll", lambda a: torch.roll(a, 1, 1), F(2, 3))
    case("roll.flat", lambda a: torch.roll(a, -2), F(2, 3))
    case("roll.dims", lambda a: torch.roll(a, (1, 2), (0, 1)), F(2, 3))
    case("rot90", lambda a: torch.rot90(a, 1, (0, 1)), F(2, 3))
    case("movedim", lambda a: torch.movedim(a, 0, 2), F(2, 3, 2))
    case("swapaxes", lambda a: torch.swapaxes(a, 0, 2), F(2, 3, 2))
    case("narrow", lambda a: a.narrow(1, 1, 2), F(2, 4))
    case("select", lambda a: a.select(1, 2), F(2, 3))
    case("select.negative", lambda a: a.select(0, -1), F(2, 3))
    case("slice", lambda a: a[:, 1:4:2], F(2, 5))
    case("slice.to_end", lambda a: a[1:], F(3, 2))
    case("unfold", lambda a: a.unfold(1, 3, 1), F(2, 5))
    case("as_strided", lambda a: a.as_strided((2, 2), (2, 1), 1), F(6))
    case("contiguous", lambda a: a.t().contiguous(), F(2, 3))
    case("clone", lambda a: a.clone(), F(2, 3))
    case("atleast_2d", torch.atleast_2d, F(3))
    case("ravel", lambda a: a.t().ravel(), F(2, 3))


def joints(case):
    case("cat", lambda a, b: torch.cat((a, b)), F(2, 3), F(1, 3))
    case("cat.dim", lambda a, b, c: torch.cat((a, b, c), -1), F(2, 1), F(2, 2), F(2, 1))
    case("cat.types", lambda a, b: torch.cat((a, b)), F(2), I(2))
    case("stack", lambda a, b: torch.stack((a, b)), F(2, 3), F(2, 3))
    case("stack.dim", lambda a, b: torch.stack((a, b), 2), F(2, 3), F(2, 3))
    case("hstack", lambda a, b: torch.hstack((a, b)), F(2, 1), F(2, 2))
    case("vstack", lambda a, b: torch.vstack((a, b)), F(3), F(2, 3))
    case("dstack", lambda a, b: torch.dstack((a, b)), F(2, 2), F(2, 2))
    case("column_stack", lambda a, b: torch.column_stack((a, b)), F(3), F(3))
    case("block_diag", lambda a, b: torch.block_diag(a, b), F(2, 2), F(1, 3))
    case("chunk", lambda a: a.chunk(2, 1), F(2, 5))
    case("split", lambda a: a.split(2), F(5, 2))
    case("split.sizes", lambda a: a.split((1, 3), 1), F(2, 4))
    case("tensor_split", lambda a: torch.tensor_split(a, 3), F(5))
    case("unbind", lambda a: a.unbind(1), F(2, 3))
    case("repeat", lambda a: a.repeat(2, 1, 2), F(2, 3))
    case("tile", lambda a: torch.tile(a, (2, 2)), F(2, 2))
    case("repeat_interleave", lambda a: torch.repeat_interleave(a, 2, dim=1), F(2, 3))
    case("repeat_interleave.flat", lambda a: torch.repeat_interleave(a, 2), F(2, 2))
    case("repeat_interleave.tensor", lambda a, n: torch.repeat_interleave(a, n, dim=0), F(3, 2), T([1, 0, 2]))


def gathers(case):
    case("index_select", lambda a, i: a.index_select(1, i), F(2, 4), T([3, 0, 3]))
    case("gather", lambda a, i: a.gather(1, i), F(2, 4), T([[0, 3], [1, 1]]))
    case("gather.dim_0", lambda a, i: a.gather(0, i), F(3, 2), T([[2, 0]]))
    case("scatter", lambda a, i, s: a.scatter(1, i, s), F(2, 4), T([[0, 3], [1, 2]]), F(2, 2))
    case("scatter.value", lambda a, i: a.scatter(1, i, 9.0), F(2, 4), T([[0], [2]]))
    case("scatter_", lambda a, i, s: a.clone().scatter_(0, i, s), F(3, 2), T([[2, 0]]), F(1, 2))
    case("scatter_add", lambda a, i, s: a.scatter_add(1, i, s), F(2, 3), T([[0, 0, 2], [1, 1, 1]]), F(2, 3))
    case("scatter_reduce.amax", lambda a, i, s: a.scatter_reduce(0, i, s, "amax"), T([0.5, -1.0, 2.0]),
         T([0, 0, 2, 1]),
         T([1.5, 0.25, 1.0, -0.5]))
    case("index_add", lambda a, i, s: a.index_add(0, i, s, alpha=2), F(3, 2), T([2, 0, 2]), F(3, 2))
    case("index_copy", lambda a, i, s: a.index_copy(0, i, s), F(3, 2), T([2, 0]), F(2, 2))
    case("index_fill", lambda a, i: a.index_fill(1, i, -1.5), F(2, 3), T([0, 2]))
    case("take", lambda a, i: a.take(i), F(2, 3), T([[0, 5], [2, 2]]))
    case("take_along_dim", lambda a, i: torch.take_along_dim(a, i, dim=1), F(2, 4), T([[0], [3]]))
    case("masked_select", lambda a, m: a.masked_select(m), F(2, 3),
         T([[True, False, True], [False, True, True]]))
    case("masked_scatter", lambda a, m, s: a.masked_scatter(m, s), F(2, 3), B(2, 3), F(6))


def indices(case):
    case("index.int", lambda a: a[1], F(2, 3))
    case("index.two_ints", lambda a: a[1, 2], F(2, 3))
    case("index.ellipsis", lambda a: a[..., 0], F(2, 3, 2))
    case("index.none", lambda a: a[:, None], F(2, 3))
    case("index.tensor", lambda a, i: a[i], F(4, 2), T([3, 0, 3]))
    case("index.two_tensors", lambda a, i, j: a[i, j], F(3, 4), T([0, 2]), T([3, 1]))
    case("index.tensor_second", lambda a, i: a[:, i], F(2, 4), T([3, 0]))
    case("index.mask", lambda a, m: a[m], F(3, 2), T([True, False, True]))
    case("index.mixed", lambda a, i: a[0, :, i], F(2, 3, 4), T([1, 3]))
    case("index.negative_slice", lambda a: a[-2:, :-1], F(3, 3))
    case("index.step", lambda a: a[1::2, ::3], F(5, 4))
    case("index.ellipsis_between", lambda a: a[1, ..., 1:], F(2, 3, 4))
    case("index.none_and_numbers", lambda a: a[None, 1, :, None], F(2, 3))
    case("index.separated", lambda a, i, j: a[i, :, j], F(3, 2, 4), T([0, 2]), T([3, 1]))
    case("index.number_between", lambda a, i, j: a[i, 0, j], F(3, 2, 4), T([0, 2]), T([3, 1]))
    case("index.broadcast", lambda a, i, j: a[i, j], F(3, 4), T([[0], [2]]), T([3, 1]))
    case("index.matrix", lambda a, i: a[i], F(3, 2), T([[0, 2], [1, 1]]))
    case("index.mask_of_two_dims", lambda a, m: a[m], F(2, 3, 2),
         T([[True, False, True], [False, True, False]]))
    case("index.mask_then_tensor", lambda a, m, i: a[m, i], F(2, 2, 3), T([[True, False], [False, True]]),
         T([2, 0]))
    case("index.mask_after_number", lambda a, m: a[1, m], F(2, 3), T([True, False, True]))
    case("index.slice_then_mask", lambda a, m: a[:, m], F(2, 3), T([True, False, True]))
    case("index.ellipsis_then_tensor", lambda a, i: a[..., i], F(2, 3, 4), T([3, 3, 0]))
    case("index.true", lambda a: a[True], F(2, 3))
    case("index.false", lambda a: a[False], F(2, 3))
    case("index.mask_of_no_dims", lambda a, m: a[m], F(2, 3), T(True))
    case("index.mask_between", lambda a, m, i: a[0, m, :, i], F(2, 2, 2, 3, 4),
         T([[True, False], [True, True]]), T([2, 0, 3]))
    case("index.number_in_tensor", lambda a, i: a[i], F(2, 3), T(1))
    case("index.everything", lambda a: a[...], F(2, 3))
    case("index_put_", lambda a, i, v: put(a.clone(), i, v), F(4, 2), T([2, 0]), F(2, 2))
    case("index_put_.accumulate", lambda a, i, v: a.clone().index_put_((i,), v, accumulate=True), F(4),
         T([2, 2, 0]),
         F(3))
    case("setitem.slice", lambda a, v: set_slice(a.clone(), v), F(2, 4), F(2, 2))
    case("setitem.mask", lambda a, m: set_mask(a.clone(), m), F(2, 3), B(2, 3))
    case("setitem.step", lambda a, v: put(a.clone(), (slice(None), slice(0, None, 2)), v), F(2, 5), F(3))
    case("setitem.two_tensors", lambda a, i, j, v: put(a.clone(), (i, j), v), F(3, 4), T([0, 2]),
         T([3, 1]), F(2))
    case("setitem.tensor_after_slice", lambda a, i, v: put(a.clone(), (slice(None), i), v), F(3, 4),
         T([0, 2]), F(3, 2))
    case("setitem.ellipsis", lambda a: put(a.clone(), ..., 1.5), F(2, 3))
    case("setitem.int_tensor_value", lambda a, v: put(a.clone(), 0, v), F(2, 3), I(3))
    case("setitem.leading_ones", lambda a, v: put(a.clone(), 0, v), F(2, 3), F(1, 3))
    case("setitem.mask_double", lambda a, m: put(a.clone(), m, 0.5), D(3), T([True, False, True]))
    case("setitem.int", lambda a, v: put(a.clone(), 1, v), F(3, 2), F(2))


def put(a, i, v):
    a[i] = v
    return a


def set_slice(a, v):
    a[:, 1:3] = v
    return a


def set_mask(a, m):
    a[m] = 0.5
    return a
