using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Larger or smaller lines, images or volumes, by interpolation between the given places.</summary>
public sealed class Upsample : nn.Module<Tensor, Tensor>
{
    private readonly long[]? _size;
    private readonly double[]? _scale;
    private readonly UpsampleMode _mode;
    private readonly bool? _alignCorners;
    private readonly bool _recompute;

    internal Upsample(long[]? size, double[]? scale, UpsampleMode mode, bool? alignCorners, bool recompute) :
        base(nameof(Upsample))
    {
        Resizing.CheckGoal(size, scale);
        (_size, _scale, _mode) = (size?.ToArray(), scale?.ToArray(), mode);
        (_alignCorners, _recompute) = (alignCorners, recompute);
    }

    public override Tensor forward(Tensor input) => nn.functional.interpolate(
        input, _size, _scale, (InterpolationMode)_mode, _alignCorners, _recompute);

    protected override string ExtraDescription()
    {
        var goal = _scale is not null
            ? $"scale_factor={PythonText.Of(_scale)}"
            : $"size={PythonText.Of(_size!)}";
        return $"{goal}, mode={_mode.ToString().ToLowerInvariant()}";
    }
}
