using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Adam that looks one step of momentum ahead (Dozat 2016, ICLR workshop).
    /// </summary>
    public sealed class NAdam : OptimizerHelper
    {
        internal NAdam(IEnumerable<Modules.ParamGroup> groups, Options defaults) : base(groups, defaults)
        {
        }

        protected override OptimizerState NewState() => new State();

        protected override void Step(Modules.ParamGroup group)
        {
            var o = (Options)group.Options!;
            foreach (var (parameter, gradient, state) in Due<State>(group))
            {
                var g = gradient;
                if (o.weight_decay is { } decay and not 0) g = g.add(parameter, decay);
                var (beta1, beta2, slowness) = (o.beta1!.Value, o.beta2!.Value, o.momentum_decay!.Value);
                state.Steps++;
                state.Average ??= Zeros(parameter);
                state.Square ??= Zeros(parameter);
                var momentum = beta1 * (1 - 0.5 * Math.Pow(0.96, state.Steps * slowness));
                var next = beta1 * (1 - 0.5 * Math.Pow(0.96, (state.Steps + 1) * slowness));
                state.Product *= momentum;

                state.Average.mul_((Scalar)beta1).add_(g, 1 - beta1);
                state.Square.mul_((Scalar)beta2).addcmul_(g, g, 1 - beta2);
                var square = state.Square / (1 - Math.Pow(beta2, state.Steps));
                var divisor = square.sqrt_().add_((Scalar)o.eps!.Value);
                parameter.addcdiv_(g, divisor, -o.Rate * (1 - momentum) / (1 - state.Product));
                parameter.addcdiv_(state.Average, divisor, -o.Rate * next / (1 - state.Product * next));
            }
        }

        public sealed class Options : MomentOptions
        {
            /// <summary>How fast the momentum comes to its full share.</summary>
            public double? momentum_decay { get; set; }

            protected internal override void Visit(StateVisitor visitor)
            {
                base.Visit(visitor);
                momentum_decay = visitor.Visit(nameof(momentum_decay), momentum_decay);
            }

            protected internal override void Check()
            {
                base.Check();
                Require(momentum_decay is >= 0, momentum_decay, "at least 0");
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
                double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0,
                double momentum_decay = 4e-3)
                : base(parameters, new()
                {
                    LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps,
                    weight_decay = weight_decay, momentum_decay = momentum_decay,
                })
            {
            }
        }

        private sealed class State : OptimizerState
        {
            public long Steps;
            public double Product = 1;
            public Tensor? Average;
            public Tensor? Square;

            protected internal override void Visit(StateVisitor visitor)
            {
                Steps = visitor.Visit("step", Steps);
                Product = visitor.Visit("mu_product", Product);
                Average = visitor.Visit("exp_avg", Average);
                Square = visitor.Visit("exp_avg_sq", Square);
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
            /// <inheritdoc cref="Modules.NAdam"/>
            /// <param name="lr">About how far a weight moves in one step.</param>
            /// <param name="beta1">Share of the average gradient that stays from step to step.</param>
            /// <param name="beta2">Share of the average square that stays from step to step.</param>
            /// <param name="eps">Keeps the divisor away from 0.</param>
            /// <param name="weight_decay">Share of the parameter that is added to its gradient (L2).</param>
            /// <param name="momentum_decay">How fast the momentum comes to its full share.</param>
            public static NAdam NAdam(
                IEnumerable<Parameter> parameters, double lr = 0.002, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0,
                double momentum_decay = 4e-3) =>
                NAdam(
                    [new NAdam.ParamGroup(parameters, new NAdam.Options())], lr, beta1, beta2, eps,
                    weight_decay, momentum_decay);

            public static NAdam NAdam(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.002,
                double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0,
                double momentum_decay = 4e-3) =>
                NAdam(parameters.Select(pair => pair.parameter), lr, beta1, beta2, eps, weight_decay,
                    momentum_decay);

            public static NAdam NAdam(
                IEnumerable<NAdam.ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0,
                double momentum_decay = 4e-3) =>
                new(parameters, new()
                {
                    LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps,
                    weight_decay = weight_decay, momentum_decay = momentum_decay,
                });
        }
    }
}
