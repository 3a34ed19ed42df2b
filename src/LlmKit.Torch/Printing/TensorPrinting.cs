using System.Globalization;
using TorchSharp;

namespace LlmKit.Torch;

/// <summary>How tensors are printed. The defaults are PyTorch's.</summary>
public sealed record TensorPrinting
{
    /// <summary>What <c>ToString</c> uses.</summary>
    public static TensorPrinting Default { get; set; } = new();

    /// <summary>The form; <see cref="TensorStringStyle.Default"/> is PyTorch's.</summary>
    public TensorStringStyle Style { get; init; } = TensorStringStyle.Default;

    /// <summary>Digits after the point. Null is the style's own number: 4 as in PyTorch, at most 8 as in
    /// NumPy, 5 significant digits in the styles of Julia and C#.</summary>
    public int? Precision
    {
        get;
        init
        {
            if (value is { } digits)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(digits, nameof(Precision));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 100, nameof(Precision));
            }

            field = value;
        }
    }

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

    /// <summary>Columns after which a row continues on the next line (in Julia's style: columns into which
    /// the matrix is fitted). Null is the style's own width: 80 as in PyTorch, 75 as in NumPy, 100
    /// otherwise.</summary>
    public int? LineWidth { get; init; }

    /// <summary>Powers of ten always or never; null decides by the numbers, as PyTorch and NumPy
    /// do.</summary>
    public bool? Scientific { get; init; }

    /// <summary>A numeric format of .NET for numbers with a fraction, such as <c>F2</c>, in place of the
    /// style's own rules.</summary>
    /// <exception cref="ArgumentException">It is no format of .NET.</exception>
    public string? FloatFormat
    {
        get;
        init
        {
            try
            {
                _ = 1.5.ToString(value, CultureInfo.InvariantCulture);
            }
            catch (FormatException error)
            {
                throw new ArgumentException($"\"{value}\" is no numeric format of .NET for numbers with a " +
                    "fraction. Give one such as \"g5\" (5 digits), \"F2\" (2 after the point) or \"0.000\".",
                    nameof(FloatFormat), error);
            }

            field = value;
        }
    }

    /// <summary>Whose decimal point <see cref="FloatFormat"/> and the styles of Julia and C# use; null is the
    /// invariant culture's.</summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>What ends a line: a line feed on every system, unless told otherwise.</summary>
    public string NewLine { get; init; } = "\n";
}
