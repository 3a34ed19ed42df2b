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
    public void A_wrong_option_changes_nothing()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => set_printoptions(precision: 2, edgeitems: 0));

        Assert.Equal(_before, TensorPrinting.Default);
    }
}
