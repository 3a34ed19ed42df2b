using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>Recurrent layers, attention, Transformers: the modules of Golden/make_layers.py.</summary>
internal static class SequenceLayers
{
    public static LayerTable Table { get; } = new()
    {
        { "RNN", () => nn.RNN(3, 2), (m, x) => m.call(x[0]) },
        { "RNN.relu_batch_first", () => nn.RNN(2, 3, nonLinearity: nn.NonLinearities.ReLU, batchFirst: true),
            (m, x) => m.call(x[0], x[1]) },
        { "RNN.no_bias", () => nn.RNN(2, 2, bias: false), (m, x) => m.call(x[0]) },
        { "LSTM", () => nn.LSTM(3, 2), (m, x) => m.call(x[0]) },
        { "LSTM.initial_state", () => nn.LSTM(2, 3, batchFirst: true), (m, x) => m.call(x[0], (x[1], x[2])) },
        { "LSTM.two_layers_bidirectional", () => nn.LSTM(2, 2, numLayers: 2, batchFirst: true, bidirectional: true),
            (m, x) => m.call(x[0]) },
        { "GRU", () => nn.GRU(3, 2), (m, x) => m.call(x[0]) },
        { "GRU.initial_state_bidirectional", () => nn.GRU(2, 2, bidirectional: true), (m, x) => m.call(x[0], x[1]) },
        { "GRU.two_layers", () => nn.GRU(2, 2, numLayers: 2, batchFirst: true), (m, x) => m.call(x[0]) },
        { "RNNCell", () => nn.RNNCell(3, 2), (m, x) => m.call(x[0], x[1]) },
        { "LSTMCell", () => nn.LSTMCell(3, 2), (m, x) => m.call(x[0], (x[1], x[2])) },
        { "LSTMCell.no_state", () => nn.LSTMCell(3, 2), (m, x) => m.call(x[0]) },
        { "GRUCell", () => nn.GRUCell(3, 2), (m, x) => m.call(x[0], x[1]) },

        { "MultiheadAttention", () => nn.MultiheadAttention(4, 2), (m, x) => Both(m.call(x[0], x[1], x[2], null, true, null)) },
        { "MultiheadAttention.causal", () => nn.MultiheadAttention(4, 2),
            (m, x) => Both(m.call(x[0], x[0], x[0], null, true, x[1])) },
        { "MultiheadAttention.padding", () => nn.MultiheadAttention(4, 2),
            (m, x) => Both(m.call(x[0], x[0], x[0], x[1], true, null)) },
        { "MultiheadAttention.float_mask", () => nn.MultiheadAttention(4, 2),
            (m, x) => Both(m.call(x[0], x[0], x[0], null, true, x[1])) },
        { "MultiheadAttention.no_weights", () => nn.MultiheadAttention(4, 2),
            (m, x) => m.call(x[0], x[0], x[0], null, false, null).Item1 },
        { "MultiheadAttention.no_bias", () => nn.MultiheadAttention(4, 1, bias: false),
            (m, x) => Both(m.call(x[0], x[0], x[0], null, true, null)) },
        { "MultiheadAttention.kdim_vdim", () => nn.MultiheadAttention(4, 2, kdim: 3, vdim: 2),
            (m, x) => Both(m.call(x[0], x[1], x[2], null, true, null)) },
        { "MultiheadAttention.bias_kv_zero", () => nn.MultiheadAttention(4, 2, add_bias_kv: true, add_zero_attn: true),
            (m, x) => Both(m.call(x[0], x[0], x[0], null, true, null)) },

        { "TransformerEncoderLayer", () => nn.TransformerEncoderLayer(4, 2, 5, 0), (m, x) => m.call(x[0], null!, null!) },
        { "TransformerEncoderLayer.gelu_mask", () => nn.TransformerEncoderLayer(4, 2, 5, 0, nn.Activations.GELU),
            (m, x) => m.call(x[0], x[1], x[2]) },
        { "TransformerEncoderLayer.eval", () => nn.TransformerEncoderLayer(4, 2, 5, 0.1),
            (m, x) => m.call(x[0], null!, null!) },
        { "TransformerDecoderLayer", () => nn.TransformerDecoderLayer(4, 2, 5, 0), (m, x) => m.call(x[0], x[1], null!, null!, null!, null!) },
        { "TransformerDecoderLayer.masks_eval", () => nn.TransformerDecoderLayer(4, 2, 5, 0),
            (m, x) => m.call(x[0], x[1], x[2], null!, null!, null!) },
        { "TransformerEncoder", () => nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 5, 0), 2),
            (m, x) => m.call(x[0], x[1], null!) },
        { "TransformerDecoder", () => nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 5, 0), 2),
            (m, x) => m.call(x[0], x[1], null!, null!, null!, null!) },
        { "Transformer", () => nn.Transformer(4, 2, 1, 1, 5, 0), (m, x) => m.call(x[0], x[1]) },
    };

    private static Outputs Both((Tensor, Tensor) outputs) => outputs;
}
