using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>A tensor as text, in each of the styles.</summary>
internal static class TensorText
{
    public static string Of(Tensor tensor, TensorPrinting printing)
    {
        if (tensor.IsInvalid) return "a disposed tensor";

        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var text = printing.Style switch
        {
            TensorStringStyle.Metadata => Metadata(tensor),
            TensorStringStyle.Julia => JuliaText.Of(tensor, printing),
            TensorStringStyle.Numpy => NumpyText.Of(tensor, printing),
            TensorStringStyle.CSharp => CSharpText.Of(tensor, printing),
            TensorStringStyle.Default => PyTorchText.Of(tensor, printing),
            var style => throw new ArgumentException($"{(int)style} is no {nameof(TensorStringStyle)}; " +
                $"there are {string.Join(", ", Enum.GetNames<TensorStringStyle>())}.", nameof(printing)),
        };
        return printing.NewLine == "\n" ? text : text.Replace("\n", printing.NewLine, StringComparison.Ordinal);
    }

    /// <summary>Shape, type and device: <c>[2x3], type = Float32, device = cpu</c>.</summary>
    public static string Metadata(Tensor tensor) =>
        $"[{string.Join("x", tensor.shape)}], type = {tensor.dtype}, device = {tensor.device}";
}
