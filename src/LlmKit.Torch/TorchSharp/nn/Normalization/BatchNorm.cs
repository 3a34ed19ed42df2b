using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it (Ioffe and Szegedy
/// 2015, arXiv:1502.03167). In training by the batch's own mean and variance, otherwise by the running ones.
/// </summary>
/// <remarks>The running statistics move by <c>momentum</c> towards those of each batch in training; without
/// momentum they are the mean over all batches.</remarks>
public abstract class BatchNorm : ChannelNorm
{
    private readonly string[] _shapes;

    private protected BatchNorm(string name, string[] shapes, long features, double eps, double? momentum,
        bool affine, bool track, Device? device, ScalarType? dtype) :
        base(name, features, eps, momentum, affine, track, device, dtype) => _shapes = shapes;

    public override Tensor forward(Tensor input)
    {
        Rank.Check(input, GetName(), _shapes);
        CheckChannels(input, 1);
        var share = momentum ?? 0;
        if (training && num_batches_tracked is not null)
        {
            num_batches_tracked.add_(1);
            share = momentum ?? 1.0 / num_batches_tracked.ToInt64();
        }

        return nn.functional.batch_norm(input, running_mean, running_var, weight, bias,
            training || running_mean is null, share, eps);
    }
}

/// <summary>Batch norm for (N, C) or (N, C, L).</summary>
public sealed class BatchNorm1d : BatchNorm
{
    internal BatchNorm1d(long features, double eps, double? momentum, bool affine, bool track, Device? device,
        ScalarType? dtype) :
        base(nameof(BatchNorm1d), [Rank.Batch[0], Rank.Batch[1]], features, eps, momentum, affine, track,
            device, dtype)
    {
    }
}

/// <summary>Batch norm for images, (N, C, H, W).</summary>
public sealed class BatchNorm2d : BatchNorm
{
    internal BatchNorm2d(long features, double eps, double? momentum, bool affine, bool track, Device? device,
        ScalarType? dtype) :
        base(nameof(BatchNorm2d), [Rank.Batch[2]], features, eps, momentum, affine, track, device, dtype)
    {
    }
}

/// <summary>Batch norm for volumes, (N, C, D, H, W).</summary>
public sealed class BatchNorm3d : BatchNorm
{
    internal BatchNorm3d(long features, double eps, double? momentum, bool affine, bool track, Device? device,
        ScalarType? dtype) :
        base(nameof(BatchNorm3d), [Rank.Batch[3]], features, eps, momentum, affine, track, device, dtype)
    {
    }
}
