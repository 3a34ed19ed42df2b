"""Writes layers.json: state, inputs, outputs and all gradients of nn's modules, and how they print."""
import zlib

import torch
from torch import nn

from goldens import Draw, flat_outputs, tensor, weighted_loss, write

CASES = {}


def F(*shape, low=-2.0, high=2.0):
    return lambda draw: draw.uniform(shape, low, high)


def I(*shape, low=0, high=5):
    return lambda draw: draw.integers(shape, low, high)


def T(values, dtype=None):
    return lambda draw: torch.tensor(values, dtype=dtype)


def fill(module, draw):
    """Gives every parameter and float buffer values with three decimals, variances positive ones."""
    with torch.no_grad():
        for name, value in module.state_dict().items():
            if value.is_floating_point():
                low = 0.3 if name.endswith("running_var") else -0.9
                value.copy_(draw.uniform(value.shape, low, 0.9))


def case(name, module, *makers, call=None, training=True):
    """One module on one set of inputs. A module in training must not draw random numbers."""
    assert name not in CASES, name
    draw = Draw(name)
    torch.manual_seed(zlib.crc32(name.encode()))
    fill(module, draw)
    if isinstance(module, nn.Embedding) and module.padding_idx is not None:
        module.weight.data[module.padding_idx] = 0
    module.train(training)
    state = {key: tensor(value) for key, value in module.state_dict().items()}
    inputs = [make(draw) for make in makers]
    leaves = [t.clone().requires_grad_(t.is_floating_point()) for t in inputs]
    outputs = flat_outputs(call(module, *leaves) if call else module(*leaves))
    record = {
        "training": training,
        "state": state,
        "inputs": [tensor(t) for t in inputs],
        "outputs": [tensor(t) for t in outputs],
    }
    weights, loss = weighted_loss(outputs, draw)
    if loss is not None:
        loss.backward()
        record["weights"] = [tensor(w) for w in weights]
        record["grads"] = [tensor(leaf.grad) for leaf in leaves]
        record["parameterGrads"] = {
            key: tensor(p.grad) for key, p in module.named_parameters() if p.grad is not None}
    changed = {key: tensor(value) for key, value in module.named_buffers()}
    if changed:
        record["buffersAfter"] = changed
    # The class of attention's output layer has another name in PyTorch only to keep it from being quantized.
    record["description"] = repr(module).replace("NonDynamicallyQuantizableLinear", "Linear")
    CASES[name] = record


def linear_and_embedding():
    case("Linear", nn.Linear(3, 4), F(2, 3))
    case("Linear.no_bias", nn.Linear(3, 2, bias=False), F(2, 2, 3))
    case("Linear.vector", nn.Linear(3, 2), F(3))
    case("Bilinear", nn.Bilinear(3, 2, 4), F(2, 3), F(2, 2))
    case("Bilinear.no_bias", nn.Bilinear(2, 2, 3, bias=False), F(2, 2), F(2, 2))
    case("Embedding", nn.Embedding(5, 3), I(2, 4))
    case("Embedding.padding_idx", nn.Embedding(5, 3, padding_idx=0), T([[0, 2, 0], [4, 1, 2]]))
    case("Embedding.max_norm", nn.Embedding(4, 3, max_norm=0.5), T([0, 2]))
    case("EmbeddingBag.mean", nn.EmbeddingBag(5, 3, mode="mean"), T([0, 2, 4, 1]), T([0, 3]))
    case("EmbeddingBag.sum", nn.EmbeddingBag(5, 3, mode="sum"), T([[0, 2], [4, 4]]))
    case("EmbeddingBag.max", nn.EmbeddingBag(5, 3, mode="max"), T([[0, 2, 1], [4, 1, 3]]))
    case("EmbeddingBag.max_norm", nn.EmbeddingBag(4, 3, max_norm=0.5, norm_type=1.0), T([[0, 2]]))
    case("EmbeddingBag.padding_and_weights", nn.EmbeddingBag(5, 2, mode="sum", padding_idx=2),
         T([0, 2, 4, 2, 0]), T([0, 3]), F(5))
    case("EmbeddingBag.last_offset", nn.EmbeddingBag(5, 2, include_last_offset=True), T([0, 2, 4]), T([0, 2, 3]))


