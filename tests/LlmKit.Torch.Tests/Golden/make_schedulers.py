"""Writes schedulers.json: 20 learning rates of each scheduler, by the names of SchedulerGoldenTests.

rates[k] is the rate before step k of the optimizer; the base rate is 0.5 unless the scheduler sets its own.
"""
import torch
from torch import optim
from torch.optim import lr_scheduler

from goldens import write

STEPS = 20
CASES = {}


def case(name, build, adam=False, metrics=None, groups=(0.5,)):
    parameters = [{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": rate} for rate in groups]
    optimizer = optim.Adam(parameters, 0.5) if adam else optim.SGD(parameters, 0.5, momentum=0.9)
    scheduler = build(optimizer)
    rates, momenta, last = [], [], []
    for step in range(STEPS):
        rates.append([group["lr"] for group in optimizer.param_groups])
        group = optimizer.param_groups[0]
        momenta.append(group["betas"][0] if adam else group["momentum"])
        optimizer.step()
        if metrics is None:
            scheduler.step()
        else:
            scheduler.step(metrics[step])
    record = {"rates": rates if len(groups) > 1 else [rate for rate, in rates]}
    if any(m != momenta[0] for m in momenta):
        record["momenta"] = momenta
    if metrics is not None:
        record["metrics"] = metrics
    CASES[name] = record


METRICS = [1.0, 0.8, 0.81, 0.82, 0.83, 0.79, 0.7899, 0.7899, 0.79, 0.8, 0.9] + [0.7] * 9


def main():
    case("ConstantLR", lambda o: lr_scheduler.ConstantLR(o))
    case("ConstantLR.factor", lambda o: lr_scheduler.ConstantLR(o, 0.2, 8))
    case("LinearLR", lambda o: lr_scheduler.LinearLR(o))
    case("LinearLR.factors", lambda o: lr_scheduler.LinearLR(o, 0.1, 0.8, 12))
    case("StepLR", lambda o: lr_scheduler.StepLR(o, 3))
    case("StepLR.gamma", lambda o: lr_scheduler.StepLR(o, 4, 0.7))
    case("MultiStepLR", lambda o: lr_scheduler.MultiStepLR(o, [2, 7, 7, 15], 0.5))
    case("ExponentialLR", lambda o: lr_scheduler.ExponentialLR(o, 0.9))
    case("CosineAnnealingLR", lambda o: lr_scheduler.CosineAnnealingLR(o, 20))
    case("CosineAnnealingLR.eta_min", lambda o: lr_scheduler.CosineAnnealingLR(o, 19, 0.05))
    case("CosineAnnealingLR.past_the_end", lambda o: lr_scheduler.CosineAnnealingLR(o, 6, 0.01))
    case("CosineAnnealingWarmRestarts", lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 5))
    case("CosineAnnealingWarmRestarts.mult",
         lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 3, 2, 0.02))
    case("LambdaLR", lambda o: lr_scheduler.LambdaLR(o, lambda epoch: 0.95 ** epoch + 0.01 * epoch))
    case("MultiplicativeLR", lambda o: lr_scheduler.MultiplicativeLR(o, lambda epoch: 1 - 0.02 * epoch))
    case("OneCycleLR", lambda o: lr_scheduler.OneCycleLR(o, 1.0, total_steps=20 + 1))
    case("OneCycleLR.linear_three_phase", lambda o: lr_scheduler.OneCycleLR(
        o, 0.8, total_steps=21, pct_start=0.4, anneal_strategy="linear", base_momentum=0.7, max_momentum=0.9,
        div_factor=10,
        final_div_factor=100, three_phase=True))
    case("OneCycleLR.epochs_adam", lambda o: lr_scheduler.OneCycleLR(o, 1.0, epochs=3, steps_per_epoch=7),
         adam=True)
    case("CyclicLR", lambda o: lr_scheduler.CyclicLR(o, 0.1, 0.9, step_size_up=4))
    case("CyclicLR.triangular2", lambda o: lr_scheduler.CyclicLR(o, 0.1, 0.9, 3, 5, mode="triangular2"))
    case("CyclicLR.exp_range", lambda o: lr_scheduler.CyclicLR(o, 0.1, 0.9, 4, mode="exp_range", gamma=0.95,
                                                              cycle_momentum=False))
    case("PolynomialLR", lambda o: lr_scheduler.PolynomialLR(o, 12))
    case("PolynomialLR.power", lambda o: lr_scheduler.PolynomialLR(o, 15, 2.5))
    case("SequentialLR", lambda o: lr_scheduler.SequentialLR(
        o, [lr_scheduler.ConstantLR(o, 0.1, 4), lr_scheduler.ExponentialLR(o, 0.8)], [6]))
    case("SequentialLR.warmup_cosine", lambda o: lr_scheduler.SequentialLR(
        o, [lr_scheduler.LinearLR(o, 0.01, 1.0, 5), lr_scheduler.CosineAnnealingLR(o, 15, 0.05)], [5]))
    case("ChainedScheduler", lambda o: lr_scheduler.ChainedScheduler(
        [lr_scheduler.ConstantLR(o, 0.1, 4), lr_scheduler.ExponentialLR(o, 0.9)]))
    case("ReduceLROnPlateau", lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=2),
         metrics=METRICS)
    case("ReduceLROnPlateau.max_cooldown", lambda o: lr_scheduler.ReduceLROnPlateau(
        o, mode="max", factor=0.3, patience=1, threshold=0.01, threshold_mode="abs", cooldown=2, min_lr=0.02),
        metrics=METRICS)
    case("StepLR.two_groups", lambda o: lr_scheduler.StepLR(o, 3, 0.5), groups=(0.5, 0.02))
    case("CosineAnnealingLR.two_groups", lambda o: lr_scheduler.CosineAnnealingLR(o, 10, 0.01),
         groups=(0.5, 0.02))
    write("schedulers.json", CASES)


if __name__ == "__main__":
    main()
