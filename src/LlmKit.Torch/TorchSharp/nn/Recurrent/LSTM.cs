using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Long short-term memory (Hochreiter and Schmidhuber 1997, with forget gates): a cell that gates write to,
    /// clear and read. The rows of each weight are in the order input, forget, cell, output.
    /// </summary>
    public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
    {
        private static readonly Recurrence s_recurrence = new(nameof(LSTM), new("lstm.input"), new("lstm.data"), States: 2);

        private readonly RecurrentOptions _options;
        private readonly Parameter[] _weights;

        internal LSTM(RecurrentOptions options) : base(nameof(LSTM))
        {
            _options = options;
            _weights = options.Register(this, gates: 4);
        }

        /// <param name="input">(T, B, C), (B, T, C) if the layer is batch-first, or (T, C).</param>
        /// <param name="h0_c0">First hidden and cell state, each (layers·directions, B, hidden); zeros unless given.</param>
        /// <returns>All hidden states of the last layer, and each layer's last hidden and cell state.</returns>
        public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0) =>
            s_recurrence.Run(_options, _weights, training, input, States(h0_c0)) is [var output, var h, var c] ? (output, h, c) : default;

        public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

        /// <summary>The same over sequences of several lengths.</summary>
        public (PackedSequence, Tensor, Tensor) call(PackedSequence input, (Tensor, Tensor)? h0_c0 = null)
        {
            var (output, states) = s_recurrence.Run(_options, _weights, training, input, States(h0_c0));
            return (output, states[0], states[1]);
        }

        protected override string ExtraDescription() => _options.Description();

        private static Tensor[]? States((Tensor, Tensor)? states) => states is var (h, c) ? [h, c] : null;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <param name="batchFirst">Whether inputs and outputs are (B, T, C) instead of (T, B, C).</param>
            /// <param name="dropout">Share dropped between layers in training.</param>
            public static LSTM LSTM(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false,
                double dropout = 0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype));
        }
    }
}