def norms():
    case("LayerNorm", nn.LayerNorm(4), F(2, 4))
    case("LayerNorm.two_dims_eps", nn.LayerNorm((2, 3), eps=0.1), F(2, 2, 3))
    case("LayerNorm.plain", nn.LayerNorm(4, elementwise_affine=False), F(2, 4))
    case("GroupNorm", nn.GroupNorm(2, 4), F(2, 4, 3))
    case("GroupNorm.plain", nn.GroupNorm(1, 2, affine=False), F(2, 2, 3))
    case("BatchNorm1d.train", nn.BatchNorm1d(3), F(4, 3))
    case("BatchNorm1d.train_3d", nn.BatchNorm1d(3, momentum=0.3), F(2, 3, 4))
    case("BatchNorm1d.eval", nn.BatchNorm1d(3), F(4, 3), training=False)
    case("BatchNorm1d.no_stats", nn.BatchNorm1d(3, track_running_stats=False), F(4, 3), training=False)
    case("BatchNorm2d.train", nn.BatchNorm2d(2), F(2, 2, 3, 2))
    case("BatchNorm2d.eval", nn.BatchNorm2d(2), F(2, 2, 2, 2), training=False)
    case("BatchNorm2d.plain", nn.BatchNorm2d(2, affine=False), F(2, 2, 2, 2))
    case("InstanceNorm1d", nn.InstanceNorm1d(3), F(2, 3, 4))
    case("InstanceNorm1d.affine", nn.InstanceNorm1d(2, affine=True, track_running_stats=True), F(2, 2, 4))
    case("InstanceNorm2d", nn.InstanceNorm2d(2, affine=True), F(1, 2, 3, 2))
    case("InstanceNorm2d.unbatched", nn.InstanceNorm2d(2), F(2, 3, 2))
    case("InstanceNorm2d.eval", nn.InstanceNorm2d(2, eps=1e-3, track_running_stats=True), F(1, 2, 2, 2),
         training=False)
    case("InstanceNorm3d", nn.InstanceNorm3d(2), F(1, 2, 2, 1, 3))
    case("LocalResponseNorm", nn.LocalResponseNorm(2), F(1, 3, 4))
    case("LocalResponseNorm.image", nn.LocalResponseNorm(3, alpha=0.1, beta=0.5, k=2.0), F(2, 4, 2, 2))
    case("BatchNorm1d.cumulative", nn.BatchNorm1d(3, momentum=None), F(4, 3))
    case("BatchNorm3d.train", nn.BatchNorm3d(2, eps=0.01), F(2, 2, 1, 2, 2))
    case("BatchNorm3d.eval", nn.BatchNorm3d(2), F(1, 2, 1, 2, 2), training=False)


