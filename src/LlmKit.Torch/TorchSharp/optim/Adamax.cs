using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Adam with the largest gradient in place of the average square (Kingma and Ba 2014, arXiv:1412.6980,
    /// §7.1).
    /// </summary>
    public sealed class Adamax : OptimizerHelper
    {
        internal Adamax(IEnumerable<Modules.ParamGroup> groups, Options defaults) : base(groups, defaults)
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
                state.Steps++;
                state.Average ??= Zeros(parameter);
                state.Largest ??= Zeros(parameter);
                state.Average.mul_((Scalar)o.beta1!.Value).add_(g, 1 - o.beta1.Value);
                state.Largest.mul_((Scalar)o.beta2!.Value);
                state.Largest.copy_(state.Largest.maximum(g.abs().add_((Scalar)o.eps!.Value)));
                var rate = o.Rate / (1 - Math.Pow(o.beta1.Value, state.Steps));
                parameter.addcdiv_(state.Average, state.Largest, -rate);
            }
        }

        public sealed class Options : MomentOptions
        {
            /// <summary>Moves along the gradient, not against it.</summary>
            public bool? maximize { get; set; }

            protected internal override void Visit(StateVisitor visitor)
            {
                base.Visit(visitor);
                maximize = visitor.Visit(nameof(maximize), maximize);
            }
        }

        /// <summary>Parameters that share their numbers.</summary>
        public sealed class ParamGroup : MomentGroup<Options>
        {
            public ParamGroup()
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }

            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 0.002, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool maximize = false)
                : base(parameters, new()
                {
                    LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps,
                    weight_decay = weight_decay, maximize = maximize,
                })
            {
            }
        }

        private sealed class State : OptimizerState
        {
            public long Steps;
            public Tensor? Average;
            public Tensor? Largest;

            protected internal override void Visit(StateVisitor visitor)
            {
                Steps = visitor.Visit("step", Steps);
                Average = visitor.Visit("exp_avg", Average);
                Largest = visitor.Visit("exp_inf", Largest);
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
            /// <inheritdoc cref="Modules.Adamax"/>
            /// <param name="lr">About how far a weight moves in one step.</param>
            /// <param name="beta1">Share of the average gradient that stays from step to step.</param>
            /// <param name="beta2">Share of the largest gradient that stays from step to step.</param>
            /// <param name="eps">Keeps the divisor away from 0.</param>
            /// <param name="weight_decay">Share of the parameter that is added to its gradient (L2).</param>
            /// <param name="maximize">Moves along the gradient, not against it.</param>
            public static Adamax Adamax(
                IEnumerable<Parameter> parameters, double lr = 0.002, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool maximize = false) =>
                Adamax(
                    [new Adamax.ParamGroup(parameters, new Adamax.Options())], lr, beta1, beta2, eps,
                    weight_decay, maximize);

            public static Adamax Adamax(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.002,
                double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0,
                bool maximize = false) =>
                Adamax(parameters.Select(pair => pair.parameter), lr, beta1, beta2, eps, weight_decay,
                    maximize);

            public static Adamax Adamax(
                IEnumerable<Adamax.ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool maximize = false) =>
                new(parameters, new()
                {
                    LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps,
                    weight_decay = weight_decay, maximize = maximize,
                });
        }
    }
}
