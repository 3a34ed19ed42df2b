"""Writes functional.json: torch.nn.functional, by the names of Operators/Functional*.cs."""
import functools

import torch
from torch.nn import functional

from goldens import write
from operator_cases import F, I, P, T, U, case as add_case, constant


def norms(case):
    case("layer_norm", lambda a, w, b: functional.layer_norm(a, (4,), w, b), F(2, 4), P(4), F(4))
    case("layer_norm.plain", lambda a: functional.layer_norm(a, (2, 3), eps=1e-3), F(2, 2, 3))
    case("group_norm", lambda a, w, b: functional.group_norm(a, 2, w, b), F(2, 4, 3), P(4), F(4))
    case("batch_norm.train",
         lambda a, w, b: functional.batch_norm(a, torch.zeros(3), torch.ones(3), w, b, True),
         F(4, 3), P(3), F(3))
    case("batch_norm.eval", lambda a, m, v, w, b: functional.batch_norm(a, m, v, w, b, False), F(4, 3),
         constant(F(3)), constant(P(3)), P(3), F(3))
    case("instance_norm", lambda a: functional.instance_norm(a), F(2, 2, 4))
    case("local_response_norm", lambda a: functional.local_response_norm(a, 2), F(1, 4, 3))
    case("local_response_norm.image",
         lambda a: functional.local_response_norm(a, 3, alpha=0.1, beta=0.5, k=2.0), F(1, 4, 2, 2))
    case("batch_norm.no_stats", lambda a: functional.batch_norm(a, None, None, training=True, eps=0.1),
         F(2, 2, 3))
    case("instance_norm.stats",
         lambda a, m, v, w, b: functional.instance_norm(a, m, v, w, b, use_input_stats=False), F(2, 2, 3),
         constant(F(2)), constant(P(2)), P(2), F(2))
    case("group_norm.plain", lambda a: functional.group_norm(a, 3, eps=0.01), F(1, 6, 2))
    case("dropout.p_0", lambda a: functional.dropout(a, 0.0, True), F(2, 3))
    case("dropout.eval", lambda a: functional.dropout(a, 0.5, False), F(2, 3))
    case("rms_norm.by_formula", lambda a, w: a * torch.rsqrt(a.pow(2).mean(-1, keepdim=True) + 1e-6) * w,
         F(2, 4), P(4))


def convolutions(case):
    case("conv1d", lambda a, w, b: functional.conv1d(a, w, b), F(1, 2, 5), F(3, 2, 2), F(3))
    case("conv1d.stride_padding_dilation",
         lambda a, w: functional.conv1d(a, w, stride=2, padding=2, dilation=2), F(1, 2, 5), F(2, 2, 2))
    case("conv1d.groups", lambda a, w: functional.conv1d(a, w, groups=2, padding=1), F(1, 2, 4), F(2, 1, 3))
    case("conv2d", lambda a, w, b: functional.conv2d(a, w, b, stride=(1, 2), padding=(1, 0)), F(1, 2, 3, 4),
         F(2, 2, 2, 2),
         F(2))
    case("conv3d", lambda a, w: functional.conv3d(a, w), F(1, 1, 2, 3, 2), F(1, 1, 2, 2, 2))
    case("conv_transpose1d", lambda a, w, b: functional.conv_transpose1d(a, w, b, stride=2, padding=1),
         F(1, 2, 3),
         F(2, 2, 3), F(2))
    case("conv_transpose2d", lambda a, w: functional.conv_transpose2d(a, w, stride=2, output_padding=1),
         F(1, 2, 2, 2),
         F(2, 1, 2, 2))
    case("conv1d.same", lambda a, w: functional.conv1d(a, w, padding="same", dilation=2), F(1, 1, 5),
         F(1, 1, 3))
    case("conv2d.valid", lambda a, w, b: functional.conv2d(a, w, b, padding="valid", stride=(1, 2)),
         F(1, 1, 2, 4), F(1, 1, 2, 2), F(1))
    case("conv3d.same", lambda a, w: functional.conv3d(a, w, padding="same"), F(1, 1, 2, 2, 2),
         F(1, 1, 2, 1, 2))
    case("conv3d.options",
         lambda a, w: functional.conv3d(a, w, stride=(1, 2, 1), padding=(1, 0, 0), dilation=(1, 1, 2),
                                        groups=2),
         F(1, 2, 1, 3, 3), F(2, 1, 2, 2, 2))
    case("conv_transpose1d.groups_dilation",
         lambda a, w: functional.conv_transpose1d(a, w, groups=2, dilation=2, stride=3, output_padding=1),
         F(1, 2, 2), F(2, 1, 2))
    case("conv_transpose3d",
         lambda a, w, b: functional.conv_transpose3d(a, w, b, stride=(2, 1, 1), output_padding=(1, 0, 0)),
         F(1, 1, 1, 2, 2), F(1, 1, 2, 1, 2), F(1))
    case("unfold.options", lambda a: functional.unfold(a, 2, dilation=2, padding=1, stride=2), F(1, 1, 4, 3))
    case("fold.options", lambda a: functional.fold(a, 3, 2, padding=1, stride=2), F(1, 4, 4))
    case("im2col", lambda a: functional.unfold(a, (2, 2)), F(1, 2, 3, 3))
    case("col2im", lambda a: functional.fold(a, (3, 3), (2, 2)), F(1, 4, 4))
    case("pixel_shuffle", lambda a: functional.pixel_shuffle(a, 2), F(1, 4, 2, 2))
    case("pixel_unshuffle", lambda a: functional.pixel_unshuffle(a, 2), F(1, 1, 4, 4))
    case("channel_shuffle", lambda a: functional.channel_shuffle(a, 2), F(1, 4, 2, 1), grad=False)


