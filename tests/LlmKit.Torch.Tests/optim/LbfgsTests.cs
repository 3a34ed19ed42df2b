using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>LBFGS finds a minimum, and says what it can't do.</summary>
public sealed class LbfgsTests
{
    [Fact]
    public void The_line_search_finds_the_bottom_of_a_bent_valley()
    {
        using var scope = NewDisposeScope();
        var point = new Parameter(tensor([-1.2, 1.0]));
        using var optimizer = optim.LBFGS([point], max_iter: 60, tolerance_change: 1e-15, line_search_fn: "strong_wolfe");

        optimizer.step(() => Rosenbrock(optimizer, point));

        Assert.Equal([1, 1], Golden.Numbers(point), new Near(1e-5));
    }

    [Fact]
    public void A_step_at_the_minimum_moves_nothing()
    {
        using var scope = NewDisposeScope();
        var point = new Parameter(tensor([1.0, 1.0]));
        using var optimizer = optim.LBFGS([point]);

        var loss = optimizer.step(() => Rosenbrock(optimizer, point));

        Assert.Equal(0, loss.ToDouble());
        Assert.Equal([1, 1], Golden.Numbers(point));
    }

    [Fact]
    public void An_error_in_the_closure_leaves_the_parameters_where_the_search_began()
    {
        using var scope = NewDisposeScope();
        var point = new Parameter(tensor([-1.2, 1.0]));
        using var optimizer = optim.LBFGS([point], line_search_fn: "strong_wolfe");
        var calls = 0;

        Assert.Throws<TimeoutException>(() => optimizer.step(
            () => ++calls < 2 ? Rosenbrock(optimizer, point) : throw new TimeoutException()));

        Assert.Equal([-1.2, 1], Golden.Numbers(point));
    }

    [Fact]
    public void Several_parameters_move_as_one_vector_and_those_without_gradient_stay()
    {
        using var scope = NewDisposeScope();
        Parameter x = new(tensor(-1.2)), y = new(tensor(new[,] { { 1.0 } })), idle = new(ones(3, float64));
        using var optimizer = optim.LBFGS([x, idle, y], max_iter: 60, tolerance_change: 1e-15, line_search_fn: "strong_wolfe");

        optimizer.step(() =>
        {
            optimizer.zero_grad();
            var loss = (1 - x).square() + 100 * (y - x * x).square().sum();
            loss.backward();
            return loss;
        });

        Assert.Equal([1, 1, 1, 1, 1], [.. Golden.Numbers(x), .. Golden.Numbers(y), .. Golden.Numbers(idle)], new Near(1e-5));
    }

    [Fact]
    public void What_it_cannot_do_is_said()
    {
        using var scope = NewDisposeScope();
        var point = new Parameter(ones(2));
        using var optimizer = optim.LBFGS([point]);

        var noClosure = Assert.Throws<ArgumentNullException>(() => optimizer.step());
        var secondGroup = Assert.Throws<NotSupportedException>(() => optimizer.add_param_group(new SGD.ParamGroup([new(ones(1))])));
        var search = Assert.Throws<ArgumentException>(() => optim.LBFGS([point], line_search_fn: "wolfe"));
        var history = Assert.Throws<ArgumentOutOfRangeException>(() => optim.LBFGS([point], history_size: 0));

        Assert.StartsWith("LBFGS computes the loss several times in a step.",
            noClosure.Message, StringComparison.Ordinal);
        Assert.StartsWith("LBFGS treats all parameters as one vector",
            secondGroup.Message, StringComparison.Ordinal);
        Assert.StartsWith("line_search_fn = \"wolfe\" is unknown. It is \"strong_wolfe\" or null.",
            search.Message, StringComparison.Ordinal);
        Assert.StartsWith("history_size = 0. History_size must be 1 to 100000.",
            history.Message, StringComparison.Ordinal);
    }

    private static Tensor Rosenbrock(optim.Optimizer optimizer, Tensor point)
    {
        optimizer.zero_grad();
        var loss = (1 - point[0]).square() + 100 * (point[1] - point[0].square()).square();
        loss.backward();
        return loss;
    }

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double value) => 0;
    }
}
