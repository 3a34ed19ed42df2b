"""Writes autocast.json: what operators compute, and in which type, under torch.autocast("cpu"). The names are
those of AutocastGoldenTests.cs."""
import functools

import torch
from torch.nn import functional as f

from goldens import write
from operator_cases import F, P, U, case as add_case, constant, definite

H = functools.partial(F, dtype=torch.bfloat16)
D = functools.partial(F, dtype=torch.float64)


def halved(case):
    """Products, which compute in bfloat16."""
    case("matmul", torch.matmul, F(2, 3), F(3, 4))
    case("matmul.mixed", torch.matmul, F(2, 3), H(3, 4))
    case("matmul.float64", torch.matmul, D(2, 3), D(3, 4))
    case("mm", torch.mm, F(2, 3), F(3, 4))
    case("bmm", torch.bmm, F(2, 2, 3), F(2, 3, 2))
    case("addmm", torch.addmm, F(4), F(2, 3), F(3, 4))
    case("baddbmm", torch.baddbmm, F(2, 2, 2), F(2, 2, 3), F(2, 3, 2))
    case("linear", f.linear, F(2, 3), F(4, 3), F(4))
    case("linear.twice", lambda x, w: f.linear(f.linear(x, w), w), F(2, 3), F(3, 3))
    case("conv2d", lambda x, w: f.conv2d(x, w, padding=1), F(1, 2, 3, 3), F(2, 2, 2, 2))


def widened(case):
    """What needs the range or the digits of float32, also from bfloat16."""
    case("mse_loss", f.mse_loss, H(2, 3), H(2, 3))
    case("l1_loss", f.l1_loss, H(2, 3), H(2, 3))
    case("smooth_l1_loss", f.smooth_l1_loss, H(2, 3), H(2, 3))
    case("huber_loss", f.huber_loss, H(2, 3), H(2, 3))
    case("soft_margin_loss", f.soft_margin_loss, H(2, 3), constant(F(2, 3)))
    case("kl_div", lambda a, b: f.kl_div(a, b, reduction="batchmean"), H(2, 3), constant(U(2, 3)))
    case("nll_loss", lambda a: f.nll_loss(a, torch.tensor([1, 0])), H(2, 3))
    case("cross_entropy", lambda a: f.cross_entropy(a, torch.tensor([1, 0])), H(2, 3))
    case("cross_entropy.float32", lambda a: f.cross_entropy(a, torch.tensor([1, 0])), F(2, 3))
    case("bce_with_logits", f.binary_cross_entropy_with_logits, H(2, 3), constant(U(2, 3)))
    case("cdist", torch.cdist, F(2, 3), F(4, 3))
    case("prod", torch.prod, H(4, low=0.5, high=1.5))
    case("trace", torch.trace, H(3, 3))
    case("inverse", torch.inverse, definite(3))


def untouched(case):
    """What computes in the types of its arguments."""
    for name, maker in (("float32", F), ("bfloat16", H)):
        case(f"softmax.{name}", lambda a: a.softmax(-1), maker(2, 3))
        case(f"log_softmax.{name}", lambda a: a.log_softmax(-1), maker(2, 3))
        case(f"layer_norm.{name}", lambda a: f.layer_norm(a, (4,)), maker(2, 4))
        case(f"gelu.{name}", f.gelu, maker(2, 3))
        case(f"sum.{name}", torch.sum, maker(2, 3))
        case(f"exp.{name}", torch.exp, maker(2, 3))
        case(f"pow.{name}", lambda a: a.pow(2), maker(2, 3))
    case("layer_norm.weight", lambda a, w, b: f.layer_norm(a, (4,), w, b), F(2, 4), P(4), F(4))
    case("embedding", lambda w: f.embedding(torch.tensor([0, 2]), w), F(3, 2))
    case("add.mixed", torch.add, F(2, 3), H(2, 3))
    case("mul.bfloat16", torch.mul, H(2, 3), H(2, 3))


def promoted(case):
    """What takes the widest type of its arguments."""
    case("cat.mixed", lambda a, b: torch.cat([a, b]), F(2, 3), H(2, 3))
    case("cat.bfloat16", lambda a, b: torch.cat([a, b]), H(2, 3), H(2, 3))
    case("stack.mixed", lambda a, b: torch.stack([a, b]), F(2, 3), H(2, 3))


def under_autocast(function):
    def call(*inputs):
        with torch.autocast("cpu"):
            return function(*inputs)
    return call


def main():
    cases = {}

    def case(name, function, *makers):
        add_case(cases, name, under_autocast(function), *makers)
    for part in (halved, widened, untouched, promoted):
        part(case)
    write("autocast.json", cases)