def pools(case):
    case("max_pool1d", lambda a: functional.max_pool1d(a, 2), F(1, 2, 5))
    case("max_pool1d.stride_padding", lambda a: functional.max_pool1d(a, 3, 2, 1), F(1, 2, 5))
    case("max_pool2d", lambda a: functional.max_pool2d(a, 2), F(1, 2, 4, 4))
    case("max_pool2d.ceil", lambda a: functional.max_pool2d(a, 2, ceil_mode=True), F(1, 1, 5, 3))
    case("avg_pool1d", lambda a: functional.avg_pool1d(a, 2), F(1, 2, 5))
    case("avg_pool2d", lambda a: functional.avg_pool2d(a, 2, 1, 1, count_include_pad=False), F(1, 1, 3, 3))
    case("adaptive_avg_pool1d", lambda a: functional.adaptive_avg_pool1d(a, 3), F(1, 2, 5))
    case("adaptive_avg_pool2d", lambda a: functional.adaptive_avg_pool2d(a, (2, 1)), F(1, 2, 5, 3))
    case("adaptive_max_pool1d", lambda a: functional.adaptive_max_pool1d(a, 2), F(1, 2, 5))
    case("lp_pool1d", lambda a: functional.lp_pool1d(a, 2.0, 2), P(1, 2, 4))
    case("max_pool2d.options", lambda a: functional.max_pool2d(a, (2, 3), (1, 2), (1, 1), (2, 1)),
         F(1, 1, 4, 5))
    case("max_pool3d", lambda a: functional.max_pool3d(a, 2, 1), F(1, 1, 2, 3, 2))
    case("max_pool1d_with_indices", lambda a: functional.max_pool1d(a, 2, return_indices=True), F(1, 2, 4))
    case("max_pool2d_with_indices", lambda a: functional.max_pool2d(a, (1, 2), return_indices=True),
         F(1, 1, 2, 4))
    case("max_pool3d_with_indices", lambda a: functional.max_pool3d(a, (1, 2, 2), 1, return_indices=True),
         F(1, 1, 2, 2, 3))
    case("avg_pool2d.divisor", lambda a: functional.avg_pool2d(a, (2, 1), (1, 1), divisor_override=3),
         F(1, 1, 3, 2))
    case("avg_pool3d", lambda a: functional.avg_pool3d(a, (2, 1, 2), 1, (1, 0, 0), True), F(1, 1, 2, 2, 3))
    case("adaptive_avg_pool3d", lambda a: functional.adaptive_avg_pool3d(a, (1, 2, 2)), F(1, 1, 2, 3, 2))
    case("adaptive_max_pool2d", lambda a: functional.adaptive_max_pool2d(a, (2, 1)), F(1, 1, 3, 2))
    case("adaptive_max_pool3d", lambda a: functional.adaptive_max_pool3d(a, 2), F(1, 1, 3, 2, 4))
    case("adaptive_max_pool1d_with_indices",
         lambda a: functional.adaptive_max_pool1d(a, 2, return_indices=True), F(1, 2, 5))
    case("adaptive_max_pool2d_with_indices",
         lambda a: functional.adaptive_max_pool2d(a, (1, 2), return_indices=True), F(1, 1, 2, 4))
    case("adaptive_max_pool3d_with_indices",
         lambda a: functional.adaptive_max_pool3d(a, (1, 2, 1), return_indices=True), F(1, 1, 2, 3, 2))
    case("lp_pool1d.stride", lambda a: functional.lp_pool1d(a, 3.0, 2, 1), P(1, 1, 4))
    case("lp_pool2d", lambda a: functional.lp_pool2d(a, 2.0, (2, 1), ceil_mode=True), P(1, 1, 3, 2))
    case("interpolate.nearest", lambda a: functional.interpolate(a, scale_factor=2.0, mode="nearest"),
         F(1, 1, 2, 3))
    case("interpolate.bilinear",
         lambda a: functional.interpolate(a, size=(4, 5), mode="bilinear", align_corners=False),
         F(1, 1, 2, 3))
    case("interpolate.bilinear_corners",
         lambda a: functional.interpolate(a, size=(4, 5), mode="bilinear", align_corners=True), F(1, 1, 2, 3))
    case("interpolate.linear", lambda a: functional.interpolate(a, size=5, mode="linear"), F(1, 2, 3))
    case("interpolate.bicubic",
         lambda a: functional.interpolate(a, scale_factor=(1.5, 0.7), mode="bicubic", align_corners=False),
         F(1, 1, 4, 4))
    case("interpolate.trilinear",
         lambda a: functional.interpolate(a, size=(2, 3, 3), mode="trilinear", align_corners=True),
         F(1, 1, 2, 2, 2))
    case("interpolate.recomputed",
         lambda a: functional.interpolate(a, scale_factor=1.6, mode="linear", recompute_scale_factor=True),
         F(1, 1, 4))
    case("interpolate.area", lambda a: functional.interpolate(a, scale_factor=0.6, mode="area"),
         F(1, 1, 5, 4))
    case("interpolate.area_volume", lambda a: functional.interpolate(a, size=(1, 2, 2), mode="area"),
         F(1, 1, 2, 3, 2))
    case("interpolate.bilinear_antialias",
         lambda a: functional.interpolate(a, size=(2, 3), mode="bilinear", antialias=True), F(1, 1, 5, 6))
    case("interpolate.bicubic_antialias",
         lambda a: functional.interpolate(a, size=(3, 2), mode="bicubic", antialias=True), F(1, 1, 5, 5))
    case("upsample", lambda a: functional.interpolate(a, size=(3, 4), mode="bilinear", align_corners=True),
         F(1, 1, 2, 2))
    case("upsample_nearest1d", lambda a: functional.interpolate(a, size=5), F(1, 1, 2))
    case("upsample_nearest2d", lambda a: functional.interpolate(a, scale_factor=(1.0, 2.5)), F(1, 1, 2, 2))
    case("upsample_nearest3d", lambda a: functional.interpolate(a, size=(1, 3, 4)), F(1, 1, 1, 2, 2))


