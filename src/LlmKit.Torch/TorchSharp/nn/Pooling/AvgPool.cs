using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What pools of 1 to 3 dimensions share: the mean of what the window covers.</summary>
public abstract class AvgPool : nn.Module<Tensor, Tensor>
{
    private readonly Window _window;
    private readonly bool _ceil;
    private readonly bool _countPadding;
    private readonly long? _divisor;

    private protected AvgPool(string name, Window window, bool ceil, bool countPadding, long? divisor) :
        base(name) =>
        (_window, _ceil, _countPadding, _divisor) = (window, ceil, countPadding, divisor);

    public override Tensor forward(Tensor input) =>
        Pools.Mean(input, _window, _ceil, _countPadding, _divisor);

    protected override string ExtraDescription() => _window.Dimensions == 1
        ? $"kernel_size={PythonText.Of(_window.Kernel)}, stride={PythonText.Of(_window.Stride)}, " +
          $"padding={PythonText.Of(_window.Padding)}"
        : $"{_window.KernelText}, {_window.StrideText}, {_window.PaddingText}";
}

/// <summary>The mean under a window over a line, (C, L).</summary>
public sealed class AvgPool1d : AvgPool
{
    internal AvgPool1d(Window window, bool ceil, bool countPadding) :
        base(nameof(AvgPool1d), window, ceil, countPadding, null)
    {
    }
}

/// <summary>The mean under a window over an image, (C, H, W).</summary>
public sealed class AvgPool2d : AvgPool
{
    internal AvgPool2d(Window window, bool ceil, bool countPadding, long? divisor) :
        base(nameof(AvgPool2d), window, ceil, countPadding, divisor)
    {
    }
}

/// <summary>The mean under a window over a volume, (C, D, H, W).</summary>
public sealed class AvgPool3d : AvgPool
{
    internal AvgPool3d(Window window, bool ceil, bool countPadding, long? divisor) :
        base(nameof(AvgPool3d), window, ceil, countPadding, divisor)
    {
    }
}
