"""Operators that change their tensor, and the remaining ones that take a number where others take a tensor.

Each works on a clone, so that the gradient for the input is that of the operator.
"""
import torch

from operator_cases import F, I, P, T, U

ANYWHERE = ("abs_", "atan_", "ceil_", "cos_", "cosh_", "deg2rad_", "erf_", "erfc_", "exp2_", "expm1_",
            "floor_", "frac_", "neg_", "rad2deg_", "round_", "sign_", "sinc_", "sinh_", "square_", "tan_",
            "trunc_")
POSITIVE = ("digamma_", "lgamma_", "log_", "log10_", "log1p_", "log2_", "reciprocal_", "rsqrt_")
INSIDE_ONE = ("acos_", "asin_", "erfinv_")
WITHOUT_GRADIENT = ("asinh_", "acosh_", "atanh_")


def add(case):
    for names, inputs in ((ANYWHERE, F(5)), (POSITIVE, P(5)), (INSIDE_ONE, U(5))):
        for name in names:
            case(name, lambda a, name=name: getattr(a.clone(), name)(), inputs)
    for name in WITHOUT_GRADIENT:
        inputs = F(5, low=1.1, high=3) if name == "acosh_" else U(5)
        case(name, lambda a, name=name: getattr(a.clone(), name)(), inputs, grad=False)
    numbers(case)
    shapes(case)
    others(case)


def numbers(case):
    case("add_.scalar", lambda a: a.clone().add_(1.5), F(4))
    case("sub_.scalar", lambda a: a.clone().sub_(1.5), F(4))
    case("mul_.scalar", lambda a: a.clone().mul_(-2), F(4))
    case("div_.scalar", lambda a: a.clone().div_(4), F(4))
    case("div_.floor", lambda a: a.clone().div_(0.7, rounding_mode="floor"), F(4))
    case("remainder_", lambda a, b: a.clone().remainder_(b), F(4), P(4))
    case("remainder_.scalar", lambda a: a.clone().remainder_(0.7), F(4))
    case("remainder.scalar_first", lambda a: torch.remainder(5, a), T([2, -3, 4]))
    case("fmod_", lambda a, b: a.clone().fmod_(b), F(4), P(4))
    case("fmod_.scalar", lambda a: a.clone().fmod_(0.7), F(4))
    case("pow_.tensor", lambda a, b: a.clone().pow_(b), P(4), F(4))
    case("lerp_.tensor", lambda a, b, w: a.clone().lerp_(b, w), F(4), F(4), U(4))
    case("floor_divide.scalar", lambda a: torch.floor_divide(a, 2), I(5))
    case("bitwise_and.scalar", lambda a: a & 6, I(5, low=0, high=32))
    case("bitwise_or.scalar", lambda a: a | 6, I(5, low=0, high=32))
    case("bitwise_xor.scalar", lambda a: a ^ 6, I(5, low=0, high=32))
    case("clamp_min", lambda a: a.clamp_min(0.25), F(5))
    case("clamp_max", lambda a: a.clamp_max(0.25), F(5))
    case("masked_fill.tensor", lambda a, m, v: a.masked_fill(m, v), F(4),
         T([True, False, False, True]), T(0.5))


def shapes(case):
    case("squeeze_", lambda a: a.clone().squeeze_(0), F(1, 3))
    case("unsqueeze_", lambda a: a.clone().unsqueeze_(1), F(2, 3))
    case("transpose_", lambda a: a.clone().transpose_(0, 1), F(2, 3))
    case("tril_", lambda a: a.clone().tril_(1), F(3, 4))
    case("triu_", lambda a: a.clone().triu_(-1), F(4, 3))
    case("zero_", lambda a: a.clone().zero_(), F(3))
    case("fill_", lambda a: a.clone().fill_(2.5), F(3))
    case("fill_diagonal_", lambda a: a.clone().fill_diagonal_(2.5), F(3, 3))
    case("copy_", lambda a, b: a.clone().copy_(b), F(2, 3), F(3))
    case("index_add_", lambda a, i, s: a.clone().index_add_(0, i, s), F(3, 2), T([2, 0, 2]), F(3, 2))
    case("index_add.plain", lambda a, i, s: a.index_add(1, i, s), F(2, 3), T([2, 0]), F(2, 2))
    case("index_copy_", lambda a, i, s: a.clone().index_copy_(0, i, s), F(3, 2), T([2, 0]), F(2, 2))
    case("index_fill_", lambda a, i: a.clone().index_fill_(1, i, -1.5), F(2, 3), T([0, 2]))
    case("index_put", lambda a, i, v: a.index_put((i,), v), F(4), T([2, 0]), F(2))
    case("scatter_add_", lambda a, i, s: a.clone().scatter_add_(0, i, s), F(3), T([0, 2, 0]), F(3))
    case("view.dtype", lambda a: a.view(torch.int32), F(3), grad=False)


def others(case):
    case("absolute", torch.absolute, F(4))
    case("negative", torch.negative, F(4))
    case("positive", torch.positive, F(4))
    case("isreal", torch.isreal, F(3), grad=False)
    case("argwhere", torch.argwhere, T([[0.0, 1.0], [2.0, 0.0]]), grad=False)
    case("cov", lambda a: torch.cov(a), F(2, 4))
    case("ger", torch.ger, F(2), F(3))
    case("renorm", lambda a: torch.renorm(a, 2, 0, 1.5), F(3, 4))
    case("detach_", lambda a: a.clone().detach_(), F(3), grad=False)
    case("item", lambda a: a.sum().item() > 0, F(3), grad=False)
