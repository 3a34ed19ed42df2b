using LlmKit.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The weights of one step of a recurrent layer: weight_ih, weight_hh, bias_ih, bias_hh.</summary>
    internal sealed class CellWeights
    {
        private readonly string _name;
        private readonly long _input, _hidden;
        private readonly Parameter _weightIh, _weightHh;
        private readonly Parameter? _biasIh, _biasHh;

        public CellWeights(nn.Module module, int gates, long input, long hidden, bool bias, Device? device, ScalarType? dtype)
        {
            RecurrentWeights.CheckSizes(input, hidden);
            (_name, _input, _hidden) = (module.GetName(), input, hidden);
            _weightIh = Add("weight_ih", [gates * hidden, input]);
            _weightHh = Add("weight_hh", [gates * hidden, hidden]);
            if (!bias) return;
            _biasIh = Add("bias_ih", [gates * hidden]);
            _biasHh = Add("bias_hh", [gates * hidden]);

            Parameter Add(string name, long[] shape)
            {
                var parameter = RecurrentWeights.Draw(shape, hidden, device, dtype);
                module.register_parameter(name, parameter);
                return parameter;
            }
        }

        public string Description => $"{_input}, {_hidden}{(_biasIh is null ? ", bias=False" : "")}";

        /// <summary>One step for (B, C), or for (C) alone.</summary>
        public Tensor[] Step(Operator operation, Tensor input, Tensor[]? states, int stateCount)
        {
            if (input.dim() is not (1 or 2) || input.size(-1) != _input)
                throw new ArgumentException($"{_name}: the input has the shape ({string.Join(", ", input.shape)}). It must be (B, {_input}) or ({_input}).", nameof(input));

            using var scope = NewDisposeScope();
            var isBatched = input.dim() == 2;
            if (!isBatched) input = input.unsqueeze(0);
            states = states is null
                ? [.. Enumerable.Repeat(zeros([input.size(0), _hidden], input.dtype, input.device), stateCount)]
                : [.. states.Select(state => isBatched ? state : state.unsqueeze(0))];

            Tensor[] results;
            if (stateCount == 1) results = [operation.Call([input, states[0], _weightIh, _weightHh, _biasIh, _biasHh])];
            else
            {
                var (h, c) = operation.Call2([input, states, _weightIh, _weightHh, _biasIh, _biasHh]);
                results = [h, c];
            }

            return [.. results.Select(state => (isBatched ? state : state.squeeze(0)).MoveToOuterDisposeScope())];
        }
    }

    /// <summary>One step of <see cref="RNN"/>.</summary>
    public sealed class RNNCell : nn.Module<Tensor, Tensor?, Tensor>
    {
        private static readonly Operator s_tanh = new("rnn_tanh_cell"), s_relu = new("rnn_relu_cell");

        private readonly Operator _step;
        private readonly CellWeights _weights;

        internal RNNCell(long input, long hidden, nn.NonLinearities nonLinearity, bool bias, Device? device, ScalarType? dtype) : base(nameof(RNNCell))
        {
            _step = nonLinearity == nn.NonLinearities.ReLU ? s_relu : s_tanh;
            _weights = new(this, 1, input, hidden, bias, device, dtype);
        }

        /// <param name="h0">(B, hidden); zeros unless given.</param>
        public override Tensor forward(Tensor input, Tensor? h0) => _weights.Step(_step, input, h0 is null ? null : [h0], 1)[0];

        public new Tensor call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

        protected override string ExtraDescription() => _weights.Description + (_step == s_relu ? ", nonlinearity=relu" : "");
    }

    /// <summary>One step of <see cref="GRU"/>.</summary>
    public sealed class GRUCell : nn.Module<Tensor, Tensor?, Tensor>
    {
        private static readonly Operator s_step = new("gru_cell");

        private readonly CellWeights _weights;

        internal GRUCell(long input, long hidden, bool bias, Device? device, ScalarType? dtype) : base(nameof(GRUCell)) =>
            _weights = new(this, 3, input, hidden, bias, device, dtype);

        /// <param name="h0">(B, hidden); zeros unless given.</param>
        public override Tensor forward(Tensor input, Tensor? h0) => _weights.Step(s_step, input, h0 is null ? null : [h0], 1)[0];

        public new Tensor call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

        protected override string ExtraDescription() => _weights.Description;
    }

    /// <summary>One step of <see cref="LSTM"/>.</summary>
    public sealed class LSTMCell : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>
    {
        private static readonly Operator s_step = new("lstm_cell");

        private readonly CellWeights _weights;

        internal LSTMCell(long input, long hidden, bool bias, Device? device, ScalarType? dtype) : base(nameof(LSTMCell)) =>
            _weights = new(this, 4, input, hidden, bias, device, dtype);

        /// <param name="h0_c0">Hidden and cell state, each (B, hidden); zeros unless given.</param>
        /// <returns>The next hidden and cell state.</returns>
        public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0) =>
            _weights.Step(s_step, input, h0_c0 is var (h, c) ? [h, c] : null, 2) is [var hidden, var cell] ? (hidden, cell) : default;

        public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

        protected override string ExtraDescription() => _weights.Description;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static RNNCell RNNCell(long inputSize, long hiddenSize, NonLinearities nonLinearity = NonLinearities.Tanh,
                bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, nonLinearity, bias, device, dtype);

            public static GRUCell GRUCell(long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, bias, device, dtype);

            public static LSTMCell LSTMCell(long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, bias, device, dtype);
        }
    }
}
