namespace TorchSharp.Modules;

/// <summary>A transposed convolution over a line, (C, L).</summary>
public sealed class ConvTranspose1d : ConvolutionTranspose
{
    internal ConvTranspose1d(ConvolutionOptions options) : base(nameof(ConvTranspose1d), options)
    {
    }
}

/// <summary>A transposed convolution over an image, (C, H, W).</summary>
public sealed class ConvTranspose2d : ConvolutionTranspose
{
    internal ConvTranspose2d(ConvolutionOptions options) : base(nameof(ConvTranspose2d), options)
    {
    }
}

/// <summary>A transposed convolution over a volume, (C, D, H, W).</summary>
public sealed class ConvTranspose3d : ConvolutionTranspose
{
    internal ConvTranspose3d(ConvolutionOptions options) : base(nameof(ConvTranspose3d), options)
    {
    }
}
