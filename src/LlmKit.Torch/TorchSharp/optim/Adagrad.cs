using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Each weight's rate falls with the squares of all its gradients so far (Duchi, Hazan and Singer 2011,
    /// JMLR 12).
    /// </summary>
    public sealed class Adagrad : OptimizerHelper
    {
        internal Adagrad(IEnumerable<Modules.ParamGroup> groups, Options defaults) : base(groups, defaults)
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
                state.Steps++;
                state.Sum ??= Filled(parameter, o.initial_accumulator_value!.Value);
                state.Sum.addcmul_(g, g, 1);
                var rate = o.Rate / (1 + (state.Steps - 1) * o.lr_decay!.Value);
                parameter.addcdiv_(g, state.Sum.sqrt().add_((Scalar)o.eps!.Value), -rate);
            }
        }

        public sealed class Options : OptimizerOptions
        {
            /// <summary>How fast the rate falls with the number of steps.</summary>
            public double? lr_decay { get; set; }

            /// <summary>Share of the parameter that is added to its gradient (L2).</summary>
            public double? weight_decay { get; set; }

            /// <summary>What the sums of squares start from.</summary>
            public double? initial_accumulator_value { get; set; }

            /// <summary>Keeps the divisor away from 0.</summary>
            public double? eps { get; set; }

            protected internal override void Visit(StateVisitor visitor)
            {
                base.Visit(visitor);
                lr_decay = visitor.Visit(nameof(lr_decay), lr_decay);
                weight_decay = visitor.Visit(nameof(weight_decay), weight_decay);
                initial_accumulator_value =
                    visitor.Visit(nameof(initial_accumulator_value), initial_accumulator_value);
                eps = visitor.Visit(nameof(eps), eps);
            }

            protected internal override void Check()
            {
                base.Check();
                Require(lr_decay is >= 0, lr_decay, "at least 0");
                Require(weight_decay is >= 0, weight_decay, "at least 0");
                Require(initial_accumulator_value is >= 0, initial_accumulator_value, "at least 0");
                Require(eps is >= 0, eps, "at least 0");
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
                IEnumerable<Parameter> parameters, double lr = 1e-2, double lr_decay = 0,
                double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10)
                : base(parameters, new()
                {
                    LearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay,
                    initial_accumulator_value = initial_accumulator_value, eps = eps,
                })
            {
            }
        }

        private sealed class State : OptimizerState
        {
            public long Steps;
            public Tensor? Sum;

            protected internal override void Visit(StateVisitor visitor)
            {
                Steps = visitor.Visit("step", Steps);
                Sum = visitor.Visit("sum", Sum);
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
            /// <inheritdoc cref="Modules.Adagrad"/>
            /// <param name="lr">The rate before it is divided.</param>
            /// <param name="lr_decay">How fast the rate falls with the number of steps.</param>
            /// <param name="weight_decay">Share of the parameter that is added to its gradient (L2).</param>
            /// <param name="initial_accumulator_value">What the sums of squares start from.</param>
            /// <param name="eps">Keeps the divisor away from 0.</param>
            public static Adagrad Adagrad(
                IEnumerable<Parameter> parameters, double lr = 1e-2, double lr_decay = 0,
                double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
                Adagrad(
                    [new Adagrad.ParamGroup(parameters, new Adagrad.Options())], lr, lr_decay,
                    weight_decay, initial_accumulator_value, eps);

            public static Adagrad Adagrad(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-2,
                double lr_decay = 0, double weight_decay = 0, double initial_accumulator_value = 0,
                double eps = 1e-10) =>
                Adagrad(parameters.Select(pair => pair.parameter), lr, lr_decay, weight_decay,
                    initial_accumulator_value, eps);

            public static Adagrad Adagrad(
                IEnumerable<Adagrad.ParamGroup> parameters, double lr = 1e-2, double lr_decay = 0,
                double weight_decay = 0, double initial_accumulator_value = 0, double eps = 1e-10) =>
                new(parameters, new()
                {
                    LearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay,
                    initial_accumulator_value = initial_accumulator_value, eps = eps,
                });
        }
    }
}
