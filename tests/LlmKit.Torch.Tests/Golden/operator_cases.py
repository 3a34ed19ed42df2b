"""One call of an operator as a golden: its inputs, outputs and gradients."""
import torch

from goldens import Draw, flat_outputs, tensor, weighted_loss


def F(*shape, low=-2.0, high=2.0, dtype=torch.float32):
    return lambda draw: draw.uniform(shape, low, high, dtype)


def P(*shape, low=0.3, high=2.5):
    """Positive."""
    return F(*shape, low=low, high=high)


def U(*shape):
    """Between 0.05 and 0.95."""
    return F(*shape, low=0.05, high=0.95)


def D(*shape, low=-2.0, high=2.0):
    return F(*shape, low=low, high=high, dtype=torch.float64)


def I(*shape, low=-5, high=6, dtype=torch.int64):
    return lambda draw: draw.integers(shape, low, high, dtype)


def B(*shape):
    return lambda draw: draw.integers(shape, 0, 2, torch.bool)


def C(*shape):
    return lambda draw: torch.view_as_complex(draw.uniform((*shape, 2), -2, 2))


def T(values, dtype=None):
    return lambda draw: torch.tensor(values, dtype=dtype)


def constant(maker):
    """An input that takes no gradient."""
    def make(draw):
        return maker(draw)
    make.constant = True
    return make


def definite(n):
    """A symmetric positive definite matrix."""
    def make(draw):
        a = draw.uniform((n, n), -1, 1, torch.float64)
        return ((a @ a.T + 2 * torch.eye(n, dtype=torch.float64)) * 100).round().div(100).float()
    return make


def case(cases, name, function, *makers, grad=True):
    """Calls the function on drawn inputs and adds what it gives, with the gradient for each float input."""
    assert name not in cases, name
    draw = Draw(name)
    inputs = [make(draw) for make in makers]
    leaves = [t.clone().requires_grad_(grad and not hasattr(make, "constant") and
                                       (t.is_floating_point() or t.is_complex()))
              for t, make in zip(inputs, makers)]
    outputs = flat_outputs(function(*leaves))
    record = {"inputs": [tensor(t) for t in inputs], "outputs": [tensor(t) for t in outputs]}
    weights, loss = weighted_loss(outputs, draw)
    if loss is not None:
        wanted = [leaf for leaf in leaves if leaf.requires_grad]
        grads = iter(torch.autograd.grad(loss, wanted, allow_unused=True))
        record["weights"] = [tensor(w) for w in weights]
        record["grads"] = [tensor(next(grads)) if leaf.requires_grad else None for leaf in leaves]
    cases[name] = record
