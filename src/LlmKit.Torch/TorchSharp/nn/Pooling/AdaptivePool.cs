using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A pool whose result has a given size: its windows are chosen to cover the input evenly.</summary>
public abstract class AdaptivePool : nn.Module<Tensor, Tensor>
{
    private protected AdaptivePool(string name, int dimensions, Sizes size) : base(name)
    {
        size.For(dimensions, "output_size", least: 1);
        (Dimensions, Size) = (dimensions, size);
    }

    private protected int Dimensions { get; }

    private protected Sizes Size { get; }

    protected override string ExtraDescription() => $"output_size={Size}";
}

/// <summary>The means of windows.</summary>
public abstract class AdaptiveAvgPool : AdaptivePool
{
    private protected AdaptiveAvgPool(string name, int dimensions, Sizes size) : base(name, dimensions, size)
    {
    }

    public override Tensor forward(Tensor input) => Pools.AdaptiveMean(Dimensions, input, Size);
}

/// <summary>The maxima of windows.</summary>
public abstract class AdaptiveMaxPool : AdaptivePool
{
    private protected AdaptiveMaxPool(string name, int dimensions, Sizes size) : base(name, dimensions, size)
    {
    }

    public override Tensor forward(Tensor input)
    {
        var (values, indices) = forward_with_indices(input);
        indices.Dispose();
        return values;
    }

    /// <summary>The maxima, and the place of each in the flattened spatial dimensions.</summary>
    public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) =>
        Pools.AdaptiveMax(Dimensions, input, Size);
}

/// <summary>A mean for each place of the result over a line, (C, L).</summary>
public sealed class AdaptiveAvgPool1d : AdaptiveAvgPool
{
    internal AdaptiveAvgPool1d(Sizes size) : base(nameof(AdaptiveAvgPool1d), 1, size)
    {
    }
}

/// <summary>A mean for each place of the result over an image, (C, H, W).</summary>
public sealed class AdaptiveAvgPool2d : AdaptiveAvgPool
{
    internal AdaptiveAvgPool2d(Sizes size) : base(nameof(AdaptiveAvgPool2d), 2, size)
    {
    }
}

/// <summary>A mean for each place of the result over a volume, (C, D, H, W).</summary>
public sealed class AdaptiveAvgPool3d : AdaptiveAvgPool
{
    internal AdaptiveAvgPool3d(Sizes size) : base(nameof(AdaptiveAvgPool3d), 3, size)
    {
    }
}

/// <summary>A maximum for each place of the result over a line, (C, L).</summary>
public sealed class AdaptiveMaxPool1d : AdaptiveMaxPool
{
    internal AdaptiveMaxPool1d(Sizes size) : base(nameof(AdaptiveMaxPool1d), 1, size)
    {
    }
}

/// <summary>A maximum for each place of the result over an image, (C, H, W).</summary>
public sealed class AdaptiveMaxPool2d : AdaptiveMaxPool
{
    internal AdaptiveMaxPool2d(Sizes size) : base(nameof(AdaptiveMaxPool2d), 2, size)
    {
    }
}

/// <summary>A maximum for each place of the result over a volume, (C, D, H, W).</summary>
public sealed class AdaptiveMaxPool3d : AdaptiveMaxPool
{
    internal AdaptiveMaxPool3d(Sizes size) : base(nameof(AdaptiveMaxPool3d), 3, size)
    {
    }
}
