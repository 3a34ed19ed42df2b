using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What pools of 1 to 3 dimensions share: the largest element that the window covers.</summary>
public abstract class MaxPool : nn.Module<Tensor, Tensor>
{
    private readonly Window _window;
    private readonly bool _ceil;

    private protected MaxPool(string name, Window window, bool ceil) : base(name) =>
        (_window, _ceil) = (window, ceil);

    public override Tensor forward(Tensor input) => Pools.Max(input, _window, _ceil);

    /// <summary>The maxima, and the place of each in the flattened spatial dimensions.</summary>
    public (Tensor Values, Tensor Indices) forward_with_indices(Tensor input) =>
        Pools.MaxWithIndices(input, _window, _ceil);

    protected override string ExtraDescription() =>
        $"{_window.KernelText}, {_window.StrideText}, {_window.PaddingText}, {_window.DilationText}, " +
        $"ceil_mode={PythonText.Of(_ceil)}";
}

/// <summary>The largest element under a window over a line, (C, L).</summary>
public sealed class MaxPool1d : MaxPool
{
    internal MaxPool1d(Window window, bool ceil) : base(nameof(MaxPool1d), window, ceil)
    {
    }
}

/// <summary>The largest element under a window over an image, (C, H, W).</summary>
public sealed class MaxPool2d : MaxPool
{
    internal MaxPool2d(Window window, bool ceil) : base(nameof(MaxPool2d), window, ceil)
    {
    }
}

/// <summary>The largest element under a window over a volume, (C, D, H, W).</summary>
public sealed class MaxPool3d : MaxPool
{
    internal MaxPool3d(Window window, bool ceil) : base(nameof(MaxPool3d), window, ceil)
    {
    }
}
