using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>Norms: the modules of Golden/make_layers.py.</summary>
internal static class NormalizationLayers
{
    public static LayerTable Table { get; } = new()
    {
        { "LayerNorm", () => nn.LayerNorm(4) },
        { "LayerNorm.two_dims_eps", () => nn.LayerNorm([2, 3], eps: 0.1) },
        { "LayerNorm.plain", () => nn.LayerNorm(4, elementwise_affine: false) },
        { "GroupNorm", () => nn.GroupNorm(2, 4) },
        { "GroupNorm.plain", () => nn.GroupNorm(1, 2, affine: false) },
        { "BatchNorm1d.train", () => nn.BatchNorm1d(3) },
        { "BatchNorm1d.train_3d", () => nn.BatchNorm1d(3, momentum: 0.3) },
        { "BatchNorm1d.eval", () => nn.BatchNorm1d(3) },
        { "BatchNorm1d.no_stats", () => nn.BatchNorm1d(3, track_running_stats: false) },
        { "BatchNorm2d.train", () => nn.BatchNorm2d(2) },
        { "BatchNorm2d.eval", () => nn.BatchNorm2d(2) },
        { "BatchNorm2d.plain", () => nn.BatchNorm2d(2, affine: false) },
        { "BatchNorm1d.cumulative", () => nn.BatchNorm1d(3, momentum: null) },
        { "BatchNorm3d.train", () => nn.BatchNorm3d(2, eps: 0.01) },
        { "BatchNorm3d.eval", () => nn.BatchNorm3d(2) },
        { "InstanceNorm1d", () => nn.InstanceNorm1d(3) },
        { "InstanceNorm1d.affine", () => nn.InstanceNorm1d(2, affine: true, track_running_stats: true) },
        { "InstanceNorm2d", () => nn.InstanceNorm2d(2, affine: true) },
        { "InstanceNorm2d.unbatched", () => nn.InstanceNorm2d(2) },
        { "InstanceNorm2d.eval", () => nn.InstanceNorm2d(2, eps: 1e-3, track_running_stats: true) },
        { "InstanceNorm3d", () => nn.InstanceNorm3d(2) },
        { "LocalResponseNorm", () => nn.LocalResponseNorm(2) },
        { "LocalResponseNorm.image", () => nn.LocalResponseNorm(3, alpha: 0.1, beta: 0.5, k: 2) },
    };
}
