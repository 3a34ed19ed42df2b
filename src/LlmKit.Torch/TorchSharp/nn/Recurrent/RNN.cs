using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Modules
{
    /// <summary>h_t = tanh(W·x_t + b + U·h_{t-1} + c), layer upon layer (Elman 1990); ReLU instead of tanh if asked.</summary>
    public sealed class RNN : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
    {
        private static readonly Recurrence
            s_tanh = new(nameof(RNN), new("rnn_tanh.input"), new("rnn_tanh.data"), States: 1),
            s_relu = new(nameof(RNN), new("rnn_relu.input"), new("rnn_relu.data"), States: 1);

        private readonly Recurrence _recurrence;
        private readonly RecurrentOptions _options;
        private readonly Parameter[] _weights;

        internal RNN(RecurrentOptions options, nn.NonLinearities nonLinearity) : base(nameof(RNN))
        {
            _recurrence = nonLinearity == nn.NonLinearities.ReLU ? s_relu : s_tanh;
            _options = options;
            _weights = options.Register(this, gates: 1);
        }

        /// <param name="input">(T, B, C), (B, T, C) if the layer is batch-first, or (T, C).</param>
        /// <param name="h0">(layers·directions, B, hidden); zeros unless given.</param>
        /// <returns>All states of the last layer, and the last state of each layer.</returns>
        public override (Tensor, Tensor) forward(Tensor input, Tensor? h0) =>
            _recurrence.Run(_options, _weights, training, input, h0 is null ? null : [h0]) is [var output, var last] ? (output, last) : default;

        public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

        /// <summary>The same over sequences of several lengths.</summary>
        public (PackedSequence, Tensor) call(PackedSequence input, Tensor? h0 = null)
        {
            var (output, states) = _recurrence.Run(_options, _weights, training, input, h0 is null ? null : [h0]);
            return (output, states[0]);
        }

        protected override string ExtraDescription() =>
            _options.Description();
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
            public static RNN RNN(long inputSize, long hiddenSize, long numLayers = 1, NonLinearities nonLinearity = NonLinearities.Tanh,
                bool bias = true, bool batchFirst = false, double dropout = 0, bool bidirectional = false,
                Device? device = null, ScalarType? dtype = null) =>
                new(new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype), nonLinearity);
        }
    }
}