def convolutions():
    case("Conv1d", nn.Conv1d(2, 3, 2), F(1, 2, 5))
    case("Conv1d.stride_padding", nn.Conv1d(2, 2, 3, stride=2, padding=1, bias=False), F(2, 2, 5))
    case("Conv1d.same", nn.Conv1d(1, 2, 3, padding="same"), F(1, 1, 5))
    case("Conv1d.groups_dilation", nn.Conv1d(2, 4, 2, groups=2, dilation=2), F(1, 2, 5))
    case("Conv1d.circular", nn.Conv1d(1, 1, 3, padding=1, padding_mode="circular"), F(1, 1, 4))
    case("Conv2d", nn.Conv2d(2, 2, 2), F(1, 2, 3, 4))
    case("Conv2d.tuples", nn.Conv2d(1, 2, (2, 3), stride=(1, 2), padding=(1, 0)), F(1, 1, 3, 5))
    case("Conv2d.reflect", nn.Conv2d(1, 1, 3, padding=1, padding_mode="reflect"), F(1, 1, 3, 3))
    case("Conv3d", nn.Conv3d(1, 1, 2), F(1, 1, 2, 3, 2))
    case("ConvTranspose1d", nn.ConvTranspose1d(2, 1, 3, stride=2), F(1, 2, 3))
    case("ConvTranspose2d", nn.ConvTranspose2d(2, 1, 2, stride=2, output_padding=1), F(1, 2, 2, 2))
    case("Conv1d.even_same", nn.Conv1d(1, 1, 4, padding="same", padding_mode="replicate", dilation=2),
         F(1, 1, 7))
    case("Conv1d.unbatched", nn.Conv1d(2, 1, 2), F(2, 4))
    case("Conv2d.valid", nn.Conv2d(1, 2, (1, 2), padding="valid", stride=(2, 1)), F(1, 1, 3, 3))
    case("Conv2d.groups", nn.Conv2d(4, 2, 2, groups=2, dilation=(1, 2), padding=(0, 1), bias=False),
         F(1, 4, 2, 3))
    case("Conv2d.same_reflect", nn.Conv2d(1, 1, (2, 3), padding="same", padding_mode="reflect"),
         F(2, 1, 3, 3))
    case("Conv3d.circular", nn.Conv3d(1, 2, (1, 2, 3), padding=(0, 1, 1), padding_mode="circular"),
         F(1, 1, 2, 2, 3))
    case("Conv3d.same", nn.Conv3d(2, 1, (2, 1, 2), padding="same"), F(2, 2, 2, 2))
    case("ConvTranspose1d.groups_dilation",
         nn.ConvTranspose1d(4, 2, 2, padding=1, groups=2, dilation=3, bias=False),
         F(1, 4, 3))
    case("ConvTranspose2d.tuples", nn.ConvTranspose2d(1, 1, (2, 3), stride=(2, 1), padding=(1, 0)),
         F(1, 1, 2, 2))
    case("ConvTranspose2d.output_size", nn.ConvTranspose2d(1, 2, 3, stride=3), F(1, 1, 2, 2),
         call=lambda m, x: m(x, output_size=(8, 6)))
    case("ConvTranspose3d", nn.ConvTranspose3d(2, 1, 2, stride=2, output_padding=(0, 1, 0)),
         F(1, 2, 1, 2, 1))


def pools():
    case("MaxPool1d", nn.MaxPool1d(2), F(1, 2, 5))
    case("MaxPool2d", nn.MaxPool2d(2, stride=1), F(1, 1, 3, 4))
    case("MaxPool2d.padding_ceil", nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True), F(1, 1, 4, 4))
    case("AvgPool1d", nn.AvgPool1d(2), F(1, 2, 5))
    case("AvgPool2d", nn.AvgPool2d(2, stride=1, padding=1), F(1, 1, 3, 3))
    case("AvgPool2d.exclude_pad", nn.AvgPool2d(2, stride=2, padding=1, count_include_pad=False),
         F(1, 1, 3, 3))
    case("AdaptiveAvgPool1d", nn.AdaptiveAvgPool1d(2), F(1, 2, 5))
    case("AdaptiveAvgPool2d", nn.AdaptiveAvgPool2d((2, 1)), F(1, 1, 3, 3))
    case("AdaptiveMaxPool1d", nn.AdaptiveMaxPool1d(2), F(1, 2, 5))
    case("AdaptiveMaxPool2d", nn.AdaptiveMaxPool2d(2), F(1, 1, 4, 3))
    case("MaxPool1d.dilation", nn.MaxPool1d(2, stride=1, padding=1, dilation=2), F(1, 2, 5))
    case("MaxPool2d.tuples", nn.MaxPool2d((2, 3), padding=(0, 1)), F(1, 1, 4, 4))
    case("MaxPool3d", nn.MaxPool3d((1, 2, 2), stride=(1, 1, 1)), F(1, 1, 2, 3, 2))
    case("AvgPool1d.stride_ceil", nn.AvgPool1d(3, stride=2, ceil_mode=True), F(2, 6))
    case("AvgPool2d.divisor", nn.AvgPool2d((2, 1), divisor_override=3), F(1, 1, 4, 2))
    case("AvgPool3d", nn.AvgPool3d(2, stride=1), F(1, 1, 2, 3, 2))
    case("LPPool1d", nn.LPPool1d(2.0, 2, stride=1), F(1, 2, 4, low=0.3))
    case("LPPool2d", nn.LPPool2d(3.0, (2, 1)), F(1, 1, 4, 2, low=0.3))
    case("LPPool2d.ceil", nn.LPPool2d(1.5, 2, ceil_mode=True), F(1, 1, 3, 4, low=0.3))
    case("AdaptiveAvgPool3d", nn.AdaptiveAvgPool3d((1, 2, 2)), F(1, 1, 2, 3, 2))
    case("AdaptiveMaxPool3d", nn.AdaptiveMaxPool3d(2), F(1, 1, 2, 3, 4))


