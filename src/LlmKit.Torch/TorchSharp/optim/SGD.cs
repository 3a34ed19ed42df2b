using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Stochastic gradient descent, with momentum on request (Sutskever et al. 2013, PMLR 28): a parameter
    /// moves against its gradient, or against a running sum of its gradients.
    /// </summary>
    public sealed class SGD : OptimizerHelper
    {
        internal SGD(IEnumerable<Modules.ParamGroup> groups, Options defaults) : base(groups, defaults)
        {
        }

        protected override bool TakesSparseGradients => true;

        protected override OptimizerState NewState() => new State();

        protected override void Step(Modules.ParamGroup group)
        {
            var o = (Options)group.Options!;
            foreach (var (parameter, gradient, state) in Due<State>(group))
            {
                if (gradient.is_sparse && (o.momentum != 0 || o.weight_decay != 0))
                {
                    throw new InvalidOperationException(
                        $"SGD takes the sparse gradient of {Argument.Describe(parameter)} only without momentum " +
                        "and weight decay.");
                }

                var direction = o.maximize is true ? -gradient : gradient;
                if (o.weight_decay is { } decay and not 0) direction = direction.add(parameter, decay);
                if (o.momentum is { } momentum and not 0) direction = Averaged(o, momentum, direction, state);
                parameter.add_(direction, -o.Rate);
            }
        }

        private static Tensor Averaged(Options o, double momentum, Tensor direction, State state)
        {
            // The first gradient counts in full, without dampening.
            if (state.Momentum is { } sum) sum.mul_((Scalar)momentum).add_(direction, 1 - o.dampening!.Value);
            else state.Momentum = direction.clone().DetachFromDisposeScope();
            return o.nesterov is true ? direction.add(state.Momentum, momentum) : state.Momentum;
        }

        public sealed class Options : OptimizerOptions
        {
            /// <summary>Share of the running sum that stays from step to step; 0 keeps none.</summary>
            public double? momentum { get; set; }

            /// <summary>Share of a gradient that does not enter the running sum.</summary>
            public double? dampening { get; set; }

            /// <summary>Share of the parameter that is added to its gradient (L2).</summary>
            public double? weight_decay { get; set; }

            /// <summary>Looks one step of momentum ahead. Needs momentum and no dampening.</summary>
            public bool? nesterov { get; set; }

            /// <summary>Moves along the gradient, not against it.</summary>
            public bool? maximize { get; set; }

            protected internal override void Visit(StateVisitor visitor)
            {
                base.Visit(visitor);
                momentum = visitor.Visit(nameof(momentum), momentum);
                dampening = visitor.Visit(nameof(dampening), dampening);
                weight_decay = visitor.Visit(nameof(weight_decay), weight_decay);
                nesterov = visitor.Visit(nameof(nesterov), nesterov);
                maximize = visitor.Visit(nameof(maximize), maximize);
            }

            protected internal override void Check()
            {
                base.Check();
                Require(momentum is >= 0, momentum, "at least 0");
                Require(weight_decay is >= 0, weight_decay, "at least 0");
                Require(nesterov is not true || momentum > 0, momentum, "above 0 with nesterov");
                Require(nesterov is not true || dampening == 0, dampening, "0 with nesterov");
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
                IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0,
                double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
                : base(parameters, new()
                {
                    LearningRate = lr, momentum = momentum, dampening = dampening,
                    weight_decay = weight_decay, nesterov = nesterov, maximize = maximize,
                })
            {
            }

            public double Momentum { get => Options.momentum ?? 0; set => Options.momentum = value; }
        }

        private sealed class State : OptimizerState
        {
            public Tensor? Momentum;

            protected internal override void Visit(StateVisitor visitor) =>
                Momentum = visitor.Visit("momentum_buffer", Momentum);
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
            /// <inheritdoc cref="Modules.SGD"/>
            /// <param name="learningRate">Length of a step in gradients.</param>
            /// <param name="momentum">Share of the running sum that stays from step to step; 0 keeps
            /// none.</param>
            /// <param name="dampening">Share of a gradient that does not enter the running sum.</param>
            /// <param name="weight_decay">Share of the parameter that is added to its gradient (L2).</param>
            /// <param name="nesterov">Looks one step of momentum ahead.</param>
            /// <param name="maximize">Moves along the gradient, not against it.</param>
            public static SGD SGD(
                IEnumerable<Parameter> parameters, double learningRate, double momentum = 0,
                double dampening = 0, double weight_decay = 0, bool nesterov = false,
                bool maximize = false) =>
                SGD(
                    [new SGD.ParamGroup(parameters, new SGD.Options())], learningRate, momentum, dampening,
                    weight_decay, nesterov, maximize);

            public static SGD SGD(
                IEnumerable<(string name, Parameter parameter)> parameters, double learningRate,
                double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false,
                bool maximize = false) =>
                SGD(
                    parameters.Select(pair => pair.parameter), learningRate, momentum, dampening, weight_decay,
                    nesterov, maximize);

            public static SGD SGD(
                IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0,
                double dampening = 0, double weight_decay = 0, bool nesterov = false,
                bool maximize = false) =>
                new(parameters, new()
                {
                    LearningRate = learningRate, momentum = momentum, dampening = dampening,
                    weight_decay = weight_decay, nesterov = nesterov, maximize = maximize,
                });
        }
    }
}
