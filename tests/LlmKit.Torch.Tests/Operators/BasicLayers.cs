using TorchSharp;
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
        { "Bilinear", () => nn.Bilinear(3, 2, 4) },
        { "Bilinear.no_bias", () => nn.Bilinear(2, 2, 3, hasBias: false) },
        { "EmbeddingBag.mean", () => nn.EmbeddingBag(5, 3), (m, x) => m.call(x[0], x[1]) },
        { "EmbeddingBag.sum",
            () => nn.EmbeddingBag(5, 3, mode: EmbeddingBagMode.Sum), (m, x) => m.call(x[0]) },
        { "EmbeddingBag.max",
            () => nn.EmbeddingBag(5, 3, mode: EmbeddingBagMode.Max), (m, x) => m.call(x[0]) },
        { "EmbeddingBag.max_norm",
            () => nn.EmbeddingBag(4, 3, max_norm: 0.5, norm_type: 1), (m, x) => m.call(x[0]) },
        { "EmbeddingBag.padding_and_weights",
            () => nn.EmbeddingBag(5, 2, mode: EmbeddingBagMode.Sum, padding_index: 2),
            (m, x) => m.call(x[0], x[1], x[2]) },
        { "EmbeddingBag.last_offset", () => nn.EmbeddingBag(5, 2, include_last_offset: true),
            (m, x) => m.call(x[0], x[1]) },
        { "Sequential", () => nn.Sequential(nn.Linear(3, 4), nn.GELU(), nn.Linear(4, 2)) },

        { "CosineSimilarity", () => nn.CosineSimilarity(dim: 1) },
        { "PairwiseDistance", () => nn.PairwiseDistance(p: 2) },
        { "PairwiseDistance.p_1_keepdim", () => nn.PairwiseDistance(p: 1, keepdim: true) },
    };
}
