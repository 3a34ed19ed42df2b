using LlmKit.Torch;

namespace TorchSharp;

/// <summary>The forms in which a tensor can be printed.</summary>
public enum TensorStringStyle
{
    /// <summary>Shape, type and device: <c>[2x3], type = Float32, device = cpu</c>.</summary>
    Metadata,

    /// <summary>As PyTorch prints it: <c>tensor([1., 2.])</c>.</summary>
    Default,
}

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>As PyTorch prints it; <see cref="TensorPrinting.Default"/> says how many digits and elements.</summary>
        public override string ToString() => TensorText.Of(this, TensorPrinting.Default);

        public string ToString(TensorPrinting printing) => TensorText.Of(this, printing);

        public string ToString(TensorStringStyle style) => style == TensorStringStyle.Metadata
            ? $"[{string.Join("x", shape)}], type = {dtype}, device = {device}"
            : ToString();

        /// <summary>As PyTorch prints it.</summary>
        public string str() => ToString();
    }
}
