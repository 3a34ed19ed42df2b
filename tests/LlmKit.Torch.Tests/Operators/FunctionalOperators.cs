using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LlmKit.Torch.Tests.Operators;

/// <summary><c>torch.nn.functional</c>: the calls of Golden/make_functional.py.</summary>
internal static class FunctionalOperators
{
    public static OperatorTable Table { get; } = new()
    {
        { "linear", (a, w, b) => F.linear(a, w, b) },
        { "linear.no_bias", (a, w) => F.linear(a, w) },
        { "normalize", a => F.normalize(a) },
        { "normalize.1", a => F.normalize(a, p: 1, dim: 0) },
        { "one_hot", a => F.one_hot(a) },
        { "one_hot.classes", a => F.one_hot(a, 6) },
        { "embedding", (i, w) => F.embedding(i, w) },
        { "embedding.padding", (i, w) => F.embedding(i, w, padding_idx: 0) },
        { "scaled_dot_product_attention", (q, k, v) => F.scaled_dot_product_attention(q, k, v) },
        { "scaled_dot_product_attention.causal",
            (q, k, v) => F.scaled_dot_product_attention(q, k, v, is_casual: true) },
        { "scaled_dot_product_attention.bool_mask",
            (q, k, v, mask) => F.scaled_dot_product_attention(q, k, v, attn_mask: mask) },
        { "scaled_dot_product_attention.float_mask",
            (q, k, v, mask) => F.scaled_dot_product_attention(q, k, v, attn_mask: mask) },
        { "scaled_dot_product_attention.longer_keys", (q, k, v) => F.scaled_dot_product_attention(q, k, v) },
        { "cross_entropy", (a, t) => F.cross_entropy(a, t) },
        { "cross_entropy.ignore_index", (a, t) => F.cross_entropy(a, t, ignore_index: -100) },
        { "cross_entropy.label_smoothing", (a, t) => F.cross_entropy(a, t, label_smoothing: 0.1) },
        { "nll_loss", (a, t) => F.nll_loss(a, t) },
        { "mse_loss", (a, b) => F.mse_loss(a, b) },
        { "l1_loss", (a, b) => F.l1_loss(a, b) },
        { "smooth_l1_loss", (a, b) => F.smooth_l1_loss(a, b, beta: 0.5) },
        { "huber_loss", (a, b) => F.huber_loss(a, b, delta: 0.7) },
        { "binary_cross_entropy", (a, b) => F.binary_cross_entropy(a, b) },
        { "binary_cross_entropy_with_logits", (a, b) => F.binary_cross_entropy_with_logits(a, b) },
        { "kl_div", (a, b) => F.kl_div(a, b, log_target: false, reduction: nn.Reduction.Mean) * 3 },
        { "cosine_embedding_loss", (a, b, t) => F.cosine_embedding_loss(a, b, t) },
        { "margin_ranking_loss", (a, b, t) => F.margin_ranking_loss(a, b, t, margin: 0.5) },
        { "triplet_margin_loss", (a, p, n) => F.triplet_margin_loss(a, p, n) },
        { "soft_margin_loss", (a, t) => F.soft_margin_loss(a, t) },
        { "pad.constant", a => F.pad(a, [1, 2], value: 0.5) },
        { "pad.two_dims", a => F.pad(a, [1, 0, 0, 2]) },
        { "pad.negative", a => F.pad(a, [-1, 1]) },
        { "pad.reflect", a => F.pad(a, [2, 1], PaddingModes.Reflect) },
        { "pad.replicate", a => F.pad(a, [2, 1], PaddingModes.Replicate) },
        { "pad.circular", a => F.pad(a, [2, 1], PaddingModes.Circular) },
    };
}
