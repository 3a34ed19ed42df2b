using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>Options that hold for the whole program, so nothing else may print meanwhile.</summary>
[Collection(nameof(PrintOptionTests))]
[CollectionDefinition(nameof(PrintOptionTests), DisableParallelization = true)]
public sealed class PrintOptionTests : IDisposable
{
    private readonly TensorPrinting _before = TensorPrinting.Default;

    public void Dispose() => TensorPrinting.Default = _before;

    [Fact]
    public void Each_option_is_kept_until_it_is_set_again()
    {
        using var scope = NewDisposeScope();

        set_printoptions(precision: 2);
        set_printoptions(threshold: 4, edgeitems: 1);

        Assert.Equal("tensor([0.50,  ..., 5.50])", (arange(6, float32) + 0.5).ToString());
    }

    [Fact]
    public void Powers_of_ten_can_be_asked_for_and_lines_shortened()
    {
        using var scope = NewDisposeScope();

        set_printoptions(sci_mode: true);
        Assert.Equal("tensor([5.0000e-01])", full([1], 0.5f).ToString());

        set_printoptions(linewidth: 14);
        Assert.Equal("tensor([0.5000])", full([1], 0.5f).ToString());
        Assert.Equal("tensor([1, 2,\n        3])", tensor(new long[] { 1, 2, 3 }).ToString());
    }

    [Fact]
    public void The_style_can_be_chosen_for_the_whole_program()
    {
        using var scope = NewDisposeScope();

        set_printoptions(numpy, floatFormat: "F1");
        Assert.Equal("[0.5 1.5]", tensor([0.5f, 1.5f]).ToString());
        Assert.Equal("[0.5 1.5]", tensor([0.5f, 1.5f]).ToString(TensorStringStyle.Default));

        set_printoptions(precision: 3);
        Assert.Equal("[0.5]", full([1], 0.5f).ToString());

        set_printoptions(TensorStringStyle.Default, floatFormat: "");
        Assert.Equal("tensor([0.500])", full([1], 0.5f).ToString());
    }

    [Fact]
    public void Print_writes_the_text_to_the_console_and_returns_the_tensor()
    {
        using var scope = NewDisposeScope();
        using var writer = new StringWriter { NewLine = "\n" };
        var console = Console.Out;
        var value = tensor([1f, 2f]);
        try
        {
            Console.SetOut(writer);

            Assert.Same(value, value.print());
            Assert.Same(value, value.print("F1", style: csharp));
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.Equal("tensor([1., 2.])\n[2], type = Float32, device = cpu, value = float [] {1.0f, 2.0f}\n",
            writer.ToString());
    }

    [Fact]
    public void A_wrong_option_changes_nothing()
    {
        Assert.Throws<ArgumentException>(() => set_printoptions(numpy, floatFormat: "Q9"));
        Assert.Throws<ArgumentOutOfRangeException>(() => set_printoptions(precision: 2, edgeitems: 0));

        Assert.Equal(_before, TensorPrinting.Default);
    }
}
