"""What every make_*.py here shares: seeded inputs, tensors as JSON, one case a line.

A tensor is {"shape": [..], "dtype": "float32", "data": [..]}, flat, row by row; complex numbers are pairs.
NaN and the infinities are the strings "NaN", "Infinity" and "-Infinity", which System.Text.Json reads.
"""
import json
import math
import os
import zlib

import numpy
import torch

FOLDER = os.path.dirname(os.path.abspath(__file__))


def number(x, dtype):
    """The shortest number that reads back as the same value of the type."""
    if isinstance(x, (bool, int)):
        return int(x)
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    short = x if dtype in (torch.float64, torch.complex128) else float(str(numpy.float32(x)))
    whole = abs(short) < 1e15 and short == int(short) and math.copysign(1, short) > 0
    return int(short) if whole else short


def tensor(t):
    """A tensor as JSON, or None."""
    if t is None:
        return None
    t = t.detach()
    flat = torch.view_as_real(t.resolve_conj()).reshape(-1) if t.is_complex() else t.reshape(-1)
    return {
        "shape": list(t.shape),
        "dtype": str(t.dtype).removeprefix("torch."),
        "data": [number(x, t.dtype) for x in flat.tolist()],
    }


def write(name, cases):
    """Writes {case name: case}, one case a line, so that a change shows as one line."""
    lines = [f"{json.dumps(key)}: {json.dumps(case, separators=(',', ':'))}" for key, case in cases.items()]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    path = os.path.join(FOLDER, name)
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".part", path)
    print(f"{name}: {len(cases)} cases, {len(text):,} bytes")


class Draw:
    """Inputs with three decimals. The seed is the case's name, so that cases don't disturb each other."""

    def __init__(self, name):
        self.random = torch.Generator().manual_seed(zlib.crc32(name.encode()))

    def uniform(self, shape, low, high, dtype=torch.float32):
        values = torch.rand(shape, generator=self.random, dtype=torch.float64) * (high - low) + low
        values = (values * 1000).round() / 1000
        return torch.where(values == 0, torch.full_like(values, 0.25), values).to(dtype)

    def integers(self, shape, low, high, dtype=torch.int64):
        return torch.randint(low, high, shape, generator=self.random).to(dtype)

    def weight(self, like):
        """A fixed weight for the loss sum(out * weight); of the real pairs where the output is complex."""
        shape = tuple(torch.view_as_real(like).shape) if like.is_complex() else tuple(like.shape)
        dtype = {torch.complex64: torch.float32, torch.complex128: torch.float64}.get(like.dtype, like.dtype)
        values = torch.rand(shape, generator=self.random, dtype=torch.float64) * 4 - 2
        return (values * 100).round().div(100).to(dtype)


def flat_outputs(result):
    """The tensors of a result, which may be a tensor, a number, or a nest of tuples and lists."""
    if isinstance(result, torch.Tensor):
        return [result]
    if isinstance(result, (bool, int, float)):
        return [torch.tensor(result)]
    if result is None:
        return []
    return [t for part in result for t in flat_outputs(part)]


def weighted_loss(outputs, draw):
    """Weights of the outputs and the loss; None for what is not differentiable."""
    weights, loss = [], None
    for out in outputs:
        if not out.requires_grad:
            weights.append(None)
            continue
        weight = draw.weight(out)
        real = torch.view_as_real(out) if out.is_complex() else out
        part = (real * weight).sum()
        loss = part if loss is None else loss + part.to(loss.dtype)
        weights.append(weight)
    return weights, loss
