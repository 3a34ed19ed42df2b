"""Operators that reduce, accumulate, order or count."""
import math
import torch
from operator_cases import B, D, F, I, P, T

nan = math.nan


def add(case):
    sums(case)
    extremes(case)
    accumulations(case)
    orders(case)
    softmaxes(case)


def sums(case):
    case("sum", torch.sum, F(2, 3))
    case("sum.dim", lambda a: a.sum(1), F(2, 3))
    case("sum.dim_keepdim", lambda a: a.sum(-1, keepdim=True), F(2, 3))
    case("sum.dims", lambda a: a.sum((0, 2)), F(2, 3, 2))
    case("sum.int", torch.sum, I(5))
    case("sum.bool", torch.sum, B(6))
    case("sum.dtype", lambda a: a.sum(dtype=torch.float64), F(5))
    case("sum.empty", torch.sum, T([], torch.float32))
    case("nansum", torch.nansum, T([1.0, nan, 2.5]))
    case("mean", torch.mean, F(2, 3))
    case("mean.dim", lambda a: a.mean(0), F(2, 3))
    case("mean.dims_keepdim", lambda a: a.mean((0, 1), keepdim=True), F(2, 3, 2))
    case("mean.empty", torch.mean, T([], torch.float32), grad=False)
    case("prod", torch.prod, F(2, 3))
    case("prod.dim", lambda a: a.prod(1), F(2, 3))
    case("prod.with_zero", lambda a: a.prod(1, keepdim=True), T([[0.0, 2.0, 3.0], [0.0, 0.0, 1.5]]))
    case("var", torch.var, F(5))
    case("var.biased", lambda a: a.var(unbiased=False), F(5))
    case("var.dim", lambda a: a.var(1, unbiased=True, keepdim=True), F(2, 4))
    case("var.dims", lambda a: a.var((0, 2), unbiased=False), F(2, 3, 2))
    case("std", torch.std, F(5))
    case("std.dim_biased", lambda a: a.std(0, unbiased=False), F(3, 2))
    case("std_mean", lambda a: torch.std_mean(a, 1, unbiased=True), F(2, 4))
    case("var_mean", lambda a: torch.var_mean(a, 1, unbiased=False), F(2, 4))
    case("norm", torch.norm, F(2, 3))
    case("norm.1", lambda a: torch.norm(a, p=1), F(2, 3))
    case("norm.dim_3", lambda a: torch.norm(a, p=3, dim=1), F(2, 3))
    case("norm.dim_keepdim", lambda a: torch.norm(a, p=2, dim=0, keepdim=True), F(2, 3))
    case("norm.infinity", lambda a: torch.norm(a, p=math.inf), F(2, 3))
    case("vector_norm", lambda a: torch.linalg.vector_norm(a, ord=2.5), F(2, 3))
    case("matrix_norm.fro", lambda a: torch.linalg.matrix_norm(a), F(3, 3))
    case("dist", lambda a, b: torch.dist(a, b, p=2), F(4), F(4))
    case("logsumexp", lambda a: torch.logsumexp(a, 1), F(2, 3))
    case("logsumexp.keepdim", lambda a: torch.logsumexp(a, 0, keepdim=True), F(2, 3))
    case("count_nonzero", torch.count_nonzero, I(2, 3, low=0, high=2))
    case("count_nonzero.dim", lambda a: torch.count_nonzero(a, dim=1), I(2, 3, low=0, high=2))
    case("all", torch.all, T([True, True, False]))
    case("all.dim", lambda a: a.all(1), B(3, 2))
    case("any", torch.any, T([False, True, False]))
    case("any.dim_keepdim", lambda a: a.any(0, keepdim=True), B(3, 2))
    case("trace", torch.trace, F(3, 3))


