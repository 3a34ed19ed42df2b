using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// As Adagrad, over a window of gradients, and in the units of the weights: no rate to choose
    /// (Zeiler 2012, arXiv:1212.5701).
    /// </summary>
    public sealed class Adadelta : OptimizerHelper
    {
        internal Adadelta(IEnumerable<Modules.ParamGroup> groups, Options defaults) : base(groups, defaults)
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
                var (rho, eps) = (o.rho!.Value, o.eps!.Value);
                state.Square ??= Zeros(parameter);
                state.Moved ??= Zeros(parameter);
                state.Square.mul_((Scalar)rho).addcmul_(g, g, 1 - rho);
                var size = state.Square.add((Scalar)eps).sqrt_();
                var delta = state.Moved.add((Scalar)eps).sqrt_().div_(size).mul_(g);
                state.Moved.mul_((Scalar)rho).addcmul_(delta, delta, 1 - rho);
                parameter.add_(delta, -o.Rate);
            }
        }

        public sealed class Options : OptimizerOptions
        {
            /// <summary>Share of the running averages that stays from step to step.</summary>
            public double? rho { get; set; }

            /// <summary>Keeps the divisor away from 0.</summary>
            public double? eps { get; set; }

            /// <summary>Share of the parameter that is added to its gradient (L2).</summary>
            public double? weight_decay { get; set; }

            /// <summary>Moves along the gradient, not against it.</summary>
            public bool? maximize { get; set; }

            protected internal override void Visit(StateVisitor visitor)
            {
                base.Visit(visitor);
                rho = visitor.Visit(nameof(rho), rho);
                eps = visitor.Visit(nameof(eps), eps);
                weight_decay = visitor.Visit(nameof(weight_decay), weight_decay);
                maximize = visitor.Visit(nameof(maximize), maximize);
            }

            protected internal override void Check()
            {
                base.Check();
                Require(rho is >= 0 and <= 1, rho, "at least 0 and at most 1");
                Require(eps is >= 0, eps, "at least 0");
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
                IEnumerable<Parameter> parameters, double lr = 1.0, double rho = 0.9, double eps = 1e-6,
                double weight_decay = 0, bool maximize = false)
                : base(parameters, new()
                {
                    LearningRate = lr, rho = rho, eps = eps, weight_decay = weight_decay,
                    maximize = maximize,
                })
            {
            }
        }

        private sealed class State : OptimizerState
        {
            public Tensor? Square;
            public Tensor? Moved;

            protected internal override void Visit(StateVisitor visitor)
            {
                Square = visitor.Visit("square_avg", Square);
                Moved = visitor.Visit("acc_delta", Moved);
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
            /// <inheritdoc cref="Modules.Adadelta"/>
            /// <param name="lr">Factor on the step.</param>
            /// <param name="rho">Share of the running averages that stays from step to step.</param>
            /// <param name="eps">Keeps the divisor away from 0.</param>
            /// <param name="weight_decay">Share of the parameter that is added to its gradient (L2).</param>
            /// <param name="maximize">Moves along the gradient, not against it.</param>
            public static Adadelta Adadelta(
                IEnumerable<Parameter> parameters, double lr = 1.0, double rho = 0.9, double eps = 1e-6,
                double weight_decay = 0, bool maximize = false) =>
                Adadelta(
                    [new Adadelta.ParamGroup(parameters, new Adadelta.Options())], lr, rho, eps,
                    weight_decay, maximize);

            public static Adadelta Adadelta(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1.0,
                double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false) =>
                Adadelta(parameters.Select(pair => pair.parameter), lr, rho, eps, weight_decay, maximize);

            public static Adadelta Adadelta(
                IEnumerable<Adadelta.ParamGroup> parameters, double lr = 1.0, double rho = 0.9,
                double eps = 1e-6, double weight_decay = 0, bool maximize = false) =>
                new(parameters, new()
                {
                    LearningRate = lr, rho = rho, eps = eps, weight_decay = weight_decay,
                    maximize = maximize,
                });
        }
    }
}