def attend(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / q.size(-1) ** 0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf")) if mask.dtype == torch.bool else scores + mask
    return scores.softmax(-1) @ v


def attention(case):
    qkv = F(1, 2, 3, 4), F(1, 2, 3, 4), F(1, 2, 3, 4)
    case("scaled_dot_product_attention", attend, *qkv)
    case("scaled_dot_product_attention.causal",
         lambda q, k, v: attend(q, k, v, torch.ones(3, 3, dtype=torch.bool).tril()), *qkv)
    case("scaled_dot_product_attention.bool_mask", attend, *qkv,
         T([[True, False, True], [True, True, False], [False, True, True]]))
    case("scaled_dot_product_attention.float_mask", attend, *qkv, F(3, 3))
    case("scaled_dot_product_attention.longer_keys", attend, F(1, 2, 2, 4), F(1, 2, 5, 4), F(1, 2, 5, 3))


def losses(case):
    case("cross_entropy", functional.cross_entropy, F(3, 4), T([1, 0, 3]))
    case("cross_entropy.ignore_index", lambda a, t: functional.cross_entropy(a, t, ignore_index=-100),
         F(4, 3),
         T([1, -100, 2, -100]))
    case("cross_entropy.label_smoothing", lambda a, t: functional.cross_entropy(a, t, label_smoothing=0.1),
         F(3, 4),
         T([1, 0, 3]))
    case("nll_loss", functional.nll_loss, F(3, 4), T([1, 0, 3]))
    case("mse_loss", functional.mse_loss, F(2, 3), F(2, 3))
    case("l1_loss", functional.l1_loss, F(2, 3), F(2, 3))
    case("smooth_l1_loss", lambda a, b: functional.smooth_l1_loss(a, b, beta=0.5), F(2, 3), F(2, 3))
    case("huber_loss", lambda a, b: functional.huber_loss(a, b, delta=0.7), F(2, 3), F(2, 3))
    case("binary_cross_entropy", functional.binary_cross_entropy, U(2, 3), U(2, 3))
    case("binary_cross_entropy_with_logits", functional.binary_cross_entropy_with_logits, F(2, 3), U(2, 3))
    case("kl_div", lambda a, b: functional.kl_div(a, b, reduction="batchmean"), F(2, 3), U(2, 3))
    case("cosine_embedding_loss", functional.cosine_embedding_loss, F(2, 3), F(2, 3), T([1, -1]))
    case("margin_ranking_loss", lambda a, b, t: functional.margin_ranking_loss(a, b, t, margin=0.5), F(4),
         F(4),
         T([1, -1, 1, -1]))
    case("triplet_margin_loss", functional.triplet_margin_loss, F(2, 3), F(2, 3), F(2, 3))
    case("soft_margin_loss", functional.soft_margin_loss, F(4), constant(T([1.0, -1.0, 1.0, -1.0])))


def activations(case):
    case("sigmoid", torch.sigmoid, F(2, 3))
    case("sigmoid_", lambda a: a.clone().sigmoid_(), F(4))
    case("relu", torch.relu, F(3, 3))
    case("relu_", lambda a: a.clone().relu_(), F(4))
    case("relu6", functional.relu6, F(5, low=-3, high=9))
    case("gelu", functional.gelu, F(2, 3))
    case("gelu.tanh", lambda a: functional.gelu(a, approximate="tanh"), F(2, 3))
    case("silu", functional.silu, F(2, 3))
    case("mish", functional.mish, F(2, 3))
    case("softplus", functional.softplus, F(2, 3))
    case("softplus.beta_threshold", lambda a: functional.softplus(a, beta=2, threshold=1), F(6))
    case("softsign", functional.softsign, F(4))
    case("tanhshrink", functional.tanhshrink, F(4))
    case("hardswish", functional.hardswish, F(6, low=-4, high=4))
    case("hardsigmoid", functional.hardsigmoid, F(6, low=-4, high=4))
    case("hardtanh", functional.hardtanh, F(6))
    case("hardshrink", functional.hardshrink, F(6))
    case("softshrink", functional.softshrink, F(6))
    case("threshold", lambda a: functional.threshold(a, 0.3, -7.0), F(6))
    case("elu", functional.elu, F(6))
    case("elu.alpha", lambda a: functional.elu(a, alpha=0.5), F(6))
    case("selu", functional.selu, F(6))
    case("celu", lambda a: functional.celu(a, alpha=0.7), F(6))
    case("leaky_relu", functional.leaky_relu, F(6))
    case("leaky_relu.slope", lambda a: functional.leaky_relu(a, 0.2), F(6))
    case("prelu", functional.prelu, F(2, 3), T([0.1, 0.25, 0.4]))
    case("rrelu.eval", lambda a: functional.rrelu(a, training=False), F(6))
    case("logsigmoid", functional.logsigmoid, F(6))
    case("glu", lambda a: functional.glu(a, dim=-1), F(2, 4))
    case("tanh", torch.tanh, F(6))
    case("softmax", lambda a: functional.softmax(a, dim=0), F(2, 3))
    case("softmax.dtype", lambda a: functional.softmax(a, dim=1, dtype=torch.float64), F(2, 3))
    case("log_softmax", lambda a: functional.log_softmax(a, dim=0), F(2, 3))


def in_place(case):
    """The input of each is a copy, for a leaf must not be changed."""
    wide = F(6, low=-4, high=4)
    case("relu6.inplace", lambda a: functional.relu6(a.clone(), inplace=True), F(6, low=-3, high=9))
    case("silu.inplace", lambda a: functional.silu(a.clone(), inplace=True), wide)
    case("mish.inplace", lambda a: functional.mish(a.clone(), inplace=True), wide)
    case("softsign.inplace", lambda a: functional.softsign(a), wide)
    case("tanh.inplace", lambda a: a.clone().tanh_(), wide)
    case("tanhshrink.inplace", lambda a: functional.tanhshrink(a), wide)
    case("hardswish.inplace", lambda a: functional.hardswish(a.clone(), inplace=True), wide)
    case("hardsigmoid.inplace", lambda a: functional.hardsigmoid(a.clone(), inplace=True), wide)
    case("hardtanh.bounds_inplace", lambda a: functional.hardtanh(a.clone(), -1.5, 0.5, inplace=True), wide)
    case("threshold.inplace", lambda a: functional.threshold(a.clone(), 0.3, -7.0, inplace=True), wide)
    case("elu.inplace", lambda a: functional.elu(a.clone(), 0.5, inplace=True), wide)
    case("selu.inplace", lambda a: functional.selu(a.clone(), inplace=True), wide)
    case("celu.inplace", lambda a: functional.celu(a.clone(), 0.7, inplace=True), wide)
    case("leaky_relu.inplace", lambda a: functional.leaky_relu(a.clone(), 0.2, inplace=True), wide)
    case("rrelu.inplace", lambda a: functional.rrelu(a.clone(), 0.1, 0.4, inplace=True), wide)


def dropouts(case):
    case("dropout.p_1", lambda a: functional.dropout(a, 1.0, True), F(2, 3))
    case("dropout1d.eval", lambda a: functional.dropout1d(a, training=False), F(2, 2, 2))
    case("dropout2d.eval", lambda a: functional.dropout2d(a, training=False), F(1, 2, 2, 2))
    case("dropout3d.eval", lambda a: functional.dropout3d(a, training=False), F(1, 2, 2, 1, 2))
    case("alpha_dropout.eval", lambda a: functional.alpha_dropout(a, training=False), F(2, 3))
    case("feature_alpha_dropout.eval", lambda a: functional.feature_alpha_dropout(a, training=False), F(2, 2, 2))


def bags(case):
    case("embedding_bag", lambda i, w, o: functional.embedding_bag(i, w, o), T([0, 2, 3, 0, 1]), F(4, 3),
         T([0, 2, 2]))
    case("embedding_bag.weights",
         lambda i, w, f: functional.embedding_bag(i, w, mode="sum", per_sample_weights=f),
         T([[0, 2], [3, 3]]), F(4, 3), F(2, 2))
    case("embedding_bag.padding",
         lambda i, w, o: functional.embedding_bag(i, w, o, mode="max", padding_idx=-1),
         T([0, 2, 3, 0, 1]), F(4, 3), T([0, 3]))
    case("embedding_bag.frequency_last_offset",
         lambda i, w, o: functional.embedding_bag(i, w, o, scale_grad_by_freq=True, include_last_offset=True),
         T([0, 2, 0, 1]), F(4, 3), T([0, 3, 4]))


def plain(case):
    case("softmin", lambda a: functional.softmin(a, dim=1), F(2, 3))
    case("linear", functional.linear, F(2, 3), F(4, 3), F(4))
    case("linear.no_bias", functional.linear, F(2, 2, 3), F(4, 3))
    case("bilinear", functional.bilinear, F(2, 3), F(2, 2), F(2, 3, 2), F(2))
    case("cosine_similarity", lambda a, b: functional.cosine_similarity(a, b, dim=1), F(2, 3), F(2, 3))
    case("cosine_similarity.dim_eps", lambda a, b: functional.cosine_similarity(a, b, dim=0, eps=2.0), F(2, 3),
         F(2, 3))
    case("pairwise_distance", functional.pairwise_distance, F(2, 3), F(2, 3))
    case("pairwise_distance.p_3_keepdim",
         lambda a, b: functional.pairwise_distance(a, b, p=3.0, eps=0.1, keepdim=True), F(2, 3), F(2, 3))
    case("normalize", lambda a: functional.normalize(a, p=2.0, dim=1), F(2, 3))
    case("normalize.1", lambda a: functional.normalize(a, p=1.0, dim=0), F(2, 3))
    case("one_hot", lambda a: functional.one_hot(a), I(4, low=0, high=4))
    case("one_hot.classes", lambda a: functional.one_hot(a, 6), I(2, 3, low=0, high=4))
    case("embedding", lambda i, w: functional.embedding(i, w), T([[0, 2], [3, 0]]), F(4, 3))
    case("embedding.padding", lambda i, w: functional.embedding(i, w, padding_idx=0), T([[0, 2], [3, 0]]),
         F(4, 3))


def pads(case):
    case("pad.constant", lambda a: functional.pad(a, (1, 2), value=0.5), F(2, 3))
    case("pad.two_dims", lambda a: functional.pad(a, (1, 0, 0, 2)), F(2, 3))
    case("pad.negative", lambda a: functional.pad(a, (-1, 1)), F(2, 3))
    case("pad.reflect", lambda a: functional.pad(a, (2, 1), mode="reflect"), F(1, 2, 3))
    case("pad.replicate", lambda a: functional.pad(a, (2, 1), mode="replicate"), F(1, 2, 3))
    case("pad.circular", lambda a: functional.pad(a, (2, 1), mode="circular"), F(1, 2, 3))


def main():
    cases = {}
    for part in (activations, in_place, dropouts, bags, plain, norms, convolutions, pools, attention, losses, pads):
        part(functools.partial(add_case, cases))
    write("functional.json", cases)


if __name__ == "__main__":
    main()
