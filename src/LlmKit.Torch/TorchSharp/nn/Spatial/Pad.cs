using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What pads share: places added around the last dimensions.</summary>
public abstract class Pad : nn.Module<Tensor, Tensor>
{
    private readonly int _dimensions;
    private readonly PaddingModes _mode;
    private readonly double _value;

    /// <param name="padding">One number for all sides, or one for each: before and after the last dimension,
    /// then the one before, and so on.</param>
    private protected Pad(string name, int dimensions, Sizes padding, PaddingModes mode, double value = 0) :
        base(name)
    {
        Padding = padding.For(2 * dimensions, nameof(padding));
        (_dimensions, _mode, _value) = (dimensions, mode, value);
    }

    private protected long[] Padding { get; }

    public override Tensor forward(Tensor input)
    {
        if (_mode is PaddingModes.Reflect or PaddingModes.Replicate)
            Rank.Check(input, GetName(), Rank.Single[_dimensions], Rank.Batch[_dimensions]);
        return nn.functional.pad(input, Padding, _mode, _value);
    }

    protected override string ExtraDescription() => PythonText.Of(Padding);
}

/// <summary>What pads with one number share. Negative paddings cut off.</summary>
public abstract class ConstantPad : Pad
{
    private readonly double _value;

    private protected ConstantPad(string name, int dimensions, Sizes padding, double value) :
        base(name, dimensions, padding, PaddingModes.Constant, value) => _value = value;

    protected override string ExtraDescription() =>
        $"padding={PythonText.Of(Padding)}, value={PythonText.Of(_value)}";
}

/// <summary>Pads a line, (C, L), with one number.</summary>
public sealed class ConstantPad1d : ConstantPad
{
    internal ConstantPad1d(Sizes padding, double value) : base(nameof(ConstantPad1d), 1, padding, value)
    {
    }
}

/// <summary>Pads an image, (C, H, W), with one number.</summary>
public sealed class ConstantPad2d : ConstantPad
{
    internal ConstantPad2d(Sizes padding, double value) : base(nameof(ConstantPad2d), 2, padding, value)
    {
    }
}

/// <summary>Pads a volume, (C, D, H, W), with one number.</summary>
public sealed class ConstantPad3d : ConstantPad
{
    internal ConstantPad3d(Sizes padding, double value) : base(nameof(ConstantPad3d), 3, padding, value)
    {
    }
}

/// <summary>Pads an image, (C, H, W), with zeros.</summary>
public sealed class ZeroPad2d : Pad
{
    internal ZeroPad2d(Sizes padding) : base(nameof(ZeroPad2d), 2, padding, PaddingModes.Zeros)
    {
    }
}

/// <summary>Pads a line, (C, L), with what lies inside the border, mirrored.</summary>
public sealed class ReflectionPad1d : Pad
{
    internal ReflectionPad1d(Sizes padding) : base(nameof(ReflectionPad1d), 1, padding, PaddingModes.Reflect)
    {
    }
}

/// <summary>Pads an image, (C, H, W), with what lies inside the border, mirrored.</summary>
public sealed class ReflectionPad2d : Pad
{
    internal ReflectionPad2d(Sizes padding) : base(nameof(ReflectionPad2d), 2, padding, PaddingModes.Reflect)
    {
    }
}

/// <summary>Pads a volume, (C, D, H, W), with what lies inside the border, mirrored.</summary>
public sealed class ReflectionPad3d : Pad
{
    internal ReflectionPad3d(Sizes padding) : base(nameof(ReflectionPad3d), 3, padding, PaddingModes.Reflect)
    {
    }
}

/// <summary>Pads a line, (C, L), with the outermost elements.</summary>
public sealed class ReplicationPad1d : Pad
{
    internal ReplicationPad1d(Sizes padding) :
        base(nameof(ReplicationPad1d), 1, padding, PaddingModes.Replicate)
    {
    }
}

/// <summary>Pads an image, (C, H, W), with the outermost elements.</summary>
public sealed class ReplicationPad2d : Pad
{
    internal ReplicationPad2d(Sizes padding) :
        base(nameof(ReplicationPad2d), 2, padding, PaddingModes.Replicate)
    {
    }
}

/// <summary>Pads a volume, (C, D, H, W), with the outermost elements.</summary>
public sealed class ReplicationPad3d : Pad
{
    internal ReplicationPad3d(Sizes padding) :
        base(nameof(ReplicationPad3d), 3, padding, PaddingModes.Replicate)
    {
    }
}
