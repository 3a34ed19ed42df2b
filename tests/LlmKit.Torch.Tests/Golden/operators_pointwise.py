"""Operators that work element by element, comparisons, logic and bits."""
import math
import torch
from operator_cases import B, C, D, F, I, P, T, U

nan, inf = math.nan, math.inf


def add(case):
    arithmetic(case)
    powers_and_logarithms(case)
    trigonometry(case)
    rounding_and_bounds(case)
    mixtures(case)
    comparisons(case)
    bits(case)


def arithmetic(case):
    case("add", lambda a, b: a + b, F(2, 3), F(2, 3))
    case("add.alpha", lambda a, b: torch.add(a, b, alpha=2.5), F(2, 3), F(3))
    case("add.scalar", lambda a: a + 1.5, F(2, 3))
    case("add.scalar_first", lambda a: 3 + a, F(2, 3))
    case("add.int", lambda a, b: a + b, I(2, 3), I(3))
    case("add.int_and_float", lambda a, b: a + b, I(2, 3), F(2, 3))
    case("add.int_and_float_scalar", lambda a: a + 0.5, I(4))
    case("add.broadcast_both", lambda a, b: a + b, F(3, 1), F(1, 4))
    case("add.double", lambda a, b: a + b, D(2, 3), D(3))
    case("add.half", lambda a, b: a + b, F(4, dtype=torch.float16), F(4, dtype=torch.float16), grad=False)
    case("add.bfloat16", lambda a, b: a + b, F(4, dtype=torch.bfloat16), F(4, dtype=torch.bfloat16),
         grad=False)
    case("add.complex", lambda a, b: a + b, C(3), C(3))
    case("add_", lambda a, b: a.clone().add_(b), F(2, 3), F(2, 3))
    case("add_.alpha", lambda a, b: a.clone().add_(b, alpha=-0.5), F(2, 3), F(2, 3))
    case("sub", lambda a, b: a - b, F(2, 3), F(3))
    case("sub.alpha", lambda a, b: torch.sub(a, b, alpha=0.75), F(2, 3), F(2, 3))
    case("sub.scalar", lambda a: a - 0.5, F(4))
    case("rsub.scalar", lambda a: 1 - a, F(4))
    case("sub_", lambda a, b: a.clone().sub_(b), F(4), F(4))
    case("mul", lambda a, b: a * b, F(2, 3), F(2, 1))
    case("mul.scalar", lambda a: a * -2.5, F(2, 3))
    case("mul.complex", lambda a, b: a * b, C(3), C(3))
    case("mul_", lambda a, b: a.clone().mul_(b), F(4), F(4))
    case("div", lambda a, b: a / b, F(2, 3), P(3))
    case("div.scalar", lambda a: a / 4, F(2, 3))
    case("div.scalar_first", lambda a: 2 / a, P(4))
    case("div.int", lambda a, b: a / b, I(4), T([2, -3, 4, 7]))
    case("div.floor", lambda a, b: torch.div(a, b, rounding_mode="floor"), F(2, 3), P(2, 3))
    case("div.trunc", lambda a, b: torch.div(a, b, rounding_mode="trunc"), F(2, 3), P(2, 3))
    case("div.floor_int", lambda a, b: torch.div(a, b, rounding_mode="floor"), I(5), T([2, -2, 3, 4, -5]))
    case("div_", lambda a, b: a.clone().div_(b), F(4), P(4))
    case("floor_divide", lambda a, b: torch.floor_divide(a, b), F(4), P(4), grad=False)
    case("remainder", lambda a, b: torch.remainder(a, b), F(6), P(6))
    case("remainder.scalar", lambda a: a % 0.7, F(6))
    case("remainder.int", lambda a, b: a % b, I(5), T([2, -3, 4, 7, 3]))
    case("fmod", lambda a, b: torch.fmod(a, b), F(6), P(6))
    case("fmod.scalar", lambda a: torch.fmod(a, 0.7), F(6))
    case("neg", lambda a: -a, F(2, 3))
    case("abs", torch.abs, F(2, 3))
    case("abs.complex", torch.abs, C(3))
    case("sign", torch.sign, T([-1.5, 0.0, 2.5]))
    case("sgn.complex", torch.sgn, C(3))
    case("reciprocal", torch.reciprocal, P(2, 3))
    case("square", torch.square, F(2, 3))
    case("angle.complex", torch.angle, C(3))
    case("conj.complex", lambda a: torch.conj(a).resolve_conj(), C(3))
    case("real.complex", torch.real, C(3))
    case("imag.complex", torch.imag, C(3))


