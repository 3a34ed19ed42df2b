using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LlmKit.Torch.Tests;

/// <summary>Checkpointed parts against the same computation without them, bit for bit.</summary>
[Collection(nameof(DefaultGenerator))]
public sealed class GradientCheckpointTests
{
    private delegate Tensor Around(nn.Module<Tensor, Tensor> block, Tensor x);

    [Fact]
    public void Values_and_gradients_are_those_without_it_for_random_stacks_with_dropout()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            using var scope = NewDisposeScope();
            var random = new Random(seed);
            manual_seed(seed);
            int width = random.Next(1, 6), rows = random.Next(1, 5);
            var blocks = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Block(width)).ToArray();
            var x = randn(rows, width, requires_grad: random.Next(2) == 0);
            var inHalf = random.Next(3) == 0;

            var plain = Train(blocks, x, seed, inHalf, (block, y) => block.call(y));
            var checkpointed = Train(blocks, x, seed, inHalf, GradientCheckpoint.Run);

            Assert.Equal(plain, checkpointed);
        }
    }

    [Fact]
    public void Nested_parts_give_the_same()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var blocks = Enumerable.Range(0, 4).Select(_ => Block(4)).ToArray();
        var x = randn(3, 4, requires_grad: true);
        Tensor Inner(int first, Tensor y) =>
            GradientCheckpoint.Run(blocks[first + 1], GradientCheckpoint.Run(blocks[first], y));
        Tensor Outer(Tensor y) =>
            GradientCheckpoint.Run(z => Inner(2, z), GradientCheckpoint.Run(z => Inner(0, z), y));

        var plain = Gradients(blocks, x, 5, () => blocks.Aggregate(x, (y, block) => block.call(y)));
        var nested = Gradients(blocks, x, 5, () => GradientCheckpoint.Run(Outer, x));

        Assert.Equal(plain, nested);
    }

    [Fact]
    public void A_deep_stack_needs_far_less_memory()
    {
        using var scope = NewDisposeScope();
        var blocks = Enumerable.Range(0, 12).Select(_ => Block(32)).ToArray();
        var x = randn(512, 32, requires_grad: true);

        var plain = Peak(() => Train(blocks, x, 0, false, (block, y) => block.call(y)));
        var checkpointed = Peak(() => Train(blocks, x, 0, false, GradientCheckpoint.Run));

        Assert.True(checkpointed < plain / 2,
            $"{checkpointed:N0} bytes with checkpoints, {plain:N0} without.");
    }

    [Fact]
    public void A_loop_holds_no_more_after_its_third_step_than_after_its_second()
    {
        using var scope = NewDisposeScope();
        var blocks = Enumerable.Range(0, 3).Select(_ => Block(8)).ToArray();
        var x = randn(16, 8, requires_grad: true);
        long Step()
        {
            Train(blocks, x, 0, true, GradientCheckpoint.Run);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return TensorMemory.Now;
        }

        Step();

        Assert.Equal(Step(), Step());
    }

    [Fact]
    public void The_part_runs_once_in_forward_and_once_in_backward()
    {
        using var scope = NewDisposeScope();
        var runs = 0;
        var x = ones(2, requires_grad: true);

        var y = GradientCheckpoint.Run(z => { runs++; return z.exp(); }, x);
        Assert.Equal(1, runs);

        y.sum().backward();
        Assert.Equal(2, runs);
    }

    [Fact]
    public void Where_nothing_is_recorded_it_runs_once_and_plainly()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        using var frozen = no_grad();

        var y = GradientCheckpoint.Run(z => z.exp(), x);

        Assert.False(y.requires_grad);
    }

    [Fact]
    public void A_part_without_anything_that_wants_a_gradient_leaves_no_graph()
    {
        using var scope = NewDisposeScope();

        var y = GradientCheckpoint.Run(z => z.exp(), ones(2));

        Assert.False(y.requires_grad);
        Assert.Equal(MathF.E, y[0].ToSingle(), 1e-6);
    }

    [Fact]
    public void Several_inputs_and_results_pass_gradients_where_there_are_any()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[] { 1, 3, 2 }).requires_grad_();
        var index = tensor(new long[] { 0, 2 });
        var mask = tensor(new float[] { 1, 0 });

        var results = GradientCheckpoint.RunAll(
            tensors => tensors is [var a, var i, var m] ? [a[i] * m, a.argmax(), a.square(), a.exp()] : [],
            x, index, mask);
        (results[0].sum() + results[2].sum()).backward();

        Assert.Equal(1, results[1].ToInt64());
        Assert.False(results[1].requires_grad);
        Assert.Equal([3f, 6, 4], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Tensors_that_the_part_was_not_given_get_their_gradients()
    {
        using var scope = NewDisposeScope();
        var leaf = tensor(2f).requires_grad_();
        var middle = leaf.square();
        var weight = tensor(5f).requires_grad_();

        var y = GradientCheckpoint.Run(z => z * middle * weight, tensor(3f));
        (y + middle).backward();

        Assert.Equal(2 * 2 * (3 * 5 + 1), leaf.grad!.ToSingle());
        Assert.Equal(4 * 3, weight.grad!.ToSingle());
    }

    [Fact]
    public void A_weight_also_used_before_the_part_is_counted_once()
    {
        using var scope = NewDisposeScope();
        var weight = tensor(2f).requires_grad_();
        var middle = weight.square();
        Tensor Part(Tensor y) => y * weight * middle;      // of weight³ · weight · weight²
        var x = weight.pow(3);

        GradientCheckpoint.Run(Part, x).backward(retain_graph: true);
        Assert.Equal(6 * 32, weight.grad!.ToSingle());

        var first = autograd.grad([GradientCheckpoint.Run(Part, x)], [weight], create_graph: true);
        Assert.Equal(30 * 16, autograd.grad(first, [weight])[0].ToSingle());
    }

    [Fact]
    public void Gradients_of_gradients_go_through()
    {
        using var scope = NewDisposeScope();
        var weight = randn(3, 3, requires_grad: true);
        var x = randn(2, 3, requires_grad: true);
        Tensor Part(Tensor y) => y.matmul(weight).tanh();
        float[] Second(Tensor y)
        {
            var first = autograd.grad([y.square().sum()], [x, weight], create_graph: true);
            var second = autograd.grad([first[0].square().sum() + first[1].exp().sum()], [x, weight]);
            return [.. second.SelectMany(t => t.data<float>().ToArray())];
        }

        var (plain, checkpointed) = (Second(Part(x)), Second(GradientCheckpoint.Run(Part, x)));

        Assert.Equal(15, plain.Length);
        Assert.All(plain.Zip(checkpointed), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-5f * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void Grad_for_chosen_inputs_and_a_second_backward_work()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2f).requires_grad_();
        var y = GradientCheckpoint.Run(z => z.pow(3), x);

        Assert.Equal(12, autograd.grad([y], [x], retain_graph: true)[0].ToSingle());
        y.backward();
        Assert.Equal(12, x.grad!.ToSingle());
        Assert.Contains("a second time", Assert.Throws<TorchException>(() => y.backward()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Autocast_is_repeated_in_backward()
    {
        using var scope = NewDisposeScope();
        List<ScalarType> seen = [];
        var weight = randn(2, 2, requires_grad: true);
        Tensor y;
        using (new Autocast(DeviceType.CPU))
        {
            y = GradientCheckpoint.Run(z =>
            {
                var product = z.matmul(weight);
                seen.Add(product.dtype);
                return product;
            }, ones(1, 2));
        }

        y.sum().backward();

        Assert.Equal([ScalarType.BFloat16, ScalarType.BFloat16], seen);
        Assert.Equal(ScalarType.Float32, weight.grad!.dtype);
        Assert.False(Autocast.IsEnabled(DeviceType.CPU));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_weight_used_inside_and_around_under_autocast_gets_both_gradients(bool backwardInside)
    {
        using var scope = NewDisposeScope();
        var weight = eye(2).requires_grad_();
        var autocast = new Autocast(DeviceType.CPU);
        var x = ones(1, 2).matmul(weight);
        var y = GradientCheckpoint.Run(z => z.matmul(weight), x).matmul(weight).sum();
        if (!backwardInside) autocast.Dispose();

        y.backward();
        autocast.Dispose();

        Assert.Equal([3f, 3, 3, 3], weight.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Random_numbers_after_backward_go_on_where_they_were()
    {
        using var scope = NewDisposeScope();
        var x = ones(100, requires_grad: true);
        manual_seed(3);
        var y = GradientCheckpoint.Run(z => F.dropout(z, 0.5), x);
        var state = random.get_rng_state();

        y.sum().backward();

        Assert.True(state.equal(random.get_rng_state()));
    }

    [Fact]
    public void What_the_part_makes_on_its_way_is_gone_after_it()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        Tensor? stored = null;
        var before = scope.DisposablesCount;

        GradientCheckpoint.Run(z => stored = z.exp() + 1, x);
        Assert.Equal(before + 1, scope.DisposablesCount);

        GradientCheckpoint.Run(z => (stored = z.exp()) + 1, x);
        Assert.True(stored!.IsInvalid);
    }

    [Fact]
    public void The_input_itself_may_be_a_result()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);

        GradientCheckpoint.Run(z => z, x).sum().backward();

        Assert.Equal([1f, 1], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void An_input_changed_in_place_is_refused()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<InvalidOperationException>(() =>
            GradientCheckpoint.Run(z => z.add_(1) * ones(2, requires_grad: true), ones(2)));

        Assert.Contains("changed its input 0, float32[2], in place", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_changed_between_forward_and_backward_is_noticed()
    {
        using var scope = NewDisposeScope();
        var weight = ones(2, requires_grad: true);
        var y = GradientCheckpoint.Run(z => z * weight, ones(2)).sum();
        using (no_grad()) weight.add_(1);

        Assert.Contains("inplace operation", Assert.Throws<TorchException>(() => y.backward()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_does_something_else_in_backward_is_refused()
    {
        using var scope = NewDisposeScope();
        Tensor first = ones(2, requires_grad: true), second = ones(2, requires_grad: true);
        var runs = 0;
        string Error(Func<Tensor, Tensor> part)
        {
            runs = 0;
            var y = GradientCheckpoint.Run(part, ones(2, requires_grad: true)).sum();
            return Assert.Throws<TorchException>(() => y.backward()).Message;
        }

        Assert.Contains(
            "does something else in backward: it returned float32[3], in forward float32[2]. Let it depend",
            Error(z => z.sum().repeat(2 + runs++)), StringComparison.Ordinal);
        Assert.Contains("it used a tensor of shape [2] that it did not use in forward",
            Error(z => runs++ == 0 ? z * first : z * second), StringComparison.Ordinal);
        Assert.Contains("did not use a tensor that it used in forward",
            Error(z => runs++ == 0 ? z * first : z * 2), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_in_the_part_reaches_the_caller_and_restores_everything()
    {
        using var scope = NewDisposeScope();
        var runs = 0;
        var y = GradientCheckpoint.Run(z => runs++ == 0 ? z.exp() : throw new FormatException("in the part"),
            ones(2, requires_grad: true));
        var state = random.get_rng_state();

        var error = Assert.Throws<TorchException>(() => y.sum().backward());

        Assert.Contains("FormatException: in the part", error.Message, StringComparison.Ordinal);
        Assert.True(is_grad_enabled());
        Assert.True(state.equal(random.get_rng_state()));
        Assert.Throws<FormatException>(() => GradientCheckpoint.Run(_ => throw new FormatException(), y));
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>("inputs", () => GradientCheckpoint.Run(z => z, null!));
        Assert.Throws<ArgumentNullException>("part", () => GradientCheckpoint.RunAll(null!, ones(1)));
        Assert.Contains("returned null",
            Assert.Throws<InvalidOperationException>(
                () => GradientCheckpoint.Run(_ => null!, ones(1))).Message, StringComparison.Ordinal);
    }

    private static TorchSharp.Modules.Sequential Block(int width) => nn.Sequential(
        nn.Linear(width, 4 * width), nn.GELU(), nn.Dropout(0.3), nn.Linear(4 * width, width));

    private static float[] Train(
        nn.Module<Tensor, Tensor>[] blocks, Tensor x, long seed, bool inHalf, Around around) =>
        Gradients(blocks, x, seed, () =>
        {
            using var autocast = new Autocast(DeviceType.CPU, enabled: inHalf);
            return blocks.Aggregate(x, (y, block) => around(block, y));
        });

    // The value, then the gradients of the input and of all parameters.
    private static float[] Gradients(
        nn.Module<Tensor, Tensor>[] blocks, Tensor x, long seed, Func<Tensor> forward)
    {
        using var scope = NewDisposeScope();
        Tensor[] leaves = [x, .. blocks.SelectMany(block => block.parameters())];
        foreach (var leaf in leaves) leaf.grad = null;
        manual_seed(seed);
        var output = forward();
        output.to(float32).square().sum().backward();
        return [.. leaves.Select(leaf => leaf.grad).Prepend(output).Where(t => t is not null)
            .SelectMany(t => t!.detach().to(float32).data<float>().ToArray())];
    }

    private static long Peak(Action action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = TensorMemory.Now;
        TensorMemory.ResetPeak();
        action();
        return TensorMemory.Peak - before;
    }
}
