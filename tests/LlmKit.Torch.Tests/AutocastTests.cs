using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LlmKit.Torch.Tests;

/// <summary>Where autocast begins and ends, and what it leaves behind.</summary>
public sealed class AutocastTests
{
    [Fact]
    public void Products_inside_are_bfloat16_and_outside_float32_again()
    {
        using var scope = NewDisposeScope();
        var (x, weight) = (ones(2, 3), ones(4, 3));

        using (new Autocast(DeviceType.CPU, ScalarType.BFloat16))
            Assert.Equal(ScalarType.BFloat16, F.linear(x, weight).dtype);

        Assert.Equal(ScalarType.Float32, F.linear(x, weight).dtype);
    }

    [Fact]
    public void A_disabled_one_inside_computes_in_float32_until_it_ends()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, 2);
        using var outer = new Autocast(DeviceType.CPU);

        using (new Autocast(DeviceType.CPU, enabled: false))
            Assert.Equal(ScalarType.Float32, x.matmul(x).dtype);

        Assert.Equal(ScalarType.BFloat16, x.matmul(x).dtype);
    }

    [Fact]
    public void Gradients_of_float32_parameters_are_float32()
    {
        using var scope = NewDisposeScope();
        var weight = ones(4, 3, requires_grad: true);
        Tensor loss;
        using (new Autocast(DeviceType.CPU)) loss = F.linear(ones(2, 3), weight).sum();

        loss.backward();

        Assert.Equal(ScalarType.Float32, weight.grad!.dtype);
        Assert.Equal(Enumerable.Repeat(2f, 12), weight.grad.data<float>().ToArray());
    }

    [Fact]
    public void The_state_from_before_is_back_after_an_exception()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<TorchException>(() =>
        {
            using var autocast = new Autocast(DeviceType.CPU);
            ones(2, 3).matmul(ones(2, 3));
        });

        Assert.False(Autocast.IsEnabled(DeviceType.CPU));
        Assert.Equal(ScalarType.Float32, ones(2, 2).matmul(ones(2, 2)).dtype);
    }

    [Fact]
    public void Another_thread_computes_in_float32()
    {
        using var autocast = new Autocast(DeviceType.CPU);
        var elsewhere = true;

        var thread = new Thread(() => elsewhere = Autocast.IsEnabled(DeviceType.CPU));
        thread.Start();
        thread.Join();

        Assert.True(Autocast.IsEnabled(DeviceType.CPU));
        Assert.False(elsewhere);
    }

    [Fact]
    public void Ending_the_outer_one_ends_those_inside()
    {
        var outer = new Autocast(DeviceType.CPU);
        var inner = new Autocast(DeviceType.CPU, enabled: false);

        outer.Dispose();
        Assert.False(Autocast.IsEnabled(DeviceType.CPU));

        inner.Dispose();
        outer.Dispose();
        Assert.False(Autocast.IsEnabled(DeviceType.CPU));
    }

    [Fact]
    public void The_devices_have_states_of_their_own()
    {
        using var cuda = new Autocast(DeviceType.CUDA, ScalarType.BFloat16);

        Assert.True(Autocast.IsEnabled(DeviceType.CUDA));
        Assert.Equal(ScalarType.BFloat16, Autocast.TypeOf(DeviceType.CUDA));
        Assert.False(Autocast.IsEnabled(DeviceType.CPU));

        using (new Autocast(DeviceType.CUDA, ScalarType.Float16))
            Assert.Equal(ScalarType.Float16, Autocast.TypeOf(DeviceType.CUDA));

        Assert.Equal(ScalarType.BFloat16, Autocast.TypeOf(DeviceType.CUDA));
    }

    [Fact]
    public void A_type_left_out_is_that_of_the_outer_one()
    {
        Assert.Equal(ScalarType.Float16, Autocast.TypeOf(DeviceType.CUDA));
        using var outer = new Autocast(DeviceType.CUDA, ScalarType.BFloat16);
        using var inner = new Autocast(DeviceType.CUDA);

        Assert.Equal(ScalarType.BFloat16, Autocast.TypeOf(DeviceType.CUDA));
    }

    [Fact]
    public void A_weight_is_cast_once_until_the_outermost_one_ends()
    {
        using var scope = NewDisposeScope();
        var weight = ones(1, 1, requires_grad: true);
        float Product() => F.linear(ones(1, 1), weight).ToSingle();

        using (new Autocast(DeviceType.CPU))
        {
            Assert.Equal(1, Product());
            weight.data<float>()[0] = 2;       // a change that libtorch does not see
            using (new Autocast(DeviceType.CPU)) Assert.Equal(1, Product());
            Assert.Equal(1, Product());
        }

        using (new Autocast(DeviceType.CPU)) Assert.Equal(2, Product());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_weight_used_first_where_nothing_is_recorded_gets_its_gradient_all_the_same(bool inference)
    {
        using var scope = NewDisposeScope();
        var weight = ones(2, 2, requires_grad: true);
        Tensor loss;
        using (new Autocast(DeviceType.CPU))
        {
            using (inference ? inference_mode() : no_grad()) F.linear(ones(1, 2), weight);
            loss = F.linear(ones(1, 2), weight).sum();
        }

        loss.backward();

        Assert.Equal([1f, 1, 1, 1], weight.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Fused_attention_and_its_backward_keep_working_inside()
    {
        using var scope = NewDisposeScope();
        var q = randn(1, 3, 4, requires_grad: true);
        using var autocast = new Autocast(DeviceType.CPU);

        FusedAttention.Causal(q, q, q).sum().backward();

        Assert.Equal(ScalarType.Float32, q.grad!.dtype);
    }

    [Fact]
    public void A_backward_in_csharp_runs_as_its_forward_did()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, 2, requires_grad: true);
        var outside = Observed.apply(x);
        Tensor inside;
        using (new Autocast(DeviceType.CPU)) inside = Observed.apply(x);

        using (new Autocast(DeviceType.CPU)) outside.sum().backward();
        Assert.Equal(ScalarType.Float32, Observed.Product);

        inside.sum().backward();
        Assert.Equal(ScalarType.BFloat16, Observed.Product);
    }

    [Fact]
    public void A_wrong_type_is_refused_with_the_rule()
    {
        var error = Assert.Throws<ArgumentException>(() => new Autocast(DeviceType.CPU, ScalarType.Float16));

        Assert.StartsWith(
            "dtype = float16. Autocast on the CPU computes in bfloat16. Take that, or enabled: false",
            error.Message, StringComparison.Ordinal);
        Assert.Contains("float16 or bfloat16",
            Assert.Throws<ArgumentException>(() => new Autocast(DeviceType.CUDA, ScalarType.Float32)).Message,
            StringComparison.Ordinal);
        Assert.False(Autocast.IsEnabled(DeviceType.CPU));
    }

    [Fact]
    public void The_type_does_not_matter_where_it_is_off()
    {
        using var off = new Autocast(DeviceType.CPU, ScalarType.Float32, enabled: false);

        Assert.False(Autocast.IsEnabled(DeviceType.CPU));
        Assert.Equal(ScalarType.BFloat16, Autocast.TypeOf(DeviceType.CPU));
    }

    [Fact]
    public void A_device_without_autocast_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Autocast(DeviceType.META));

        Assert.StartsWith("device = META. Autocast knows CPU and CUDA.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Ending_it_on_another_thread_is_refused_and_changes_nothing()
    {
        using var autocast = new Autocast(DeviceType.CPU);
        InvalidOperationException? error = null;

        var thread = new Thread(() => error = Assert.Throws<InvalidOperationException>(autocast.Dispose));
        thread.Start();
        thread.Join();

        Assert.Contains("await", error!.Message, StringComparison.Ordinal);
        Assert.True(Autocast.IsEnabled(DeviceType.CPU));
    }

    [Theory]
    [InlineData("flags\t\t: fpu sse2 avx512f avx512_bf16", true)]
    [InlineData("flags\t\t: fpu amx_bf16 amx_tile", true)]
    [InlineData("flags\t\t: fpu sse2 avx2 avx512f avx512_vnni", false)]
    [InlineData("Features\t: fp asimd bf16 i8mm", true)]
    [InlineData("Features\t: fp asimd", false)]
    [InlineData("model name: no flags", true)]
    public void The_flags_tell_whether_the_processor_computes_bfloat16(string line, bool computes) =>
        Assert.Equal(computes, Processor.HasBFloat16(["processor\t: 0", line]));

    private sealed class Observed : autograd.SingleTensorFunction<Observed>
    {
        public static ScalarType Product { get; private set; }

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) =>
            ((Tensor)vars[0]).clone();

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            Product = ones(2, 2).matmul(ones(2, 2)).dtype;
            return [grad_output.clone()];
        }
    }
}