def places():
    case("Upsample.nearest", nn.Upsample(scale_factor=(2.0, 2.0)), F(1, 1, 2, 2))
    case("Upsample.bilinear", nn.Upsample(size=(3, 5), mode="bilinear", align_corners=True), F(1, 1, 2, 3))
    case("PixelShuffle", nn.PixelShuffle(2), F(1, 4, 2, 1))
    case("PixelUnshuffle", nn.PixelUnshuffle(2), F(1, 1, 4, 2))
    case("ZeroPad2d", nn.ZeroPad2d((1, 2, 0, 1)), F(1, 1, 2, 2))
    case("ConstantPad1d", nn.ConstantPad1d((1, 2), 0.5), F(1, 2, 2))
    case("ReflectionPad1d", nn.ReflectionPad1d(2), F(1, 1, 4))
    case("ReplicationPad2d", nn.ReplicationPad2d(1), F(1, 1, 2, 2))
    case("Unfold", nn.Unfold((2, 2)), F(1, 1, 3, 3))
    case("Fold", nn.Fold((3, 3), (2, 2)), F(1, 4, 4))
    case("Upsample.line", nn.Upsample(size=(5,), mode="linear"), F(1, 2, 3))
    case("Upsample.bicubic", nn.Upsample(scale_factor=(1.5, 2.0), mode="bicubic"), F(1, 1, 3, 3))
    case("Upsample.recomputed",
         nn.Upsample(scale_factor=(1.3, 1.7), mode="bilinear", recompute_scale_factor=True), F(1, 1, 3, 4))
    case("Upsample.volume", nn.Upsample(scale_factor=(2.0, 1.0, 1.5), mode="trilinear", align_corners=False),
         F(1, 1, 2, 2, 2))
    # Python's has no gradient: its order of the channels, on an input with one.
    case("ChannelShuffle", nn.ChannelShuffle(2), F(1, 6, 1, 2),
         call=lambda m, x: x[:, m(torch.arange(6.0).view(1, 6, 1, 1)).long().flatten()])
    case("ConstantPad2d", nn.ConstantPad2d((1, 0, -1, 2), -3.0), F(1, 1, 3, 2))
    case("ConstantPad3d", nn.ConstantPad3d(1, 2.5), F(1, 1, 1, 2, 1))
    case("ReflectionPad2d", nn.ReflectionPad2d((1, 0, 2, 1)), F(1, 1, 3, 2))
    case("ReflectionPad3d", nn.ReflectionPad3d((1, 1, 0, 1, 1, 0)), F(1, 1, 2, 2, 2))
    case("ReplicationPad1d", nn.ReplicationPad1d((3, 1)), F(1, 2, 2))
    case("ReplicationPad3d", nn.ReplicationPad3d((1, 0, 0, 1, 2, 0)), F(1, 1, 2, 1, 2))
    case("ZeroPad2d.all_sides", nn.ZeroPad2d(1), F(1, 2, 1))
    case("Unfold.options", nn.Unfold(2, dilation=2, padding=1, stride=2), F(1, 2, 4, 3))
    case("Fold.options", nn.Fold((4, 3), (2, 2), dilation=(2, 1), padding=(1, 1), stride=(1, 2)), F(1, 4, 8))


