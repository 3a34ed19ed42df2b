"""Writes losses.json: values and gradients of nn's losses, by the names of LossGoldenTests.

A case named "MSELoss" is written three times, as "MSELoss.none", "MSELoss.mean" and "MSELoss.sum".
"""
import torch
from torch import nn

from goldens import Draw, tensor, weighted_loss, write
from make_layers import F, I, T

CASES = {}


def U(*shape):
    return F(*shape, low=0.05, high=0.95)


def constant(maker):
    def make(draw):
        return maker(draw)
    make.constant = True
    return make


def case(name, build, *makers):
    """`build` makes the loss from a reduction. Inputs are the same for all reductions of one name."""
    for reduction in ("none", "mean", "sum"):
        draw = Draw(name)
        inputs = [make(draw) for make in makers]
        leaves = [t.clone().requires_grad_(t.is_floating_point() and not hasattr(make, "constant"))
                  for t, make in zip(inputs, makers)]
        out = build(reduction)(*leaves)
        weights, loss = weighted_loss([out], draw)
        loss.backward()
        CASES[f"{name}.{reduction}"] = {
            "inputs": [tensor(t) for t in inputs],
            "outputs": [tensor(out)],
            "weights": [tensor(w) for w in weights],
            "grads": [tensor(leaf.grad) for leaf in leaves],
        }


def probabilities(draw):
    return draw.uniform((3, 4), -1, 1).softmax(-1)


def logarithms(draw):
    return draw.uniform((3, 4), -1, 1).log_softmax(-1)


def weights(n):
    return torch.tensor([0.5, 1.5, 2.0, 0.25, 1.0][:n])


def classes():
    labels = T([1, 0, 3])
    case("CrossEntropyLoss", lambda r: nn.CrossEntropyLoss(reduction=r), F(3, 4), labels)
    case("CrossEntropyLoss.weight", lambda r: nn.CrossEntropyLoss(weights(4), reduction=r), F(3, 4), labels)
    case("CrossEntropyLoss.ignore_index", lambda r: nn.CrossEntropyLoss(ignore_index=1, reduction=r), F(3, 4),
         labels)
    case("CrossEntropyLoss.default_ignored", lambda r: nn.CrossEntropyLoss(reduction=r), F(3, 4),
         T([2, -100, 1]))
    case("CrossEntropyLoss.label_smoothing", lambda r: nn.CrossEntropyLoss(label_smoothing=0.1, reduction=r),
         F(3, 4), labels)
    case("CrossEntropyLoss.all", lambda r: nn.CrossEntropyLoss(weights(4), None, 0, None, r, 0.2), F(3, 4),
         labels)
    case("CrossEntropyLoss.probabilities", lambda r: nn.CrossEntropyLoss(reduction=r), F(3, 4), probabilities)
    case("CrossEntropyLoss.probabilities_weight_smoothing",
         lambda r: nn.CrossEntropyLoss(weights(4), reduction=r, label_smoothing=0.1), F(3, 4),
         constant(probabilities))
    case("CrossEntropyLoss.sequence", lambda r: nn.CrossEntropyLoss(reduction=r), F(2, 3, 4), I(2, 4, high=3))
    case("NLLLoss", lambda r: nn.NLLLoss(reduction=r), F(3, 4), labels)
    case("NLLLoss.weight_ignore_index", lambda r: nn.NLLLoss(weights(4), ignore_index=0, reduction=r),
         F(3, 4), labels)
    case("MultiMarginLoss", lambda r: nn.MultiMarginLoss(reduction=r), F(3, 4), labels)
    case("MultiMarginLoss.p_margin_weight", lambda r: nn.MultiMarginLoss(2, 0.5, weights(4), reduction=r),
         F(3, 4), labels)
    case("MultiLabelMarginLoss", lambda r: nn.MultiLabelMarginLoss(reduction=r), F(2, 4),
         T([[3, 0, -1, 1], [1, -1, 0, 0]]))
    case("MultiLabelSoftMarginLoss", lambda r: nn.MultiLabelSoftMarginLoss(reduction=r), F(2, 3),
         constant(T([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])))
    case("MultiLabelSoftMarginLoss.weight", lambda r: nn.MultiLabelSoftMarginLoss(weights(3), reduction=r),
         F(2, 3),
         constant(T([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])))


