"""Writes printing.json: str(tensor), with the tensor where the test does not make it itself."""
import math

import torch

from goldens import tensor, write

CASES = {}


def case(name, value, stored=True):
    """`stored` tensors are read from the file by the test; the others it makes itself."""
    CASES[name] = {"text": str(value)}
    if stored:
        CASES[name] |= {"tensor": tensor(value), "requiresGrad": value.requires_grad}


def main():
    t = torch.tensor
    case("scalar.float", t(1.5))
    case("scalar.whole_float", t(3.0))
    case("scalar.int", t(7))
    case("scalar.bool", t(True))
    case("scalar.double", t(0.1, dtype=torch.float64))
    case("scalar.tiny", t(1.5e-10))
    case("scalar.nan", t(math.nan))
    case("vector.int", t([1, -20, 300]))
    case("vector.int32", t([1, 2], dtype=torch.int32))
    case("vector.uint8", t([0, 255], dtype=torch.uint8))
    case("vector.bool", t([True, False]))
    case("vector.whole_floats", t([1.0, -2.0, 30.0]))
    case("vector.floats", t([0.5, -1.25, 3.14159265]))
    case("vector.mixed_magnitudes", t([1e-5, 1.0, 2.5]))
    case("vector.large_ratio", t([1e-4, 123456.0]))
    case("vector.large", t([1e9, 2.5e9]))
    case("vector.whole_large", t([1e8, 1.0]))
    case("vector.nan_and_infinities", t([math.nan, math.inf, -math.inf, 1.5]))
    case("vector.only_nan", t([math.nan, math.inf]))
    case("vector.zeros", t([0.0, -0.0]))
    case("vector.ties", t([0.03125, 0.09375, -1.5, 2.5]))
    case("vector.scientific_ties", t([1.03125, 103125.0, 1.09375e-6], dtype=torch.float64))
    case("vector.nearly_ten", t([9.99999, 1e5], dtype=torch.float64))
    case("vector.negative_nothing", t([-0.00001, 0.5]))
    case("vector.subnormal", t([1e-310, 1.0], dtype=torch.float64))
    case("vector.huge", t([1.7e308, -1.7e308], dtype=torch.float64))
    case("vector.double", t([1.0, 0.333333333333], dtype=torch.float64))
    case("vector.half", t([1.0, 0.1], dtype=torch.float16))
    case("vector.bfloat16", t([1.0, 0.1], dtype=torch.bfloat16))
    case("vector.complex", t([1.5 + 2j, -0.25 - 1j]))
    case("scalar.complex", t(0.5 - 1.25j))
    case("matrix.complex", t([[1 + 1j, 0.001 - 2j], [10 + 0j, -3 + 4.5j]]))
    case("vector.int_with_long_dtype", t([100000, -2], dtype=torch.int32))
    case("vector.facts_on_a_new_line", torch.arange(0.5, 9.5, dtype=torch.float64))
    case("vector.facts_on_the_same_line", torch.arange(0.5, 6.5, dtype=torch.float64))
    case("vector.long", torch.arange(40), False)
    case("vector.long_floats", torch.linspace(0, 1, 30), False)
    case("empty", torch.empty(0), False)
    case("empty.int", torch.empty(0, dtype=torch.int64), False)
    case("empty.two_dims", torch.empty(0, 3), False)
    case("matrix", t([[1.0, 2.5], [-3.25, 100.0]]))
    case("matrix.int", t([[1, 200], [-3, 4]]))
    case("matrix.bool", t([[True, False], [False, False]]))
    case("matrix.one_column", t([[1.0], [2.0]]))
    case("three_dims", torch.arange(12.0).view(2, 3, 2))
    case("four_dims", torch.arange(8).view(2, 1, 2, 2))
    case("summarised.vector", torch.arange(2000), False)
    case("summarised.floats", torch.arange(2000) / 7, False)
    case("summarised.matrix", torch.arange(2500.0).view(50, 50), False)
    case("summarised.wide", torch.zeros(2, 1000), False)
    case("summarised.tall", torch.ones(1200, 2), False)
    case("summarised.three_dims", torch.zeros(20, 10, 10), False)
    case("summarised.four_dims", torch.arange(1600.0).view(2, 1, 8, 100), False)
    case("summarised.bool", torch.ones(1001, dtype=torch.bool), False)
    case("at_the_threshold", torch.zeros(1000), False)
    case("requires_grad", t([1.0, 2.0], requires_grad=True))
    case("grad_fn.exp", t([0.0, 1.0], requires_grad=True).exp(), False)
    case("grad_fn.sum", t([1.0, 2.0], requires_grad=True).sum(), False)
    case("grad_fn.view", t([1.0, 2.0], requires_grad=True).view(2, 1), False)
    case("parameter.data", torch.nn.Parameter(t([1.0])).data)
    case("meta", torch.empty(2, 3, device="meta"), False)
    write("printing.json", CASES)


if __name__ == "__main__":
    main()
