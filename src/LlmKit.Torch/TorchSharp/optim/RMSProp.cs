using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Divides the gradient by a running average of its size (Hinton 2012, lecture 6 of his course).
    /// </summary>
    public sealed class RMSProp : OptimizerHelper
    {
        internal RMSProp(IEnumerable<Modules.ParamGroup> groups, Options defaults) : base(groups, defaults)
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
                var alpha = o.alpha!.Value;
                state.Square ??= Zeros(parameter);
                state.Square.mul_((Scalar)alpha).addcmul_(g, g, 1 - alpha);
                var variance = state.Square;
                if (o.centered is true)
                {
                    state.Average ??= Zeros(parameter);
                    state.Average.mul_((Scalar)alpha).add_(g, 1 - alpha);
                    variance = state.Square.addcmul(state.Average, state.Average, -1);
                }

                var divisor = variance.sqrt().add_((Scalar)o.eps!.Value);
                if (o.momentum is { } momentum and not 0)
                {
                    state.Sum ??= Zeros(parameter);
                    state.Sum.mul_((Scalar)momentum).addcdiv_(g, divisor, 1);
                    parameter.add_(state.Sum, -o.Rate);
                }
                else
                {
                    parameter.addcdiv_(g, divisor, -o.Rate);
                }
            }
        }

        public sealed class Options : OptimizerOptions
        {
            /// <summary>Share of the running average that stays from step to step.</summary>
            public double? alpha { get; set; }

            /// <summary>Keeps the divisor away from 0.</summary>
            public double? eps { get; set; }

            /// <summary>Share of the parameter that is added to its gradient (L2).</summary>
            public double? weight_decay { get; set; }

            /// <summary>Share of the running sum of steps that stays; 0 keeps none.</summary>
            public double? momentum { get; set; }

            /// <summary>Divides by the standard deviation: the average gradient is taken out.</summary>
            public bool? centered { get; set; }

            /// <summary>Moves along the gradient, not against it.</summary>
            public bool? maximize { get; set; }

            protected internal override void Visit(StateVisitor visitor)
            {
                base.Visit(visitor);
                alpha = visitor.Visit(nameof(alpha), alpha);
                eps = visitor.Visit(nameof(eps), eps);
                weight_decay = visitor.Visit(nameof(weight_decay), weight_decay);
                momentum = visitor.Visit(nameof(momentum), momentum);
                centered = visitor.Visit(nameof(centered), centered);
                maximize = visitor.Visit(nameof(maximize), maximize);
            }

            protected internal override void Check()
            {
                base.Check();
                Require(alpha is >= 0, alpha, "at least 0");
                Require(eps is >= 0, eps, "at least 0");
                Require(weight_decay is >= 0, weight_decay, "at least 0");
                Require(momentum is >= 0, momentum, "at least 0");
            }
        }

        /// <summary>Parameters that share their numbers.</summary>
        public sealed class ParamGroup : ParamGroup<Options>, optim.IMomentum
        {
            public ParamGroup()
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }

            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99,
                double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false,
                bool maximize = false)
                : base(parameters, new()
                {
                    LearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay,
                    momentum = momentum, centered = centered, maximize = maximize,
                })
            {
            }

            public double Momentum { get => Options.momentum ?? 0; set => Options.momentum = value; }
        }

        private sealed class State : OptimizerState
        {
            public Tensor? Square;
            public Tensor? Average;
            public Tensor? Sum;

            protected internal override void Visit(StateVisitor visitor)
            {
                Square = visitor.Visit("square_avg", Square);
                Average = visitor.Visit("grad_avg", Average);
                Sum = visitor.Visit("momentum_buffer", Sum);
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
            /// <inheritdoc cref="Modules.RMSProp"/>
            /// <param name="lr">The rate before it is divided.</param>
            /// <param name="alpha">Share of the running average that stays from step to step.</param>
            /// <param name="eps">Keeps the divisor away from 0.</param>
            /// <param name="weight_decay">Share of the parameter that is added to its gradient (L2).</param>
            /// <param name="momentum">Share of the running sum of steps that stays; 0 keeps none.</param>
            /// <param name="centered">Divides by the standard deviation: the average gradient is taken
            /// out.</param>
            /// <param name="maximize">Moves along the gradient, not against it.</param>
            public static RMSProp RMSProp(
                IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99,
                double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false,
                bool maximize = false) =>
                RMSProp(
                    [new RMSProp.ParamGroup(parameters, new RMSProp.Options())], lr, alpha, eps,
                    weight_decay, momentum, centered, maximize);

            public static RMSProp RMSProp(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.01,
                double alpha = 0.99, double eps = 1e-8, double weight_decay = 0, double momentum = 0,
                bool centered = false, bool maximize = false) =>
                RMSProp(parameters.Select(pair => pair.parameter), lr, alpha, eps, weight_decay, momentum,
                    centered, maximize);

            public static RMSProp RMSProp(
                IEnumerable<RMSProp.ParamGroup> parameters, double lr = 0.01, double alpha = 0.99,
                double eps = 1e-8, double weight_decay = 0, double momentum = 0, bool centered = false,
                bool maximize = false) =>
                new(parameters, new()
                {
                    LearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay,
                    momentum = momentum, centered = centered, maximize = maximize,
                });
        }
    }
}
