"""Writes printing_numpy.json: str(array), with the array where the test does not make it itself."""
import math

import numpy
import torch

from goldens import tensor, write

CASES = {}


def case(name, value, width=None, stored=True):
    """`stored` arrays are read from the file by the test; the others it makes itself."""
    array = value.numpy()
    text = str(array) if width is None else numpy.array2string(array, max_line_width=width)
    CASES[name] = {"text": text} | ({"width": width} if width else {})
    if stored:
        CASES[name]["tensor"] = tensor(value)


def scalars(t):
    for value in [1.5, 3.0, 0.0, -0.0, 0.1, 1e-4, 9.9e-5, -1e-10, 123456789.0, 1e15, 1e16, 1e20]:
        for dtype in [torch.float32, torch.float64]:
            case(f"scalar.{value}.{str(dtype)[6:]}", t(value, dtype=dtype))
    case("scalar.half", t(0.1, dtype=torch.float16))
    case("scalar.nan", t(math.nan))
    case("scalar.infinity", t(-math.inf))
    case("scalar.int", t(-7))
    case("scalar.bool", t(True))
    for value in [1 + 2j, 2j, -0.5 - 1.25j, 1e20 + 1e-5j, complex(0, math.nan), complex(-math.inf, math.inf)]:
        case(f"scalar.{value}", t(value))


def vectors(t):
    nan, inf = math.nan, math.inf
    for name, values in {
        "whole": [1.0, -2.0, 30.0], "fractions": [0.5, -1.25, 3.14159265], "pi": [math.pi, 1.0],
        "long_fractions": [0.123456789, 12.5], "mixed": [1e-5, 1.0, 2.5], "ratio": [0.5, 501.0],
        "at_the_ratio": [0.5, 500.0],
        "at_large": [1e8, 1e7], "below_large": [99999999.0, 1e7], "small": [1e-4, 2e-4], "smaller": [9e-5, 2e-4],
        "zeros": [0.0, -0.0], "zero_and_large": [0.0, 3e9], "nan_and_infinities": [nan, inf, -inf, 1.5],
        "only_nan": [nan], "only_infinities": [-inf, inf], "infinity_and_whole": [inf, 1.0],
        "nan_and_powers": [nan, 1e-9, 1e20],
        "minus_infinity_and_wide": [-inf, 12345.5], "minus_nothing": [-1e-12, 0.5], "ties": [0.03125, 0.5, 2.5],
        "exponents": [1e-9, 12345.678], "minus_powers": [-1e-9, -1e9],
    }.items():
        case(f"vector.{name}", t(values))
        case(f"vector.{name}.double", t(values, dtype=torch.float64))
    case("vector.three_digit_exponents", t([1e-310, 1.0, 1.7e308], dtype=torch.float64))
    case("vector.half", t([1.0, 0.1, 65504.0], dtype=torch.float16))
    case("vector.half.fractions", t([0.1, 0.2, 3.14], dtype=torch.float16))
    case("vector.half.at_the_ratio", t([100.0, 0.1], dtype=torch.float16))
    case("vector.half.whole", t([5128.0, -8032.0, math.inf], dtype=torch.float16))
    case("vector.whole_of_eight_digits", t([80884512.0, 797979.57]))
    case("vector.half.small", t([6e-8, 1.0], dtype=torch.float16))
    case("vector.int", t([1, -20, 300]))
    case("vector.int32", t([2**31 - 1, -2**31], dtype=torch.int32))
    case("vector.uint8", t([0, 255], dtype=torch.uint8))
    case("vector.bool", t([True, False]))
    case("vector.true", t([True, True]))
    case("vector.complex", t([1.5 + 2j, -0.25 - 1j]))
    case("vector.complex.special", t([complex(nan, inf), complex(-inf, nan), 1 - 2j]))
    case("vector.complex.powers", t([1e-9 + 1j, 5 + 1e9j]))
    case("vector.one", t([0.0]))


def larger(t):
    case("matrix", t([[1.0, 2.5], [-3.25, 100.0]]))
    case("matrix.bool", t([[True, False], [False, False]]))
    case("matrix.complex", t([[1 + 1j, 0.001 - 2j], [10 + 0j, -3 + 4.5j]]))
    case("three_dims", torch.arange(12.0).view(2, 3, 2))
    case("four_dims", torch.arange(8).view(2, 1, 2, 2))
    case("wrapped", torch.linspace(0, 1, 30))
    case("wrapped.three_dims", (torch.arange(80) / 7).view(2, 2, 20))
    case("width.wide", torch.linspace(0, 1, 30), width=400)
    case("width.narrow", torch.arange(12).view(2, 6), width=12)
    case("width.too_narrow", torch.arange(6).view(2, 3) * 100000, width=3)
    case("empty", torch.empty(0), stored=False)
    case("empty.two_dims", torch.empty(0, 3), stored=False)
    case("at_the_threshold", torch.zeros(1000), stored=False)
    case("summarised.vector", torch.arange(2000), stored=False)
    case("summarised.floats", torch.arange(2000) / 7, stored=False)
    case("summarised.matrix", torch.arange(2500.0).view(50, 50), stored=False)
    case("summarised.tall", torch.ones(1200, 2), stored=False)
    case("summarised.four_dims", torch.arange(1600.0).view(2, 1, 8, 100), stored=False)
    case("summarised.bool", torch.ones(1001, dtype=torch.bool), stored=False)


def random_ones():
    """Numbers of all sizes; some rounded, so that digits end early."""
    draw = torch.Generator().manual_seed(1)
    types = [torch.float32, torch.float64, torch.float16, torch.complex64]
    for i in range(160):
        dtype, spread = types[i % 4], [0, 1, 2, 4, 9][i % 5]
        shape = [[5], [2, 3], [2, 2, 2]][i % 3] + ([2] if dtype == torch.complex64 else [])
        size = torch.rand(shape, generator=draw, dtype=torch.float64) * 2 - 1
        values = size * 10 ** ((torch.rand(shape, generator=draw, dtype=torch.float64) * 2 - 1) * spread)
        if i % 7 < 3:
            values = values.mul(100).round().div(100)
        values = values.float()
        values = torch.view_as_complex(values) if dtype == torch.complex64 else values.to(dtype)
        case(f"random.{i:03}", values)


def main():
    scalars(torch.tensor)
    vectors(torch.tensor)
    larger(torch.tensor)
    random_ones()
    write("printing_numpy.json", CASES)


if __name__ == "__main__":
    main()
