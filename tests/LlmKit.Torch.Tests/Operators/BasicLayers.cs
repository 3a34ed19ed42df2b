using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>The modules of Golden/make_layers.py.</summary>
internal static class BasicLayers
{
    public static LayerTable Table { get; } = new()
    {
        { "Linear", () => nn.Linear(3, 4) },
        { "Linear.no_bias", () => nn.Linear(3, 2, hasBias: false) },
        { "Linear.vector", () => nn.Linear(3, 2) },
        { "Embedding", () => nn.Embedding(5, 3) },
        { "Embedding.padding_idx", () => nn.Embedding(5, 3, padding_idx: 0) },
        { "Embedding.max_norm", () => nn.Embedding(4, 3, max_norm: 0.5) },
        { "LayerNorm", () => nn.LayerNorm(4) },
        { "LayerNorm.two_dims_eps", () => nn.LayerNorm([2, 3], eps: 0.1) },
        { "LayerNorm.plain", () => nn.LayerNorm(4, elementwise_affine: false) },
        { "Sequential", () => nn.Sequential(nn.Linear(3, 4), nn.GELU(), nn.Linear(4, 2)) },

        { "ReLU", () => nn.ReLU() },
        { "GELU", () => nn.GELU() },
        { "GELU.tanh", () => nn.GELU(GELU.Approximate.tanh) },
        { "SiLU", () => nn.SiLU() },
        { "Dropout.p_0", () => nn.Dropout(0) },
        { "Dropout.eval", () => nn.Dropout(0.5) },
        { "Identity", () => nn.Identity() },
    };
}
