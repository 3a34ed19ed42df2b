"""Writes optimizers.json: the two parameters of a small problem after each of five steps of torch.optim.

The problem: loss = mean((x A + b - y)^2) + 0.1 sum(sin(A)).
"""
import torch
from torch import optim

from goldens import Draw, tensor, write

STEPS = 5
CASES = {}


def problem(dtype):
    draw = Draw("problem")
    x, y = draw.uniform((4, 2), -2, 2, dtype), draw.uniform((4, 3), -2, 2, dtype)
    a, b = draw.uniform((2, 3), -2, 2, dtype), draw.uniform((3,), -2, 2, dtype)
    return x, y, a.requires_grad_(), b.requires_grad_()


def case(name, build, dtype=torch.float32, per_parameter=False):
    x, y, a, b = problem(dtype)
    record = {"x": tensor(x), "y": tensor(y), "a": tensor(a), "b": tensor(b)}
    record |= {"losses": [], "afterA": [], "afterB": []}
    optimizer = build(a, b) if per_parameter else build([a, b])

    def closure():
        optimizer.zero_grad()
        loss = ((x @ a + b - y) ** 2).mean() + 0.1 * a.sin().sum()
        loss.backward()
        return loss

    for _ in range(STEPS):
        loss = optimizer.step(closure)
        record["losses"].append(float(str(loss.detach().numpy())))
        record["afterA"].append(tensor(a))
        record["afterB"].append(tensor(b))
    CASES[name] = record


def main():
    for dtype, suffix in ((torch.float32, ""), (torch.float64, ".double")):
        case("SGD" + suffix, lambda p: optim.SGD(p, 0.1), dtype)
        case("SGD.momentum" + suffix, lambda p: optim.SGD(p, 0.1, momentum=0.9), dtype)
        case("Adam" + suffix, lambda p: optim.Adam(p, 0.1), dtype)
        case("AdamW" + suffix, lambda p: optim.AdamW(p, 0.1, weight_decay=0.01), dtype)
    case("SGD.momentum_dampening", lambda p: optim.SGD(p, 0.1, momentum=0.9, dampening=0.3))
    case("SGD.nesterov", lambda p: optim.SGD(p, 0.1, momentum=0.8, nesterov=True))
    case("SGD.weight_decay", lambda p: optim.SGD(p, 0.1, weight_decay=0.2))
    case("SGD.everything", lambda p: optim.SGD(p, 0.05, momentum=0.7, weight_decay=0.1, nesterov=True))
    case("SGD.maximize", lambda p: optim.SGD(p, 0.01, momentum=0.5, maximize=True))
    case("Adam.betas_eps", lambda p: optim.Adam(p, 0.05, betas=(0.8, 0.95), eps=1e-3))
    case("Adam.weight_decay", lambda p: optim.Adam(p, 0.1, weight_decay=0.3))
    case("Adam.amsgrad", lambda p: optim.Adam(p, 0.2, amsgrad=True))
    case("Adam.maximize", lambda p: optim.Adam(p, 0.1, maximize=True))
    case("AdamW.weight_decay", lambda p: optim.AdamW(p, 0.1, weight_decay=0.5))
    case("AdamW.no_decay", lambda p: optim.AdamW(p, 0.1, weight_decay=0))
    case("AdamW.default", optim.AdamW)
    case("AdamW.amsgrad", lambda p: optim.AdamW(p, 0.2, betas=(0.7, 0.9), amsgrad=True))
    case("AdamW.amsgrad.double", lambda p: optim.AdamW(p, 0.2, betas=(0.7, 0.9), amsgrad=True), torch.float64)
    case("AdamW.maximize", lambda p: optim.AdamW(p, 0.1, maximize=True))
    case("AdamW.groups", lambda a, b: optim.AdamW([{"params": [a], "weight_decay": 0.4},
                                                   {"params": [b], "lr": 0.02, "weight_decay": 0}], lr=0.1),
         per_parameter=True)
    case("Adagrad", lambda p: optim.Adagrad(p, 0.3))
    case("Adagrad.decays",
         lambda p: optim.Adagrad(p, 0.3, lr_decay=0.1, weight_decay=0.2, initial_accumulator_value=0.5))
    case("RMSprop", lambda p: optim.RMSprop(p, 0.05))
    case("RMSprop.centered", lambda p: optim.RMSprop(p, 0.05, alpha=0.9, centered=True))
    case("RMSprop.momentum", lambda p: optim.RMSprop(p, 0.02, momentum=0.6, weight_decay=0.1, eps=1e-4))
    case("RMSprop.everything", lambda p: optim.RMSprop(p, 0.02, alpha=0.8, momentum=0.6, centered=True))
    case("Adadelta", lambda p: optim.Adadelta(p, 1.0))
    case("Adadelta.rho_decay", lambda p: optim.Adadelta(p, 5.0, rho=0.8, eps=1e-4, weight_decay=0.1))
    case("Adamax", lambda p: optim.Adamax(p, 0.1))
    case("Adamax.weight_decay", lambda p: optim.Adamax(p, 0.1, betas=(0.8, 0.9), weight_decay=0.2))
    # foreach: the loop of 1.13 multiplies mu into the second share twice; its foreach form and PyTorch 2 do not.
    case("NAdam", lambda p: optim.NAdam(p, 0.1, foreach=True))
    case("NAdam.weight_decay",
         lambda p: optim.NAdam(p, 0.1, weight_decay=0.2, momentum_decay=0.05, foreach=True))
    case("RAdam", lambda p: optim.RAdam(p, 0.1))
    case("RAdam.rectified", lambda p: optim.RAdam(p, 0.1, betas=(0.6, 0.7), weight_decay=0.1))
    case("ASGD", lambda p: optim.ASGD(p, 0.1, t0=2))
    case("Rprop", lambda p: optim.Rprop(p, 0.1))
    case("LBFGS", lambda p: optim.LBFGS(p, 0.1, max_iter=4), torch.float64)
    case("LBFGS.strong_wolfe", lambda p: optim.LBFGS(p, 1, max_iter=3, line_search_fn="strong_wolfe"),
         torch.float64)
    case("LBFGS.short_history", lambda p: optim.LBFGS(p, 0.2, max_iter=4, history_size=2), torch.float64)
    write("optimizers.json", CASES)


if __name__ == "__main__":
    main()
