"""Writes operators.json: inputs, outputs and gradients of single operators, by the names under Operators/."""
import functools

import operators_in_place
import operators_matrices
import operators_pointwise
import operators_reductions
import operators_shapes
from goldens import write
from operator_cases import case


def main():
    cases = {}
    for part in (operators_pointwise, operators_in_place, operators_reductions, operators_matrices,
                 operators_shapes):
        part.add(functools.partial(case, cases))
    write("operators.json", cases)


if __name__ == "__main__":
    main()
