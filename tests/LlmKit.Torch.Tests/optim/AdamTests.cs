using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>The one-pass step of Adam and AdamW, groups, and messages about wrong numbers.</summary>
public sealed class AdamTests
{
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    public void The_step_in_one_pass_agrees_with_the_operators(bool isDecoupled, bool amsgrad, bool maximize)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var options = new Adam.Options
        {
            LearningRate = 0.03, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0.1, amsgrad = amsgrad, maximize = maximize,
        };
        manual_seed(1);
        Tensor fused = randn(1001), chained = fused.clone(), start = fused.clone();
        AdamMoments fusedState = new(), chainedState = new();
        var step = new AdamStep(isDecoupled);

        for (var i = 0; i < 20; i++)
        {
            var gradient = randn(1001);
            step.Run([(fused, gradient, fusedState)], options);
            chainedState.Begin(chained, amsgrad);
            step.RunOperators(options, chained, gradient, chainedState);
        }

        Assert.True(allclose(chained, fused, 1e-5, 1e-6), $"apart by {(chained - fused).abs().max().ToDouble()}");
        Assert.True(allclose(chainedState.Average!, fusedState.Average!, 1e-5, 1e-6));
        Assert.True(allclose(chainedState.Square!, fusedState.Square!, 1e-5));
        Assert.Equal(amsgrad, fusedState.Maximum is not null);
        Assert.False(allclose(start, fused));
    }

    [Fact]
    public void Layouts_and_types_that_the_one_pass_does_not_take_are_moved_all_the_same()
    {
        using var scope = NewDisposeScope();
        Parameter plain = new(ones(4, 3)), turned = new(ones(3, 4).t()), wide = new(ones(4, 3, float64)), half = new(ones(4, 3, bfloat16));
        Parameter[] all = [plain, turned, wide, half];
        using var optimizer = optim.AdamW(all, 0.1);

        for (var step = 0; step < 3; step++)
        {
            foreach (var parameter in all) parameter.grad = full_like(parameter, 0.5);
            optimizer.step();
        }

        Assert.All(all, parameter => Assert.True(allclose(plain, parameter.to(float32), 1e-2)));
        Assert.True(allclose(plain, turned.contiguous(), 1e-6));
        Assert.False(turned.is_contiguous());
    }

    [Fact]
    public void Parameters_at_different_steps_are_each_corrected_for_their_own()
    {
        using var scope = NewDisposeScope();
        Parameter early = new(zeros(5)), late = new(zeros(5)), alone = new(zeros(5));
        using var together = optim.Adam([early, late, new Parameter(zeros(2))], 0.1);
        using var apart = optim.Adam([alone], 0.1);
        early.grad = ones(5);
        together.step();
        early.grad = late.grad = alone.grad = full([5], 0.5f);

        together.step();
        apart.step();

        Assert.Equal(Golden.Numbers(alone), Golden.Numbers(late));
        Assert.False(allclose(early, late));
    }

    [Fact]
    public void AdamW_decays_only_when_told()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(ones(1));
        parameter.grad = zeros(1);

        using (var still = optim.AdamW([parameter], lr: 0.1)) still.step();
        Assert.Equal(1, parameter.item<float>());

        using (var decaying = optim.AdamW([parameter], lr: 0.1, weight_decay: 0.5)) decaying.step();
        Assert.Equal(1 - 0.1 * 0.5, parameter.item<float>(), 1e-6);
    }

    [Fact]
    public void A_group_takes_the_defaults_for_what_it_leaves_out()
    {
        using var scope = NewDisposeScope();
        var own = new AdamW.ParamGroup([new Parameter(ones(1))], new AdamW.Options { weight_decay = 0 });
        using var optimizer = optim.AdamW([own], lr: 0.5, beta1: 0.8);

        Assert.Equal(0.5, own.LearningRate);
        Assert.Equal((0.8, 0.999), own.Betas);
        Assert.Equal(0, own.Options.weight_decay);
    }

    [Fact]
    public void A_group_can_be_added_later()
    {
        using var scope = NewDisposeScope();
        Parameter first = new(ones(2)), second = new(ones(2));
        using var optimizer = optim.Adam([("first", first)], lr: 0.1);
        optimizer.add_param_group(new Adam.ParamGroup([second], lr: 0.2));
        first.grad = second.grad = ones(2);

        optimizer.step();

        Assert.Equal([0.9f, 0.9f], first.data<float>().ToArray(), new Near(1e-6f));
        Assert.Equal([0.8f, 0.8f], second.data<float>().ToArray(), new Near(1e-6f));
        Assert.Equal(2, optimizer.ParamGroups.Count());
        Assert.Equal([first, second], optimizer.parameters());
    }

    [Fact]
    public void Complex_parameters_move_as_pairs_of_numbers()
    {
        using var scope = NewDisposeScope();
        var pairs = new Parameter(tensor(new[,] { { 1f, 2f }, { -3f, 0.5f } }));
        var complex = new Parameter(view_as_complex(tensor(new[,] { { 1f, 2f }, { -3f, 0.5f } })));
        using var optimizer = optim.Adam([pairs, complex], 0.1);
        for (var step = 0; step < 3; step++)
        {
            var gradient = tensor(new[,] { { 0.1f, -0.7f }, { 2f, 0.3f } });
            pairs.grad = gradient;
            complex.grad = view_as_complex(gradient);
            optimizer.step();
        }

        Assert.True(allclose(pairs, complex.view_as_real(), 1e-5));
    }

    [Fact]
    public void Wrong_numbers_are_refused_with_the_rule()
    {
        using var scope = NewDisposeScope();
        Parameter[] p = [new(ones(1))];

        AssertRefuses("the learning rate = -1. The learning rate must be at least 0.", () => optim.Adam(p, -1));
        AssertRefuses("beta1 = 1. Beta1 must be at least 0 and below 1.", () => optim.Adam(p, beta1: 1));
        AssertRefuses("beta2 = NaN. Beta2 must be at least 0 and below 1.", () => optim.AdamW(p, beta2: double.NaN));
        AssertRefuses("weight_decay = -0.5. Weight_decay must be at least 0.", () => optim.SGD(p, 0.1, weight_decay: -0.5));
        AssertRefuses("momentum = 0. Momentum must be above 0 with nesterov.", () => optim.SGD(p, 0.1, nesterov: true));
    }

    [Fact]
    public void Wrong_parameters_are_refused_with_the_way_out()
    {
        using var scope = NewDisposeScope();
        var p = new Parameter(ones(2, 3));
        using var optimizer = optim.Adam([p]);

        var none = Assert.Throws<ArgumentException>(() => optim.SGD(Array.Empty<Parameter>(), 0.1));
        var twice = Assert.Throws<ArgumentException>(() => optim.SGD([p, p], 0.1));
        var foreign = Assert.Throws<ArgumentException>(() => optimizer.add_param_group(new SGD.ParamGroup([new(ones(1))])));
        var again = Assert.Throws<ArgumentException>(() => optimizer.add_param_group(new Adam.ParamGroup([p])));

        Assert.StartsWith("SGD was given no parameters. Pass a module's parameters().",
            none.Message, StringComparison.Ordinal);
        Assert.StartsWith("Parameter 1 of group 0, float32[2, 3], was given twice",
            twice.Message, StringComparison.Ordinal);
        Assert.StartsWith("A group with the options of SGD was given to Adam. Make it as Adam.ParamGroup.",
            foreign.Message, StringComparison.Ordinal);
        Assert.StartsWith("Parameter 0 of group 1, float32[2, 3], was given twice",
            again.Message, StringComparison.Ordinal);
        Assert.Single(optimizer.ParamGroups);
    }

    [Fact]
    public void Sparse_gradients_are_for_SGD()
    {
        using var scope = NewDisposeScope();
        var table = new Parameter(ones(4, 2));
        var sum = nn.functional.embedding(tensor([1L, 3L]), table, sparse: true).sum();
        sum.backward();

        var refused = Assert.Throws<InvalidOperationException>(() => optim.Adam([table]).step());
        optim.SGD([table], 0.5).step();

        Assert.StartsWith("Adam takes no sparse gradients, and float32[4, 2] has one.",
            refused.Message, StringComparison.Ordinal);
        Assert.Equal([1, 1, 0.5f, 0.5f, 1, 1, 0.5f, 0.5f], table.data<float>().ToArray());
    }

    [Fact]
    public void Zeroing_gradients_sets_them_to_none()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(ones(2));
        parameter.grad = ones(2);
        using var optimizer = optim.SGD([parameter], 0.1);

        optimizer.zero_grad();

        Assert.Null(parameter.grad);
    }

    private static void AssertRefuses(string message, Func<object> call)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(call);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private sealed class Near(float tolerance) : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(float value) => 0;
    }
}
