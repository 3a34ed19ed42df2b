using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// What pools of 1 and 2 dimensions share: the p-norm of what the window covers. p = 1 gives the sum, a large
/// p comes near the maximum.
/// </summary>
public abstract class LPPool : nn.Module<Tensor, Tensor>
{
    private readonly double _p;
    private readonly Window _window;
    private readonly Sizes _stride;
    private readonly bool _ceil;

    private protected LPPool(string name, int dimensions, double p, Sizes kernel, Sizes stride, bool ceil) :
        base(name) =>
        (_p, _window, _stride, _ceil) = (p, Pools.Window(dimensions, kernel, stride), stride, ceil);

    public override Tensor forward(Tensor input) => Pools.Norm(input, _p, _window, _ceil);

    protected override string ExtraDescription() =>
        $"norm_type={PythonText.Of(_p)}, {_window.KernelText}, stride={_stride}, " +
        $"ceil_mode={PythonText.Of(_ceil)}";
}

/// <summary>The p-norm under a window over a line, (C, L).</summary>
public sealed class LPPool1d : LPPool
{
    internal LPPool1d(double p, Sizes kernel, Sizes stride, bool ceil) :
        base(nameof(LPPool1d), 1, p, kernel, stride, ceil)
    {
    }
}

/// <summary>The p-norm under a window over an image, (C, H, W).</summary>
public sealed class LPPool2d : LPPool
{
    internal LPPool2d(double p, Sizes kernel, Sizes stride, bool ceil) :
        base(nameof(LPPool2d), 2, p, kernel, stride, ceil)
    {
    }
}
