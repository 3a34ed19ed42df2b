using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>Llama's norm: its gradient, its types, and what it leaves alone.</summary>
public sealed class RmsNormTests
{
    [Fact]
    public void Backward_gives_the_gradient_of_the_formula() => FiniteDifferences.Agree(
        x => [RmsNorm.Normalize(x[0], x[1], 1e-3)],
        tensor(new[] { 0.3, -1.2, 0.7, 2, 0.1, -0.4 }, [2, 3], float64),
        tensor(new[] { 1.5, -0.5, 0.8 }, [3], float64));

    [Fact]
    public void Rows_have_the_root_mean_square_1_before_they_are_scaled()
    {
        using var scope = NewDisposeScope();
        using var norm = new RmsNorm(4);

        var y = norm.call(tensor(new[] { 3f, -4, 12, 1, 0.1f, 0.2f, 0.3f, 0.4f }, [2, 4]));

        Assert.All(y.square().mean([-1]).sqrt().data<float>().ToArray(), rms => Assert.Equal(1, rms, 1e-4));
    }

    [Fact]
    public void A_row_of_zeros_stays_zeros()
    {
        using var scope = NewDisposeScope();
        using var norm = new RmsNorm(3);

        Assert.Equal([0f, 0, 0], norm.call(zeros(3)).data<float>().ToArray());
    }

    // The squares overflow float16, whose largest number is 65504. The tolerance is one rounding.
    [Theory]
    [InlineData(ScalarType.Float16, 1.0 / 2047)]
    [InlineData(ScalarType.BFloat16, 1.0 / 255)]
    public void Half_types_are_computed_in_float32(ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var norm = new RmsNorm(64, dtype: type);
        foreach (var factor in new[] { 0.3, 1, 1.1, 1.3, 1.7 })
        {
            var x = (arange(64, float32) * 7 - 100).mul((Scalar)factor).to(type);

            var y = norm.call(x);

            Assert.Equal(type, y.dtype);
            var exact = RmsNorm.Normalize(x.to(float64), norm.weight.to(float64));
            var error = ((y.to(float64) - exact) / exact).abs().max().ToDouble();
            Assert.InRange(error, 0, tolerance);
        }
    }

    [Theory]
    [InlineData(ScalarType.BFloat16, ScalarType.Float32)]
    [InlineData(ScalarType.Float32, ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64, ScalarType.Float64)]
    public void The_result_has_the_type_of_the_input(ScalarType input, ScalarType weight)
    {
        using var scope = NewDisposeScope();
        using var norm = new RmsNorm(3, dtype: weight);

        Assert.Equal(input, norm.call(ones([2, 3], input)).dtype);
    }

    [Fact]
    public void Only_the_result_is_left_in_the_scope()
    {
        using var norm = new RmsNorm(3);
        using var scope = NewDisposeScope();
        var x = ones(2, 3);

        norm.call(x);

        Assert.Equal(2, scope.DisposablesCount);
    }

    [Fact]
    public void Its_state_is_the_weight_and_its_description_names_width_and_eps()
    {
        using var norm = new RmsNorm(8, eps: 1e-5);

        Assert.Equal(["weight"], norm.state_dict().Keys);
        Assert.Equal("RmsNorm((8,), eps=1e-05)", norm.ToString());
    }
}
