using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Gated recurrent units (Cho et al. 2014, arXiv:1406.1078): a reset and an update gate decide what of the old
    /// state remains. The rows of each weight are in the order reset, update, new.
    /// </summary>
    public sealed class GRU : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
    {
        private static readonly Recurrence s_recurrence = new(nameof(GRU), new("gru.input"), new("gru.data"), States: 1);

        private readonly RecurrentOptions _options;
        private readonly Parameter[] _weights;

        internal GRU(RecurrentOptions options) : base(nameof(GRU))
        {
            _options = options;
            _weights = options.Register(this, gates: 3);
        }

        /// <param name="input">(T, B, C), (B, T, C) if the layer is batch-first, or (T, C).</param>
        /// <param name="h0">(layers·directions, B, hidden); zeros unless given.</param>
        /// <returns>All states of the last layer, and the last state of each layer.</returns>
        public override (Tensor, Tensor) forward(Tensor input, Tensor? h0) =>
            s_recurrence.Run(_options, _weights, training, input, h0 is null ? null : [h0]) is [var output, var last] ? (output, last) : default;

        public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

        /// <summary>The same over sequences of several lengths.</summary>
        public (PackedSequence, Tensor) call(PackedSequence input, Tensor? h0 = null)
        {
            var (output, states) = s_recurrence.Run(_options, _weights, training, input, h0 is null ? null : [h0]);
            return (output, states[0]);
        }

        protected override string ExtraDescription() => _options.Description();
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
            public static GRU GRU(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false,
                double dropout = 0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype));
        }
    }
}
