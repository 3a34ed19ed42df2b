using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>Draws after a seed: the calls of Golden/make_random.py.</summary>
internal static class RandomOperators
{
    public static OperatorTable Table { get; } = new()
    {
        { "rand", () => torch.rand(2, 3) },
        { "rand.16_and_more", () => torch.rand(4, 5) },
        { "rand.double", () => torch.rand(4, dtype: float64) },
        { "rand.twice", () => (torch.rand(3), torch.rand(3)) },
        { "rand.seed_2_to_the_40", () => torch.rand(3) },
        { "rand.generator", () => torch.rand(4, generator: new Generator(42)) },
        { "rand_like", () => torch.rand_like(zeros(3)) },
        { "randn", () => torch.randn(2, 3) },
        { "randn.16_and_more", () => torch.randn(4, 5) },
        { "randn.odd_then_rand", () => (torch.randn(3), torch.rand(2)) },
        { "randn.double", () => torch.randn(3, dtype: float64) },
        { "randn_like", () => torch.randn_like(zeros(5)) },
        { "randint", () => torch.randint(10, [5]) },
        { "randint.low", () => torch.randint(-3, 4, [2, 4]) },
        { "randperm", () => torch.randperm(9) },
        { "multinomial", () => torch.multinomial(tensor([0.1f, 0.2f, 0.3f, 0.4f]), 3) },
        { "multinomial.replacement", () => torch.multinomial(Odds(), 6, replacement: true) },
        { "multinomial.one", () => Odds().multinomial(1) },
        { "bernoulli", () => torch.bernoulli(tensor([0.1f, 0.5f, 0.9f, 0.5f, 0.5f])) },
        { "bernoulli_.p", () => zeros(8).bernoulli_(0.3) },
        { "normal", () => torch.normal(tensor([0f, 10f]), tensor([1f, 0.1f])) },
        { "poisson", () => new Operator("poisson").Call([tensor([0.5f, 3f, 20f])]) },
        { "normal_", () => zeros(3, 2).normal_(2, 0.5) },
        { "uniform_", () => zeros(3, 2).uniform_(-1, 3) },
        { "exponential_", () => zeros(4).exponential_(2) },
        { "cauchy_", () => new Operator("cauchy_").CallInPlace(zeros(4), 0.0, 1.0) },
        { "log_normal_", () => new Operator("log_normal_").CallInPlace(zeros(4), 0.5, 0.25) },
        { "geometric_", () => new Operator("geometric_").CallInPlace(zeros(4), 0.3) },
        { "random_", () => zeros(4, dtype: int64).random_(2, 100) },
    };

    private static Tensor Odds() => tensor(new float[,] { { 1, 2, 3 }, { 3, 1, 0 } });
}
