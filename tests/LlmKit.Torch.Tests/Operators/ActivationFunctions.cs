using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>Activations, dropouts and small layers as functions: calls of
/// Golden/make_functional.py.</summary>
internal static class ActivationFunctions
{
    public static OperatorTable Table { get; } = new()
    {
        { "sigmoid", a => F.sigmoid(a) },
        { "sigmoid_", a => F.sigmoid(a.clone(), inplace: true) },
        { "relu", a => F.relu(a) },
        { "relu_", a => F.relu(a.clone(), inplace: true) },
        { "relu6", a => F.relu6(a) },
        { "relu6.inplace", a => F.relu6(a.clone(), inplace: true) },
        { "gelu", a => F.gelu(a) },
        { "gelu.tanh", a => F.gelu(a, GELU.Approximate.tanh) },
        { "silu", a => F.silu(a) },
        { "silu.inplace", a => F.silu(a.clone(), inplace: true) },
        { "mish", a => F.mish(a) },
        { "mish.inplace", a => F.mish(a.clone(), inplace: true) },
        { "softplus", a => F.softplus(a) },
        { "softplus.beta_threshold", a => F.softplus(a, beta: 2, threshold: 1) },
        { "softsign", a => F.softsign(a) },
        { "softsign.inplace", a => F.softsign(a.clone(), inplace: true) },
        { "tanh", a => F.tanh(a) },
        { "tanh.inplace", a => F.tanh(a.clone(), inplace: true) },
        { "tanhshrink", a => F.tanhshrink(a) },
        { "tanhshrink.inplace", a => F.tanhshrink(a.clone(), inplace: true) },
        { "hardswish", a => F.hardswish(a) },
        { "hardswish.inplace", a => F.hardswish(a.clone(), inplace: true) },
        { "hardsigmoid", a => F.hardsigmoid(a) },
        { "hardsigmoid.inplace", a => F.hardsigmoid(a.clone(), inplace: true) },
        { "hardtanh", a => F.hardtanh(a) },
        { "hardtanh.bounds_inplace", a => F.hardtanh(a.clone(), -1.5, 0.5, inplace: true) },
        { "hardshrink", a => F.hardshrink(a) },
        { "softshrink", a => F.softshrink(a) },
        { "threshold", a => F.threshold(a, 0.3, -7) },
        { "threshold.inplace", a => F.threshold(a.clone(), 0.3, -7, inplace: true) },
        { "elu", a => F.elu(a, 1) },
        { "elu.alpha", a => F.elu(a, alpha: 0.5) },
        { "elu.inplace", a => F.elu(a.clone(), alpha: 0.5, inplace: true) },
        { "selu", a => F.selu(a) },
        { "selu.inplace", a => F.selu(a.clone(), inplace: true) },
        { "celu", a => F.celu(a, alpha: 0.7) },
        { "celu.inplace", a => F.celu(a.clone(), alpha: 0.7, inplace: true) },
        { "leaky_relu", a => F.leaky_relu(a) },
        { "leaky_relu.slope", a => F.leaky_relu(a, 0.2) },
        { "leaky_relu.inplace", a => F.leaky_relu(a.clone(), 0.2, inplace: true) },
        { "prelu", (a, w) => F.prelu(a, w) },
        { "rrelu.eval", a => F.rrelu(a, training: false) },
        { "rrelu.inplace", a => F.rrelu(a.clone(), 0.1, 0.4, inplace: true) },
        { "logsigmoid", a => F.logsigmoid(a) },
        { "glu", a => F.glu(a, dim: -1) },
        { "softmax", a => F.softmax(a, 0) },
        { "softmax.dtype", a => F.softmax(a, 1, float64) },
        { "log_softmax", a => F.log_softmax(a, 0) },
        { "softmin", a => F.softmin(a, 1) },

        { "dropout.p_0", a => F.dropout(a, 0, training: true) },
        { "dropout.eval", a => F.dropout(a, 0.5, training: false) },
        { "dropout.p_1", a => F.dropout(a, 1) },
        { "dropout1d.eval", a => F.dropout1d(a, training: false) },
        { "dropout2d.eval", a => F.dropout2d(a, training: false) },
        { "dropout3d.eval", a => F.dropout3d(a, training: false) },
        { "alpha_dropout.eval", a => F.alpha_dropout(a) },
        { "feature_alpha_dropout.eval", a => F.feature_alpha_dropout(a) },

        { "bilinear", (a, b, w, bias) => F.bilinear(a, b, w, bias) },
        { "cosine_similarity", (a, b) => F.cosine_similarity(a, b, dim: 1) },
        { "cosine_similarity.dim_eps", (a, b) => F.cosine_similarity(a, b, dim: 0, eps: 2) },
        { "pairwise_distance", (a, b) => F.pairwise_distance(a, b) },
        { "pairwise_distance.p_3_keepdim", (a, b) => F.pairwise_distance(a, b, 3, 0.1, keepdim: true) },
        { "embedding_bag", (i, w, o) => F.embedding_bag(i, w, o) },
        { "embedding_bag.weights",
            (i, w, f) => F.embedding_bag(i, w, mode: EmbeddingBagMode.Sum, per_sample_weights: f) },
        { "embedding_bag.padding",
            (i, w, o) => F.embedding_bag(i, w, o, mode: EmbeddingBagMode.Max, padding_idx: -1) },
        { "embedding_bag.frequency_last_offset",
            (i, w, o) => F.embedding_bag(i, w, o, scale_grad_by_freq: true, include_last_offset: true) },
    };
}