def activations():
    for name, module in {
        "ReLU": nn.ReLU(),
        "ReLU6": nn.ReLU6(),
        "GELU": nn.GELU(),
        "GELU.tanh": nn.GELU(approximate="tanh"),
        "SiLU": nn.SiLU(),
        "Sigmoid": nn.Sigmoid(),
        "Tanh": nn.Tanh(),
        "ELU": nn.ELU(),
        "ELU.alpha": nn.ELU(0.5),
        "SELU": nn.SELU(),
        "CELU": nn.CELU(0.7),
        "LeakyReLU": nn.LeakyReLU(),
        "LeakyReLU.slope": nn.LeakyReLU(0.3),
        "Softplus": nn.Softplus(),
        "Softplus.beta": nn.Softplus(2, 1),
        "Softmax": nn.Softmax(-1),
        "LogSoftmax": nn.LogSoftmax(1),
        "Softmin": nn.Softmin(1),
        "Hardswish": nn.Hardswish(),
        "Hardsigmoid": nn.Hardsigmoid(),
        "Hardtanh": nn.Hardtanh(-1.5, 0.5),
        "Mish": nn.Mish(),
        "PReLU": nn.PReLU(),
        "PReLU.channels": nn.PReLU(4),
        "GLU": nn.GLU(),
        "Softsign": nn.Softsign(),
        "Tanhshrink": nn.Tanhshrink(),
        "Softshrink": nn.Softshrink(0.4),
        "Hardshrink": nn.Hardshrink(0.4),
        "Threshold": nn.Threshold(0.2, -3.0),
        "LogSigmoid": nn.LogSigmoid(),
        "Dropout.p_0": nn.Dropout(0.0),
        "Flatten": nn.Flatten(0),
        "Identity": nn.Identity(),
        "RReLU.eval": nn.RReLU(),
        "Dropout.eval": nn.Dropout(0.5),
        "AlphaDropout.eval": nn.AlphaDropout(0.5),
    }.items():
        case(name, module, F(3, 4, low=-3.5, high=3.5), training=not name.endswith(".eval"))
    case("Dropout1d.eval", nn.Dropout1d(), F(1, 2, 3), training=False)
    case("Dropout2d.eval", nn.Dropout2d(), F(1, 2, 2, 2), training=False)
    case("Dropout3d.eval", nn.Dropout3d(), F(1, 2, 2, 1, 2), training=False)
    case("FeatureAlphaDropout.eval", nn.FeatureAlphaDropout(), F(1, 2, 2, 2), training=False)
    case("Softmax2d.one_image", nn.Softmax2d(), F(3, 2, 2))
    case("Softmax2d", nn.Softmax2d(), F(1, 3, 2, 2))
    case("Flatten.default", nn.Flatten(), F(2, 2, 3))
    case("Unflatten", nn.Unflatten(1, (2, 2)), F(2, 4))
    case("CosineSimilarity", nn.CosineSimilarity(dim=1), F(2, 3), F(2, 3))
    case("PairwiseDistance", nn.PairwiseDistance(p=2.0), F(2, 3), F(2, 3))
    case("PairwiseDistance.p_1_keepdim", nn.PairwiseDistance(p=1.0, keepdim=True), F(2, 3), F(2, 3))
    case("Sequential", nn.Sequential(nn.Linear(3, 4), nn.GELU(), nn.Linear(4, 2)), F(2, 3))


def recurrent():
    case("RNN", nn.RNN(3, 2), F(4, 2, 3))
    case("RNN.relu_batch_first", nn.RNN(2, 3, nonlinearity="relu", batch_first=True), F(2, 3, 2), F(1, 2, 3))
    case("RNN.no_bias", nn.RNN(2, 2, bias=False), F(3, 1, 2))
    case("LSTM", nn.LSTM(3, 2), F(4, 2, 3))
    case("LSTM.initial_state", nn.LSTM(2, 3, batch_first=True), F(2, 3, 2), F(1, 2, 3), F(1, 2, 3),
         call=lambda m, x, h, c: m(x, (h, c)))
    case("LSTM.two_layers_bidirectional", nn.LSTM(2, 2, num_layers=2, bidirectional=True, batch_first=True),
         F(2, 3, 2))
    case("GRU", nn.GRU(3, 2), F(4, 2, 3))
    case("GRU.initial_state_bidirectional", nn.GRU(2, 2, bidirectional=True), F(3, 2, 2), F(2, 2, 2))
    case("GRU.two_layers", nn.GRU(2, 2, num_layers=2, batch_first=True), F(2, 3, 2))
    case("RNNCell", nn.RNNCell(3, 2), F(2, 3), F(2, 2))
    case("LSTMCell", nn.LSTMCell(3, 2), F(2, 3), F(2, 2), F(2, 2), call=lambda m, x, h, c: m(x, (h, c)))
    case("LSTMCell.no_state", nn.LSTMCell(3, 2), F(2, 3))
    case("GRUCell", nn.GRUCell(3, 2), F(2, 3), F(2, 2))


