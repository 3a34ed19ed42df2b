"""Writes random.json: what the generator gives after manual_seed(1), by the names of RandomGoldenTests.

The same libtorch draws the same numbers in the same order, so the values are equal, not only alike.
"""
import torch

from goldens import flat_outputs, tensor, write

CASES = {}


def case(name, function, seed=1):
    torch.manual_seed(seed)
    CASES[name] = {"outputs": [tensor(t) for t in flat_outputs(function())]}


def main():
    case("rand", lambda: torch.rand(2, 3))
    case("rand.16_and_more", lambda: torch.rand(4, 5))
    case("rand.double", lambda: torch.rand(4, dtype=torch.float64))
    case("rand.twice", lambda: (torch.rand(3), torch.rand(3)))
    case("rand.seed_2_to_the_40", lambda: torch.rand(3), seed=2 ** 40 + 7)
    case("rand.generator", lambda: torch.rand(4, generator=torch.Generator().manual_seed(42)))
    case("rand_like", lambda: torch.rand_like(torch.zeros(3)))
    case("randn", lambda: torch.randn(2, 3))
    case("randn.16_and_more", lambda: torch.randn(4, 5))
    case("randn.odd_then_rand", lambda: (torch.randn(3), torch.rand(2)))
    case("randn.double", lambda: torch.randn(3, dtype=torch.float64))
    case("randn_like", lambda: torch.randn_like(torch.zeros(5)))
    case("randint", lambda: torch.randint(10, (5,)))
    case("randint.low", lambda: torch.randint(-3, 4, (2, 4)))
    case("randperm", lambda: torch.randperm(9))
    case("multinomial", lambda: torch.multinomial(torch.tensor([0.1, 0.2, 0.3, 0.4]), 3))
    case("multinomial.replacement",
         lambda: torch.multinomial(torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]]), 6, True))
    case("multinomial.one", lambda: torch.multinomial(torch.tensor([[1.0, 2.0, 3.0], [3.0, 1.0, 0.0]]), 1))
    case("bernoulli", lambda: torch.bernoulli(torch.tensor([0.1, 0.5, 0.9, 0.5, 0.5])))
    case("bernoulli_.p", lambda: torch.zeros(8).bernoulli_(0.3))
    case("normal", lambda: torch.normal(torch.tensor([0.0, 10.0]), torch.tensor([1.0, 0.1])))
    case("poisson", lambda: torch.poisson(torch.tensor([0.5, 3.0, 20.0])))
    case("normal_", lambda: torch.zeros(3, 2).normal_(2.0, 0.5))
    case("uniform_", lambda: torch.zeros(3, 2).uniform_(-1.0, 3.0))
    case("exponential_", lambda: torch.zeros(4).exponential_(2.0))
    case("cauchy_", lambda: torch.zeros(4).cauchy_(0.0, 1.0))
    case("log_normal_", lambda: torch.zeros(4).log_normal_(0.5, 0.25))
    case("geometric_", lambda: torch.zeros(4).geometric_(0.3))
    case("random_", lambda: torch.zeros(4, dtype=torch.int64).random_(2, 100))
    write("random.json", CASES)


if __name__ == "__main__":
    main()
