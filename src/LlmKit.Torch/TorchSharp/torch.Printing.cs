using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Says how tensors are printed from here on, in the whole program. Numbers that are null stay as
    /// they are.</summary>
    /// <param name="precision">Digits after the point, 0 to 100; 4 at the start.</param>
    /// <param name="threshold">Tensors of more elements show only their edges; 1000 at the start.</param>
    /// <param name="edgeitems">Elements at each end of a dimension that is shortened, at least 1; 3 at the start.</param>
    /// <param name="linewidth">Columns after which a row continues on the next line; 80 at the start.</param>
    /// <param name="sci_mode">Powers of ten always or never. As in PyTorch null does not keep what was: it lets the
    /// numbers decide again.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its bounds; nothing was changed.</exception>
    public static void set_printoptions(int? precision = null, int? threshold = null, int? edgeitems = null,
        int? linewidth = null, bool? sci_mode = null)
    {
        var now = TensorPrinting.Default;
        TensorPrinting.Default = new()
        {
            Precision = precision ?? now.Precision,
            Threshold = threshold ?? now.Threshold,
            EdgeItems = edgeitems ?? now.EdgeItems,
            LineWidth = linewidth ?? now.LineWidth,
            Scientific = sci_mode,
        };
    }
}