CAUSAL = [[False, True, True], [False, False, True], [False, False, False]]
PADDING = [[False, False, True], [False, False, False]]


def attention():
    case("MultiheadAttention", nn.MultiheadAttention(4, 2), F(3, 2, 4), F(5, 2, 4), F(5, 2, 4))
    case("MultiheadAttention.causal", nn.MultiheadAttention(4, 2), F(3, 2, 4), T(CAUSAL),
         call=lambda m, x, mask: m(x, x, x, attn_mask=mask))
    case("MultiheadAttention.padding", nn.MultiheadAttention(4, 2), F(3, 2, 4), T(PADDING),
         call=lambda m, x, mask: m(x, x, x, key_padding_mask=mask))
    case("MultiheadAttention.float_mask", nn.MultiheadAttention(4, 2), F(3, 2, 4), F(3, 3),
         call=lambda m, x, mask: m(x, x, x, attn_mask=mask))
    case("MultiheadAttention.no_weights", nn.MultiheadAttention(4, 2), F(3, 2, 4),
         call=lambda m, x: m(x, x, x, need_weights=False))
    case("MultiheadAttention.no_bias", nn.MultiheadAttention(4, 1, bias=False), F(3, 2, 4),
         call=lambda m, x: m(x, x, x))
    case("MultiheadAttention.kdim_vdim", nn.MultiheadAttention(4, 2, kdim=3, vdim=2), F(2, 1, 4), F(3, 1, 3),
         F(3, 1, 2))
    case("MultiheadAttention.bias_kv_zero", nn.MultiheadAttention(4, 2, add_bias_kv=True, add_zero_attn=True),
         F(2, 1, 4),
         call=lambda m, x: m(x, x, x))


def transformers():
    encoder = dict(d_model=4, nhead=2, dim_feedforward=5, dropout=0.0)
    case("TransformerEncoderLayer", nn.TransformerEncoderLayer(**encoder), F(3, 2, 4))
    case("TransformerEncoderLayer.gelu_mask", nn.TransformerEncoderLayer(**encoder, activation="gelu"),
         F(3, 2, 4),
         T(CAUSAL), T(PADDING), call=lambda m, x, a, p: m(x, src_mask=a, src_key_padding_mask=p))
    case("TransformerEncoderLayer.eval", nn.TransformerEncoderLayer(**encoder | {"dropout": 0.1}), F(3, 2, 4),
         training=False)
    case("TransformerDecoderLayer", nn.TransformerDecoderLayer(**encoder), F(3, 2, 4), F(2, 2, 4))
    case("TransformerDecoderLayer.masks_eval", nn.TransformerDecoderLayer(**encoder), F(3, 2, 4), F(2, 2, 4),
         T(CAUSAL),
         training=False, call=lambda m, x, memory, mask: m(x, memory, tgt_mask=mask))
    case("TransformerEncoder", nn.TransformerEncoder(nn.TransformerEncoderLayer(**encoder), 2), F(3, 2, 4),
         T(CAUSAL))
    case("TransformerDecoder", nn.TransformerDecoder(nn.TransformerDecoderLayer(**encoder), 2), F(2, 1, 4),
         F(3, 1, 4))
    case("Transformer", nn.Transformer(4, 2, 1, 1, 5, 0.0), F(3, 2, 4), F(2, 2, 4))


def main():
    for part in (linear_and_embedding, norms, convolutions, pools, places, activations, recurrent, attention,
                 transformers):
        part()
    write("layers.json", CASES)


if __name__ == "__main__":
    main()
