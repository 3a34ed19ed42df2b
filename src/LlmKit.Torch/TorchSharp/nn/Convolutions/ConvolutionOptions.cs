using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What a convolution is built from.</summary>
/// <param name="Padding">Not given where <see cref="Automatic"/> decides.</param>
internal sealed record ConvolutionOptions(
    int Dimensions, long InChannels, long OutChannels, Sizes KernelSize, Sizes Stride, Sizes Padding,
    Sizes Dilation, PaddingModes PaddingMode, long Groups, bool Bias, Device? Device, ScalarType? Dtype)
{
    public Padding? Automatic { get; init; }

    /// <summary>Of transposed convolutions only.</summary>
    public Sizes OutputPadding { get; init; }
}
