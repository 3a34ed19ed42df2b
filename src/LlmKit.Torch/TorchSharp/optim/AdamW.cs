using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Adam with weight decay apart from the gradient (Loshchilov and Hutter 2017, arXiv:1711.05101).
    /// </summary>
    public sealed unsafe class AdamW : optim.Optimizer
    {
        private readonly List<ParamGroup> _groups = [];
        private readonly Dictionary<Parameter, State> _states = new(ReferenceEqualityComparer.Instance);

        internal AdamW(IEnumerable<ParamGroup> groups)
        {
            foreach (var group in groups) _groups.Add(group);
        }

        public override IEnumerable<optim.ILearningRateController> ParamGroups => _groups;

        public override IEnumerable<Parameter> parameters() => _groups.SelectMany(group => group.Parameters);

        public override Tensor? step(Func<Tensor>? closure = null)
        {
            Tensor? loss = null;
            if (closure is not null)
            {
                using var grad = enable_grad();
                loss = closure();
            }

            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            foreach (var group in _groups) Step(group);
            return loss;
        }

        protected override void Dispose(bool disposing)
        {
            foreach (var state in _states.Values) state.Dispose();
            _states.Clear();
            base.Dispose(disposing);
        }

        private void Step(ParamGroup group)
        {
            List<nint> parameters = [], gradients = [], averages = [], squares = [], maximums = [];
            var keep = new List<Tensor>();
            long fusedStep = 0;
            foreach (var parameter in group.Parameters)
            {
                if (parameter.grad is not { } gradient) continue;
                if (!_states.TryGetValue(parameter, out var state)) _states[parameter] = state = new(parameter);
                state.Steps++;
                if (!IsPlain(parameter, gradient) || (fusedStep != 0 && fusedStep != state.Steps))
                {
                    StepByOperators(group.Options, parameter, gradient, state);
                    continue;
                }

                fusedStep = state.Steps;
                parameters.Add(parameter.Handle);
                gradients.Add(gradient.Handle);
                averages.Add(state.Average.Handle);
                squares.Add(state.Square.Handle);
                if (group.Options.amsgrad) maximums.Add(state.Maximum.Handle);
                keep.Add(gradient);
            }

            if (parameters.Count == 0) return;
            var o = group.Options;
            fixed (nint* p = parameters.ToArray(), g = gradients.ToArray(), a = averages.ToArray(),
                s = squares.ToArray(), m = maximums.ToArray())
            {
                Native.Check(
                    Native.llmkit_fused_adamw(p, g, a, s, o.amsgrad ? m : null, parameters.Count, o.LearningRate, o.beta1, o.beta2, o.eps, o.weight_decay,
                        decoupled: 1, o.maximize ? 1 : 0, fusedStep),
                    nameof(AdamW));
            }

            GC.KeepAlive(keep);
        }

        private static bool IsPlain(Tensor parameter, Tensor gradient) =>
            parameter.dtype == ScalarType.Float32 && parameter.device_type == DeviceType.CPU && parameter.is_contiguous() && gradient.is_contiguous();

        private static void StepByOperators(Options o, Tensor parameter, Tensor gradient, State state)
        {
            if (o.maximize) gradient = -gradient;
            double correction1 = 1 - Math.Pow(o.beta1, state.Steps), correction2 = 1 - Math.Pow(o.beta2, state.Steps);
            parameter.mul_((Scalar)(1 - o.LearningRate * o.weight_decay));
            state.Average.mul_((Scalar)o.beta1).add_(gradient, 1 - o.beta1);
            state.Square.mul_((Scalar)o.beta2).addcmul_(gradient, gradient, 1 - o.beta2);
            var square = state.Square;
            if (o.amsgrad)
            {
                using var larger = state.Maximum.maximum(square);
                square = state.Maximum.copy_(larger);
            }

            var scale = (square.sqrt() / Math.Sqrt(correction2)).add_((Scalar)o.eps);
            parameter.addcdiv_(state.Average, scale, -o.LearningRate / correction1);
        }

        /// <summary>The numbers of a group.</summary>
        public sealed class Options
        {
            public double LearningRate { get; set; }

            public double InitialLearningRate { get; set; }

            public double beta1 { get; set; }

            public double beta2 { get; set; }

            public double eps { get; set; }

            public double weight_decay { get; set; }

            public bool amsgrad { get; set; }

            public bool maximize { get; set; }
        }

        /// <summary>Parameters that share their numbers.</summary>
        public sealed class ParamGroup : optim.ILearningRateController
        {
            public ParamGroup() : this([])
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) =>
                (Parameters, Options) = ([.. parameters], options);

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08,
                double weight_decay = 0.01, bool amsgrad = false, bool maximize = false)
            {
                Parameters = [.. parameters];
                Options = new()
                {
                    LearningRate = lr, InitialLearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay,
                    amsgrad = amsgrad, maximize = maximize,
                };
            }

            public IReadOnlyList<Parameter> Parameters { get; }

            public Options Options { get; }

            public double LearningRate { get => Options.LearningRate; set => Options.LearningRate = value; }

            public double InitialLearningRate { get => Options.InitialLearningRate; set => Options.InitialLearningRate = value; }
        }

        private sealed class State(Tensor parameter) : IDisposable
        {
            private Tensor? _maximum;

            /// <summary>The largest square so far, for amsgrad.</summary>
            public Tensor Maximum => _maximum ??= zeros_like(Square).DetachFromDisposeScope();

            public long Steps { get; set; }

            public Tensor Average { get; } = zeros_like(parameter).DetachFromDisposeScope();

            public Tensor Square { get; } = zeros_like(parameter).DetachFromDisposeScope();

            public void Dispose()
            {
                Average.Dispose();
                Square.Dispose();
                _maximum?.Dispose();
            }
        }
    }
}

namespace TorchSharp
{
    using TorchSharp.Modules;

    public static partial class torch
    {
        public static partial class optim
        {
            /// <param name="weight_decay">0.01 as in PyTorch; TorchSharp has 0.</param>
            public static AdamW AdamW(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1E-08, double weight_decay = 0.01, bool amsgrad = false, bool maximize = false) =>
                new([new AdamW.ParamGroup(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)]);

            public static AdamW AdamW(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.001,
                double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0.01,
                bool amsgrad = false, bool maximize = false) =>
                AdamW(parameters.Select(named => named.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static AdamW AdamW(IEnumerable<AdamW.ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999,
                double eps = 1E-08, double weight_decay = 0.01, bool amsgrad = false, bool maximize = false) => new(parameters);
        }
    }
}
