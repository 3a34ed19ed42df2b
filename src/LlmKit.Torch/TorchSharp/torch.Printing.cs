using System.Runtime.CompilerServices;
using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    public const TensorStringStyle julia = TensorStringStyle.Julia;
    public const TensorStringStyle numpy = TensorStringStyle.Numpy;
    public const TensorStringStyle csharp = TensorStringStyle.CSharp;

    /// <summary>Says how tensors are printed from here on, in the whole program. What is null stays as it
    /// is.</summary>
    /// <param name="precision">Digits after the point, 0 to 100; 4 at the start.</param>
    /// <param name="threshold">Tensors of more elements show only their edges; 1000 at the start.</param>
    /// <param name="edgeitems">Elements at each end of a dimension that is shortened, at least 1; 3 at the
    /// start.</param>
    /// <param name="linewidth">Columns after which a row continues on the next line; 80 at the start.</param>
    /// <param name="sci_mode">Powers of ten always or never. As in PyTorch null does not keep what was: it
    /// lets the numbers decide again.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its bounds; nothing was
    /// changed.</exception>
    [OverloadResolutionPriority(1)]
    public static void set_printoptions(int? precision = null, int? threshold = null, int? edgeitems = null,
        int? linewidth = null, bool? sci_mode = null)
    {
        var now = TensorPrinting.Default;
        TensorPrinting.Default = now with
        {
            Precision = precision ?? now.Precision,
            Threshold = threshold ?? now.Threshold,
            EdgeItems = edgeitems ?? now.EdgeItems,
            LineWidth = linewidth ?? now.LineWidth,
            Scientific = sci_mode,
        };
    }

    /// <summary>Says in which style tensors are printed from here on, in the whole program. What is null
    /// stays as it is.</summary>
    /// <param name="style">The style of <c>ToString()</c>; <see cref="TensorStringStyle.Default"/> is
    /// PyTorch's.</param>
    /// <param name="floatFormat">A numeric format of .NET for numbers with a fraction; an empty one returns
    /// to the style's own rules.</param>
    /// <param name="linewidth">Columns after which a row continues on the next line.</param>
    /// <param name="newLine">What ends a line; a line feed at the start.</param>
    public static void set_printoptions(TensorStringStyle? style = null, string? floatFormat = null,
        int? linewidth = null, string? newLine = null)
    {
        var now = TensorPrinting.Default;
        TensorPrinting.Default = now with
        {
            Style = style ?? now.Style,
            FloatFormat = floatFormat is "" ? null : floatFormat ?? now.FloatFormat,
            LineWidth = linewidth ?? now.LineWidth,
            NewLine = newLine ?? now.NewLine,
        };
    }
}