def regressions():
    pair = F(2, 3), F(2, 3)
    case("MSELoss", lambda r: nn.MSELoss(reduction=r), *pair)
    case("L1Loss", lambda r: nn.L1Loss(reduction=r), *pair)
    case("SmoothL1Loss", lambda r: nn.SmoothL1Loss(reduction=r), *pair)
    case("SmoothL1Loss.beta", lambda r: nn.SmoothL1Loss(reduction=r, beta=0.4), *pair)
    case("HuberLoss", lambda r: nn.HuberLoss(reduction=r), *pair)
    case("HuberLoss.delta", lambda r: nn.HuberLoss(reduction=r, delta=0.6), *pair)
    case("PoissonNLLLoss", lambda r: nn.PoissonNLLLoss(reduction=r), F(2, 3),
         constant(F(2, 3, low=0.2, high=4)))
    case("PoissonNLLLoss.no_log_full",
         lambda r: nn.PoissonNLLLoss(log_input=False, full=True, eps=1e-6, reduction=r),
         F(2, 3, low=0.2, high=3), constant(F(2, 3, low=0.2, high=4)))
    case("GaussianNLLLoss", lambda r: nn.GaussianNLLLoss(reduction=r), *pair, F(2, 3, low=0.2, high=2))
    case("GaussianNLLLoss.full", lambda r: nn.GaussianNLLLoss(full=True, eps=0.5, reduction=r), *pair,
         F(2, 1, low=0.2, high=2))


def distributions():
    case("BCELoss", lambda r: nn.BCELoss(reduction=r), U(2, 3), constant(U(2, 3)))
    case("BCELoss.weight", lambda r: nn.BCELoss(weights(3), reduction=r), U(2, 3), constant(U(2, 3)))
    case("BCEWithLogitsLoss", lambda r: nn.BCEWithLogitsLoss(reduction=r), F(2, 3), constant(U(2, 3)))
    case("BCEWithLogitsLoss.weight_pos_weight",
         lambda r: nn.BCEWithLogitsLoss(weights(3), reduction=r, pos_weight=torch.tensor([2.0, 0.5, 3.0])),
         F(2, 3),
         constant(U(2, 3)))
    case("KLDivLoss", lambda r: nn.KLDivLoss(reduction=r), logarithms, probabilities)

    case("KLDivLoss.log_target", lambda r: nn.KLDivLoss(reduction=r, log_target=True), logarithms, logarithms)

    case("SoftMarginLoss", lambda r: nn.SoftMarginLoss(reduction=r), F(5),
         constant(T([1.0, -1.0, 1.0, -1.0, 1.0])))


def ctc(reduction, zero_infinity):
    loss = nn.CTCLoss(blank=0, reduction=reduction, zero_infinity=zero_infinity)
    return lambda x, y: loss(x.log_softmax(-1), y, torch.tensor([5, 4]), torch.tensor([3, 2]))


def margins():
    signs = T([1, -1, 1])
    case("CosineEmbeddingLoss", lambda r: nn.CosineEmbeddingLoss(reduction=r), F(3, 4), F(3, 4), signs)
    case("CosineEmbeddingLoss.margin", lambda r: nn.CosineEmbeddingLoss(-0.5, reduction=r), F(3, 4), F(3, 4),
         signs)
    case("MarginRankingLoss", lambda r: nn.MarginRankingLoss(reduction=r), F(3), F(3), signs)
    case("MarginRankingLoss.margin", lambda r: nn.MarginRankingLoss(0.5, reduction=r), F(3), F(3), signs)
    case("TripletMarginLoss", lambda r: nn.TripletMarginLoss(reduction=r), F(3, 4), F(3, 4), F(3, 4))
    case("TripletMarginLoss.swap", lambda r: nn.TripletMarginLoss(0.5, 1.0, swap=True, reduction=r), F(3, 4),
         F(3, 4), F(3, 4))
    case("HingeEmbeddingLoss", lambda r: nn.HingeEmbeddingLoss(reduction=r), F(3), signs)
    case("HingeEmbeddingLoss.margin", lambda r: nn.HingeEmbeddingLoss(2.5, reduction=r), F(3), signs)
    case("CTCLoss", lambda r: ctc(r, False), F(5, 2, 4), I(2, 3, low=1, high=4))
    case("CTCLoss.zero_infinity", lambda r: ctc(r, True), F(5, 2, 3), T([[1, 1, 1], [2, 2, 1]]))


def main():
    for part in (classes, regressions, distributions, margins):
        part()
    write("losses.json", CASES)


if __name__ == "__main__":
    main()
