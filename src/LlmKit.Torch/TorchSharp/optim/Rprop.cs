using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Goes by the sign of the gradient alone: each weight's step grows while the sign stays and shrinks when
    /// it turns (Riedmiller and Braun 1993). For whole data sets, not for batches.
    /// </summary>
    public sealed class Rprop : OptimizerHelper
    {
        internal Rprop(IEnumerable<Modules.ParamGroup> groups, Options defaults) : base(groups, defaults)
        {
        }

        protected override OptimizerState NewState() => new State();

        protected override void Step(Modules.ParamGroup group)
        {
            var o = (Options)group.Options!;
            foreach (var (parameter, gradient, state) in Due<State>(group))
            {
                var g = o.maximize is true ? -gradient : gradient;
                state.Before ??= Zeros(parameter);
                state.Length ??= Filled(parameter, o.Rate);
                var turn = g.mul(state.Before).sign();
                var turned = turn.lt(0);
                var factor = ones_like(turn).masked_fill_(turn.gt(0), o.etaplus!.Value);
                factor.masked_fill_(turned, o.etaminus!.Value);
                state.Length.mul_(factor).clamp_(o.min_step!.Value, o.max_step!.Value);

                // Where the sign turned the weight rests for a step.
                g = g.masked_fill(turned, 0);
                parameter.addcmul_(g.sign(), state.Length, -1);
                state.Before.copy_(g);
            }
        }

        public sealed class Options : OptimizerOptions
        {
            /// <summary>Factor on the step when the sign has turned.</summary>
            public double? etaminus { get; set; }

            /// <summary>Factor on the step when the sign has stayed; above 1.</summary>
            public double? etaplus { get; set; }

            /// <summary>The smallest step.</summary>
            public double? min_step { get; set; }

            /// <summary>The largest step.</summary>
            public double? max_step { get; set; }

            /// <summary>Moves along the gradient, not against it.</summary>
            public bool? maximize { get; set; }

            protected internal override void Visit(StateVisitor visitor)
            {
                base.Visit(visitor);
                etaminus = visitor.Visit(nameof(etaminus), etaminus);
                etaplus = visitor.Visit(nameof(etaplus), etaplus);
                min_step = visitor.Visit(nameof(min_step), min_step);
                max_step = visitor.Visit(nameof(max_step), max_step);
                maximize = visitor.Visit(nameof(maximize), maximize);
            }

            protected internal override void Check()
            {
                base.Check();
                Require(etaminus is >= 0 and < 1, etaminus, "at least 0 and below 1");
                Require(min_step is >= 0, min_step, "at least 0");
                Require(max_step is >= 0, max_step, "at least 0");
                Require(etaplus is > 1, etaplus, "above 1");
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
                IEnumerable<Parameter> parameters, double lr = 1e-2, double etaminus = 0.5,
                double etaplus = 1.2, double min_step = 1e-6, double max_step = 50, bool maximize = false)
                : base(parameters, new()
                {
                    LearningRate = lr, etaminus = etaminus, etaplus = etaplus, min_step = min_step,
                    max_step = max_step, maximize = maximize,
                })
            {
            }
        }

        private sealed class State : OptimizerState
        {
            public Tensor? Before;
            public Tensor? Length;

            protected internal override void Visit(StateVisitor visitor)
            {
                Before = visitor.Visit("prev", Before);
                Length = visitor.Visit("step_size", Length);
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
            /// <inheritdoc cref="Modules.Rprop"/>
            /// <param name="lr">The first step of each weight.</param>
            /// <param name="etaminus">Factor on the step when the sign has turned.</param>
            /// <param name="etaplus">Factor on the step when the sign has stayed; above 1.</param>
            /// <param name="min_step">The smallest step.</param>
            /// <param name="max_step">The largest step.</param>
            /// <param name="maximize">Moves along the gradient, not against it.</param>
            public static Rprop Rprop(
                IEnumerable<Parameter> parameters, double lr = 1e-2, double etaminus = 0.5,
                double etaplus = 1.2, double min_step = 1e-6, double max_step = 50, bool maximize = false) =>
                Rprop(
                    [new Rprop.ParamGroup(parameters, new Rprop.Options())], lr, etaminus, etaplus,
                    min_step, max_step, maximize);

            public static Rprop Rprop(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-2,
                double etaminus = 0.5, double etaplus = 1.2, double min_step = 1e-6, double max_step = 50,
                bool maximize = false) =>
                Rprop(parameters.Select(pair => pair.parameter), lr, etaminus, etaplus, min_step, max_step,
                    maximize);

            public static Rprop Rprop(
                IEnumerable<Rprop.ParamGroup> parameters, double lr = 1e-2, double etaminus = 0.5,
                double etaplus = 1.2, double min_step = 1e-6, double max_step = 50, bool maximize = false) =>
                new(parameters, new()
                {
                    LearningRate = lr, etaminus = etaminus, etaplus = etaplus, min_step = min_step,
                    max_step = max_step, maximize = maximize,
                });
        }
    }
}
