"""The Python side of `bench operators`: reads "case autograd count" lines, answers nanoseconds per call."""
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(int(sys.argv[1]))


def cases(grad):
    one = torch.rand(1, requires_grad=grad)
    other = torch.rand(1, requires_grad=grad)
    square = torch.rand(2, 2, requires_grad=grad)
    x = torch.rand(1, 4)
    weight = torch.rand(4, 4, requires_grad=grad)
    bias = torch.rand(4, requires_grad=grad)
    row = torch.rand(1, 4, requires_grad=grad)
    return {
        "add": lambda: one + other,
        "mul": lambda: one * other,
        "matmul 2x2": lambda: torch.matmul(square, square),
        "softmax": lambda: torch.softmax(row, 1),
        "linear": lambda: F.linear(x, weight, bias),
    }


tables = {False: cases(False), True: cases(True)}
print("ready", flush=True)
for line in sys.stdin:
    name, autograd, count = line.rstrip("\n").split("|")
    call = tables[autograd == "on"][name]
    start = time.perf_counter_ns()
    for _ in range(int(count)):
        call()
    print((time.perf_counter_ns() - start) / int(count), flush=True)
