using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Larger images from more channels: (…, C · r², H, W) to (…, C, H · r, W · r) (Shi et al. 2016,
/// arXiv:1609.05158).
/// </summary>
public sealed class PixelShuffle : nn.Module<Tensor, Tensor>
{
    private readonly long _factor;

    internal PixelShuffle(long upscale_factor) : base(nameof(PixelShuffle))
    {
        Groups.CheckCount(upscale_factor);
        _factor = upscale_factor;
    }

    public override Tensor forward(Tensor input) => nn.functional.pixel_shuffle(input, _factor);

    protected override string ExtraDescription() => $"upscale_factor={_factor}";
}

/// <summary>More channels from larger images, the way back of <see cref="PixelShuffle"/>.</summary>
public sealed class PixelUnshuffle : nn.Module<Tensor, Tensor>
{
    private readonly long _factor;

    internal PixelUnshuffle(long downscale_factor) : base(nameof(PixelUnshuffle))
    {
        Groups.CheckCount(downscale_factor);
        _factor = downscale_factor;
    }

    public override Tensor forward(Tensor input) => nn.functional.pixel_unshuffle(input, _factor);

    protected override string ExtraDescription() => $"downscale_factor={_factor}";
}

/// <summary>Deals the channels of each group out to all groups in turn (Zhang et al. 2017,
/// arXiv:1707.01083).</summary>
public sealed class ChannelShuffle : nn.Module<Tensor, Tensor>
{
    private readonly long _groups;

    internal ChannelShuffle(long groups) : base(nameof(ChannelShuffle))
    {
        Groups.CheckCount(groups);
        _groups = groups;
    }

    /// <param name="input">(N, C, …)</param>
    public override Tensor forward(Tensor input) => nn.functional.channel_shuffle(input, _groups);

    protected override string ExtraDescription() => $"groups={_groups}";
}