def powers_and_logarithms(case):
    case("pow.scalar_2", lambda a: a ** 2, F(2, 3))
    case("pow.scalar_3", lambda a: torch.pow(a, 3), F(2, 3))
    case("pow.scalar_half", lambda a: torch.pow(a, 0.5), P(2, 3))
    case("pow.scalar_minus_1.5", lambda a: torch.pow(a, -1.5), P(2, 3))
    case("pow.tensor", lambda a, b: torch.pow(a, b), P(2, 3), F(3))
    case("pow.scalar_base", lambda a: torch.pow(2.5, a), F(2, 3))
    case("pow.int", lambda a: torch.pow(a, 3), I(4))
    case("pow_", lambda a: a.clone().pow_(3), F(4))
    case("exp", torch.exp, F(2, 3))
    case("exp2", torch.exp2, F(4))
    case("exp_", lambda a: a.clone().exp_(), F(4))
    case("expm1", torch.expm1, F(2, 3))
    case("log", torch.log, P(2, 3))
    case("log.edges", torch.log, T([0.0, -1.0, inf, nan, 1.0]), grad=False)
    case("log1p", torch.log1p, U(2, 3))
    case("log2", torch.log2, P(2, 3))
    case("log10", torch.log10, P(2, 3))
    case("sqrt", torch.sqrt, P(2, 3))
    case("sqrt_", lambda a: a.clone().sqrt_(), P(4))
    case("rsqrt", torch.rsqrt, P(2, 3))
    case("logaddexp", torch.logaddexp, F(2, 3), F(3))
    case("logaddexp2", torch.logaddexp2, F(4), F(4))
    case("xlogy", torch.xlogy, P(2, 3), P(3))
    case("float_power", lambda a: torch.float_power(a, 2.5), P(4))
    case("logit", torch.logit, U(5))
    case("logit.eps", lambda a: torch.logit(a, eps=0.2), T([0.1, 0.35, 0.6, 0.95]))


