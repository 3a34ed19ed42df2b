using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>Options of printing, and the forms besides PyTorch's text.</summary>
public sealed class PrintingTests
{
    [Fact]
    public void Digits_edges_and_powers_of_ten_can_be_chosen()
    {
        using var scope = NewDisposeScope();
        var printing = new TensorPrinting { Precision = 2, Threshold = 5, EdgeItems = 1 };

        Assert.Equal("tensor([0.50,  ..., 5.50])", (arange(6, float32) + 0.5).ToString(printing));
        Assert.Equal("tensor([5.00e-01])", full([1], 0.5f).ToString(printing with { Scientific = true }));
        Assert.Equal("tensor([100000000.,         1.])",
            tensor([1e8f, 1f]).ToString(printing with { Scientific = false }));
    }

    [Theory]
    [InlineData(0.03125, 4, "0.0312", "3.1250e-02")]
    [InlineData(0.5, 0, "0", "5e-01")]
    [InlineData(2.5, 0, "2", "2e+00")]
    [InlineData(9.9999999, 2, "10.00", "1.00e+01")]
    [InlineData(999999.5, 2, "999999.50", "1.00e+06")]
    [InlineData(-0.0, 1, "-0.0", "-0.0e+00")]
    [InlineData(5e-324, 3, "0.000", "4.941e-324")]
    [InlineData(1e23, 0, "99999999999999991611392", "1e+23")]
    [InlineData(double.NaN, 2, "nan", "nan")]
    public void Numbers_are_rounded_as_printf_rounds_them(double value, int digits, string plain, string scientific)
    {
        Assert.Equal(plain, Decimals.Fixed(value, digits));
        Assert.Equal(scientific, Decimals.Scientific(value, digits));
    }

    [Fact]
    public void A_disposed_tensor_can_be_printed()
    {
        var tensor = ones(2);
        tensor.Dispose();

        Assert.Equal("a disposed tensor", tensor.ToString());
    }

    [Fact]
    public void A_notebook_gets_the_table_and_the_text()
    {
        using var scope = NewDisposeScope();
        var formatters = new TensorFormatterSource().CreateTypeFormatters().Cast<TensorFormatter>().ToArray();
        using var writer = new StringWriter();

        Assert.Equal(["text/html", "text/plain"], formatters.Select(formatter => formatter.MimeType));
        Assert.False(formatters[0].Format("no tensor", writer));
        Assert.True(formatters[1].Format(ones(2), writer));
        Assert.Equal("tensor([1., 1.])", writer.ToString());
    }
}
