using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Brings each channel of each element of the batch to mean 0 and variance 1 (Ulyanov et al. 2016,
/// arXiv:1607.08022). Only with running statistics does it differ outside of training.
/// </summary>
public abstract class InstanceNorm : ChannelNorm
{
    private readonly int _dimensions;

    private protected InstanceNorm(string name, int dimensions, long features, double eps, double? momentum,
        bool affine, bool track, Device? device, ScalarType? dtype) :
        base(name, features, eps, momentum, affine, track, device, dtype) => _dimensions = dimensions;

    public override Tensor forward(Tensor input)
    {
        Rank.Check(input, GetName(), Rank.Single[_dimensions], Rank.Batch[_dimensions]);
        CheckChannels(input, (int)input.dim() - _dimensions - 1);
        if (input.dim() == _dimensions + 2) return Normalize(input);

        using var scope = NewDisposeScope();
        return Normalize(input.unsqueeze(0)).squeeze(0).MoveToOuterDisposeScope();
    }

    private Tensor Normalize(Tensor input) => nn.functional.instance_norm(input, running_mean, running_var,
        weight, bias, training || running_mean is null, momentum ?? 0, eps);
}

/// <summary>Instance norm for (C, L) or (N, C, L).</summary>
public sealed class InstanceNorm1d : InstanceNorm
{
    internal InstanceNorm1d(long features, double eps, double? momentum, bool affine, bool track,
        Device? device, ScalarType? dtype) :
        base(nameof(InstanceNorm1d), 1, features, eps, momentum, affine, track, device, dtype)
    {
    }
}

/// <summary>Instance norm for images, (C, H, W) or (N, C, H, W).</summary>
public sealed class InstanceNorm2d : InstanceNorm
{
    internal InstanceNorm2d(long features, double eps, double? momentum, bool affine, bool track,
        Device? device, ScalarType? dtype) :
        base(nameof(InstanceNorm2d), 2, features, eps, momentum, affine, track, device, dtype)
    {
    }
}

/// <summary>Instance norm for volumes, (C, D, H, W) or (N, C, D, H, W).</summary>
public sealed class InstanceNorm3d : InstanceNorm
{
    internal InstanceNorm3d(long features, double eps, double? momentum, bool affine, bool track,
        Device? device, ScalarType? dtype) :
        base(nameof(InstanceNorm3d), 3, features, eps, momentum, affine, track, device, dtype)
    {
    }
}
