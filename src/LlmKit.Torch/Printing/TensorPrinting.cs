namespace LlmKit.Torch;

/// <summary>How tensors are printed. The defaults are PyTorch's.</summary>
public sealed record TensorPrinting
{
    /// <summary>What <c>ToString</c> uses.</summary>
    public static TensorPrinting Default { get; set; } = new();

    /// <summary>Digits after the point.</summary>
    public int Precision
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Precision));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100, nameof(Precision));
            field = value;
        }
    } = 4;

    /// <summary>Tensors of more elements show only their edges.</summary>
    public int Threshold { get; init; } = 1000;

    /// <summary>Elements at each end of a dimension that is shortened. At least 1.</summary>
    public int EdgeItems
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(EdgeItems));
            field = value;
        }
    } = 3;

    /// <summary>Columns after which a row continues on the next line.</summary>
    public int LineWidth { get; init; } = 80;

    /// <summary>Powers of ten always or never; null decides by the numbers, as PyTorch does.</summary>
    public bool? Scientific { get; init; }
}