def trigonometry(case):
    for name in ("sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "asinh", "sinc", "deg2rad", "rad2deg"):
        case(name, getattr(torch, name), F(2, 3))
    for name in ("asin", "acos", "atanh"):
        case(name, getattr(torch, name), F(2, 3, low=-0.95, high=0.95))
    case("acosh", torch.acosh, F(2, 3, low=1.1, high=3))
    case("atan2", torch.atan2, F(2, 3), F(3))
    case("hypot", torch.hypot, F(2, 3), F(3))
    case("sin_", lambda a: a.clone().sin_(), F(4))
    case("tanh_", lambda a: a.clone().tanh_(), F(4))
    case("erf", torch.erf, F(2, 3))
    case("erfc", torch.erfc, F(2, 3))
    case("erfinv", torch.erfinv, F(2, 3, low=-0.9, high=0.9))
    case("lgamma", torch.lgamma, P(2, 3))
    case("digamma", torch.digamma, P(2, 3))
    case("i0", torch.i0, F(4))


def rounding_and_bounds(case):
    case("floor", torch.floor, F(6))
    case("ceil", torch.ceil, F(6))
    case("round", torch.round, T([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 1.2, -3.7]))
    case("round.decimals", lambda a: torch.round(a, decimals=1), F(6))
    case("trunc", torch.trunc, F(6))
    case("frac", torch.frac, F(6))
    case("clamp", lambda a: torch.clamp(a, -0.5, 0.75), F(2, 4))
    case("clamp.min", lambda a: torch.clamp(a, min=0.1), F(2, 4))
    case("clamp.max", lambda a: torch.clamp(a, max=0.1), F(2, 4))
    case("clamp.tensors", lambda a, low, high: torch.clamp(a, low, high), F(3, 3), T([-1.0, -0.5, 0.0]),
         T([0.0, 0.5, 1.0]))
    case("clamp.int", lambda a: torch.clamp(a, -2, 3), I(6))
    case("clamp_", lambda a: a.clone().clamp_(-0.5, 0.5), F(6))
    case("maximum", torch.maximum, F(2, 3), F(3))
    case("minimum", torch.minimum, F(2, 3), F(3))
    case("maximum.nan", torch.maximum, T([1.0, nan, 3.0]), T([nan, 2.0, 1.0]), grad=False)
    case("fmax.nan", torch.fmax, T([1.0, nan, 3.0]), T([nan, 2.0, 1.0]), grad=False)
    case("fmin.nan", torch.fmin, T([1.0, nan, 3.0]), T([nan, 2.0, 1.0]), grad=False)
    case("nan_to_num", lambda a: torch.nan_to_num(a, nan=0.5, posinf=9.0, neginf=-8.0),
         T([nan, inf, -inf, 1.5]))
    case("nan_to_num.default", torch.nan_to_num, T([nan, inf, -inf, 1.5]))
    case("copysign", torch.copysign, F(2, 3), F(3))
    case("heaviside", torch.heaviside, T([-1.5, 0.0, 2.0]), T([0.5, 0.25, 0.75]), grad=False)
    case("nextafter", torch.nextafter, T([1.0, 2.0]), T([2.0, 1.0]), grad=False)
    case("ldexp", torch.ldexp, F(3), T([1, -2, 3]))


def mixtures(case):
    case("lerp", torch.lerp, F(2, 3), F(2, 3), U(2, 3))
    case("lerp.scalar", lambda a, b: torch.lerp(a, b, 0.3), F(2, 3), F(3))
    case("lerp_", lambda a, b: a.clone().lerp_(b, 0.7), F(4), F(4))
    case("addcmul", lambda a, b, c: torch.addcmul(a, b, c, value=0.5), F(2, 3), F(2, 3), F(3))
    case("addcdiv", lambda a, b, c: torch.addcdiv(a, b, c, value=-1.5), F(2, 3), F(2, 3), P(3))
    case("addcmul_", lambda a, b, c: a.clone().addcmul_(b, c, value=2), F(4), F(4), F(4))
    case("addcdiv_", lambda a, b, c: a.clone().addcdiv_(b, c, value=2), F(4), F(4), P(4))
    case("where", torch.where, B(2, 3), F(2, 3), F(3))
    case("where.scalar", lambda m, a: torch.where(m, a, torch.tensor(0.5)), B(3, 3), F(3, 3))
    case("where.indices", torch.where, T([[True, False, True], [False, True, False]]))
    case("masked_fill", lambda a, m: a.masked_fill(m, -1e9), F(2, 3), B(2, 3))
    case("masked_fill.minus_infinity", lambda a, m: a.masked_fill(m, -inf), F(2, 3), B(3))
    case("masked_fill_", lambda a, m: a.clone().masked_fill_(m, 2), F(2, 3), B(2, 3))
    case("polar", torch.polar, P(4), F(4))
    case("view_as_complex", torch.view_as_complex, F(3, 2))
    case("view_as_real", torch.view_as_real, C(3))
    case("complex", torch.complex, F(3), F(3))
    case("cumulative_trapezoid", lambda a: torch.cumulative_trapezoid(a, dx=0.5), F(2, 4))
    case("diff", lambda a: torch.diff(a, dim=1), F(2, 4))


def comparisons(case):
    same = T([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]), T([2.0, 2.0, 1.0])
    for name in ("eq", "ne", "lt", "le", "gt", "ge"):
        function = getattr(torch, name)
        case(name, function, *same, grad=False)
        case(f"{name}.scalar", lambda a, function=function: function(a, 2), T([1, 2, 3]))
    case("isclose", lambda a, b: torch.isclose(a, b, rtol=0.1, atol=0.01), T([1.0, 2.0, 0.0]),
         T([1.05, 2.5, 0.02]),
         grad=False)
    case("allclose", lambda a, b: torch.allclose(a, b, rtol=0.1), T([1.0, 2.0]), T([1.05, 2.1]), grad=False)
    case("equal", torch.equal, T([1.0, 2.0]), T([1.0, 2.5]), grad=False)
    case("isnan", torch.isnan, T([1.0, nan, inf]), grad=False)
    case("isinf", torch.isinf, T([1.0, nan, -inf]), grad=False)
    case("isfinite", torch.isfinite, T([1.0, nan, inf]), grad=False)
    case("isposinf", torch.isposinf, T([-inf, nan, inf]), grad=False)
    case("isneginf", torch.isneginf, T([-inf, nan, inf]), grad=False)
    case("signbit", torch.signbit, F(4), grad=False)
    case("logical_and", torch.logical_and, B(6), B(6))
    case("logical_or", torch.logical_or, B(6), B(6))
    case("logical_xor", torch.logical_xor, I(6, low=0, high=2), B(6))
    case("logical_not", torch.logical_not, T([0.0, 1.0, -2.0]), grad=False)


def bits(case):
    case("bitwise_and", lambda a, b: a & b, I(6, low=0, high=32), I(6, low=0, high=32))
    case("bitwise_or", lambda a, b: a | b, I(6, low=0, high=32), I(6, low=0, high=32))
    case("bitwise_xor", lambda a, b: a ^ b, I(6, low=0, high=32), I(6, low=0, high=32))
    case("bitwise_not", lambda a: ~a, I(6, dtype=torch.int32))
    case("bitwise_not.bool", lambda a: ~a, B(4))
    case("bitwise_left_shift", lambda a, b: torch.bitwise_left_shift(a, b), I(4, low=1, high=9),
         I(4, low=0, high=4))
    case("bitwise_right_shift", lambda a, b: torch.bitwise_right_shift(a, b), I(4, low=9, high=99),
         I(4, low=0, high=4))
    case("gcd", torch.gcd, T([12, 18, 7]), T([8, 27, 21]))
    case("lcm", torch.lcm, T([4, 6, 7]), T([6, 9, 3]))
