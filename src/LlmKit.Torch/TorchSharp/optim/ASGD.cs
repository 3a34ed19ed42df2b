using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Gradient descent that also averages the weights it passes (Polyak and Juditsky 1992).
    /// </summary>
    /// <remarks>The average is the state's <c>ax</c>; the parameters themselves are not averaged.</remarks>
    public sealed class ASGD : OptimizerHelper
    {
        internal ASGD(IEnumerable<Modules.ParamGroup> groups, Options defaults) : base(groups, defaults)
        {
        }

        protected override OptimizerState NewState() => new State();

        protected override void Step(Modules.ParamGroup group)
        {
            var o = (Options)group.Options!;
            foreach (var (parameter, gradient, state) in Due<State>(group))
            {
                var g = o.maximize is true ? -gradient : gradient;
                if (o.weight_decay is { } decay and not 0) g = g.add(parameter, decay);
                if (state.Steps++ == 0) state.Rate = o.Rate;
                state.Average ??= Zeros(parameter);
                parameter.mul_((Scalar)(1 - o.lambd!.Value * state.Rate));
                parameter.add_(g, -state.Rate);
                if (state.Share == 1) state.Average.copy_(parameter);
                else state.Average.add_(parameter.sub(state.Average), state.Share);
                state.Rate = o.Rate / Math.Pow(1 + o.lambd.Value * o.Rate * state.Steps, o.alpha!.Value);
                state.Share = 1 / Math.Max(1, state.Steps - o.t0!.Value);
            }
        }

        public sealed class Options : OptimizerOptions
        {
            /// <summary>Share of a weight that each step takes off.</summary>
            public double? lambd { get; set; }

            /// <summary>Power by which the rate falls.</summary>
            public double? alpha { get; set; }

            /// <summary>Steps before averaging begins.</summary>
            public double? t0 { get; set; }

            /// <summary>Share of the parameter that is added to its gradient (L2).</summary>
            public double? weight_decay { get; set; }

            /// <summary>Moves along the gradient, not against it.</summary>
            public bool? maximize { get; set; }

            protected internal override void Visit(StateVisitor visitor)
            {
                base.Visit(visitor);
                lambd = visitor.Visit(nameof(lambd), lambd);
                alpha = visitor.Visit(nameof(alpha), alpha);
                t0 = visitor.Visit(nameof(t0), t0);
                weight_decay = visitor.Visit(nameof(weight_decay), weight_decay);
                maximize = visitor.Visit(nameof(maximize), maximize);
            }

            protected internal override void Check()
            {
                base.Check();
                Require(lambd is >= 0, lambd, "at least 0");
                Require(alpha is >= 0, alpha, "at least 0");
                Require(weight_decay is >= 0, weight_decay, "at least 0");
            }
        }

        /// <summary>Parameters that share their numbers.</summary>
        public sealed class ParamGroup : ParamGroup<Options>
        {
            public ParamGroup()
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }

            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 1e-2, double lambd = 1e-4,
                double alpha = 0.75, double t0 = 1e6, double weight_decay = 0, bool maximize = false)
                : base(parameters, new()
                {
                    LearningRate = lr, lambd = lambd, alpha = alpha, t0 = t0, weight_decay = weight_decay,
                    maximize = maximize,
                })
            {
            }
        }

        private sealed class State : OptimizerState
        {
            public long Steps;
            public double Rate = double.NaN;
            public double Share = 1;
            public Tensor? Average;

            protected internal override void Visit(StateVisitor visitor)
            {
                Steps = visitor.Visit("step", Steps);
                Rate = visitor.Visit("eta", Rate);
                Share = visitor.Visit("mu", Share);
                Average = visitor.Visit("ax", Average);
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
            /// <inheritdoc cref="Modules.ASGD"/>
            /// <param name="lr">The first rate. PyTorch's default; TorchSharp has 0.001.</param>
            /// <param name="lambd">Share of a weight that each step takes off.</param>
            /// <param name="alpha">Power by which the rate falls.</param>
            /// <param name="t0">Steps before averaging begins.</param>
            /// <param name="weight_decay">Share of the parameter that is added to its gradient (L2).</param>
            /// <param name="maximize">Moves along the gradient, not against it.</param>
            public static ASGD ASGD(
                IEnumerable<Parameter> parameters, double lr = 1e-2, double lambd = 1e-4,
                double alpha = 0.75, double t0 = 1e6, double weight_decay = 0, bool maximize = false) =>
                ASGD(
                    [new ASGD.ParamGroup(parameters, new ASGD.Options())], lr, lambd, alpha, t0,
                    weight_decay, maximize);

            public static ASGD ASGD(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-2,
                double lambd = 1e-4, double alpha = 0.75, double t0 = 1e6, double weight_decay = 0,
                bool maximize = false) =>
                ASGD(parameters.Select(pair => pair.parameter), lr, lambd, alpha, t0, weight_decay,
                    maximize);

            public static ASGD ASGD(
                IEnumerable<ASGD.ParamGroup> parameters, double lr = 1e-2, double lambd = 1e-4,
                double alpha = 0.75, double t0 = 1e6, double weight_decay = 0, bool maximize = false) =>
                new(parameters, new()
                {
                    LearningRate = lr, lambd = lambd, alpha = alpha, t0 = t0, weight_decay = weight_decay,
                    maximize = maximize,
                });
        }
    }
}
