namespace TorchSharp.Modules;

/// <summary>A convolution over a line, (C, L).</summary>
public sealed class Conv1d : Convolution
{
    internal Conv1d(ConvolutionOptions options) : base(nameof(Conv1d), options)
    {
    }
}

/// <summary>A convolution over an image, (C, H, W).</summary>
public sealed class Conv2d : Convolution
{
    internal Conv2d(ConvolutionOptions options) : base(nameof(Conv2d), options)
    {
    }
}

/// <summary>A convolution over a volume, (C, D, H, W).</summary>
public sealed class Conv3d : Convolution
{
    internal Conv3d(ConvolutionOptions options) : base(nameof(Conv3d), options)
    {
    }
}