def extremes(case):
    case("max", torch.max, F(2, 3))
    case("max.dim", lambda a: a.max(1), F(2, 3))
    case("max.dim_keepdim", lambda a: a.max(0, keepdim=True), F(2, 3))
    case("max.other", lambda a, b: torch.max(a, b), F(4), F(4))
    case("min", torch.min, F(2, 3))
    case("min.dim", lambda a: a.min(1), F(2, 3))
    case("min.other", lambda a, b: torch.min(a, b), F(4), F(4))
    case("amax", lambda a: a.amax((0, 2)), F(2, 3, 2))
    case("amax.keepdim", lambda a: a.amax(1, keepdim=True), F(2, 3))
    case("amax.ties", lambda a: a.amax(1), T([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]]))
    case("amin", lambda a: a.amin(1), F(2, 3))
    case("aminmax", lambda a: torch.aminmax(a, dim=1), F(2, 3), grad=False)
    case("argmax", torch.argmax, F(2, 3), grad=False)
    case("argmax.dim", lambda a: a.argmax(1), F(2, 3), grad=False)
    case("argmax.dim_keepdim", lambda a: a.argmax(0, keepdim=True), F(2, 3), grad=False)
    case("argmin", torch.argmin, F(2, 3), grad=False)
    case("argmin.dim", lambda a: a.argmin(1), F(2, 3), grad=False)
    case("median", torch.median, F(5))
    case("median.even", torch.median, F(6))
    case("median.dim", lambda a: a.median(1), F(2, 5))
    case("nanmedian", torch.nanmedian, T([1.0, nan, 3.0, 2.0]), grad=False)
    case("mode", lambda a: a.mode(1), T([[1.0, 2.0, 2.0], [3.0, 3.0, 1.0]]))
    case("quantile", lambda a: torch.quantile(a, 0.4), F(5))
    case("quantile.dim", lambda a, q: torch.quantile(a, q, dim=1), F(2, 5), T([0.25, 0.75]), grad=False)
    case("kthvalue", lambda a: torch.kthvalue(a, 2, dim=1), F(2, 4))


def accumulations(case):
    case("cumsum", lambda a: a.cumsum(1), F(2, 4))
    case("cumsum.int", lambda a: a.cumsum(0), I(3, 2))
    case("cumsum.dtype", lambda a: a.cumsum(0, dtype=torch.float64), F(4))
    case("cumprod", lambda a: a.cumprod(1), F(2, 4))
    case("cummax", lambda a: a.cummax(1), F(2, 4))
    case("cummin", lambda a: a.cummin(1), F(2, 4))
    case("logcumsumexp", lambda a: a.logcumsumexp(1), F(2, 4))
    case("histc", lambda a: torch.histc(a, bins=4, min=-2, max=2), F(5, 4), grad=False)
    case("bincount", torch.bincount, I(8, low=0, high=5))
    case("bincount.weights_minlength", lambda a, w: torch.bincount(a, w, minlength=7), I(6, low=0, high=5),
         P(6),
         grad=False)


def orders(case):
    case("sort", lambda a: a.sort(1), F(2, 4))
    case("sort.descending", lambda a: a.sort(0, descending=True), F(4, 2))
    case("sort.stable", lambda a: torch.sort(a, dim=0, descending=False, stable=True), T([2, 1, 2, 1, 1]))
    case("argsort", lambda a: a.argsort(1), F(2, 4), grad=False)
    case("argsort.descending", lambda a: a.argsort(-1, descending=True), F(2, 4), grad=False)
    case("msort", torch.msort, F(4, 2))
    case("topk", lambda a: a.topk(2, 1), F(2, 5))
    case("topk.smallest", lambda a: a.topk(3, 0, largest=False), F(5, 2))
    case("unique", lambda a: torch.unique(a, sorted=True, return_inverse=True, return_counts=True),
         I(8, low=0, high=4))
    case("unique_consecutive",
         lambda a: torch.unique_consecutive(a, return_inverse=True, return_counts=True),
         T([1, 1, 2, 2, 2, 1, 3]))
    case("nonzero", torch.nonzero, T([[0.0, 1.0], [2.0, 0.0]]), grad=False)
    case("searchsorted", torch.searchsorted, T([1.0, 3.0, 5.0, 7.0]), T([[0.5, 3.0], [6.0, 9.0]]), grad=False)
    case("searchsorted.right", lambda s, v: torch.searchsorted(s, v, right=True), T([1.0, 3.0, 5.0]),
         T([1.0, 4.0, 5.0]),
         grad=False)
    case("bucketize", torch.bucketize, F(5), T([-1.0, 0.0, 1.0]), grad=False)
    case("isin", torch.isin, I(5, low=0, high=5), T([1, 3]))


def softmaxes(case):
    case("softmax", lambda a: a.softmax(-1), F(2, 4))
    case("softmax.dim_0", lambda a: a.softmax(0), F(3, 2))
    case("softmax.dtype", lambda a: a.softmax(1, dtype=torch.float64), F(2, 3))
    case("softmax.double", lambda a: a.softmax(1), D(2, 3))
    case("softmax.masked_row", lambda a: a.softmax(1),
         T([[1.0, -math.inf, 2.0], [-math.inf, -math.inf, 0.5]]))
    case("log_softmax", lambda a: a.log_softmax(-1), F(2, 4))
    case("log_softmax.dim_0", lambda a: a.log_softmax(0), F(3, 2))
