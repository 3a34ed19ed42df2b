using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Adam: each weight has a rate of its own, from running averages of its gradient and of the gradient's
    /// square (Kingma and Ba 2014, arXiv:1412.6980).
    /// </summary>
    /// <remarks>
    /// Contiguous float32 parameters on the CPU are moved in one pass over memory. Weight decay is part of
    /// the gradient here; <see cref="AdamW"/> keeps it apart.
    /// </remarks>
    public sealed class Adam : OptimizerHelper
    {
        private readonly AdamStep _step = new(isDecoupled: false);

        internal Adam(IEnumerable<Modules.ParamGroup> groups, Options defaults) : base(groups, defaults)
        {
        }

        protected override OptimizerState NewState() => new AdamMoments();

        protected override void Step(Modules.ParamGroup group) =>
            _step.Run(Due<AdamMoments>(group), (Options)group.Options!);

        public class Options : OptimizerOptions
        {
            /// <summary>Share of the average gradient that stays from step to step.</summary>
            public double? beta1 { get; set; }

            /// <summary>Share of the average square that stays from step to step.</summary>
            public double? beta2 { get; set; }

            /// <summary>Keeps the divisor away from 0.</summary>
            public double? eps { get; set; }

            public double? weight_decay { get; set; }

            /// <summary>
            /// Divides by the largest average of squares so far (Reddi et al. 2018, arXiv:1904.09237).
            /// </summary>
            public bool? amsgrad { get; set; }

            /// <summary>Moves along the gradient, not against it.</summary>
            public bool? maximize { get; set; }

            protected internal override void Visit(StateVisitor visitor)
            {
                base.Visit(visitor);
                beta1 = visitor.Visit(nameof(beta1), beta1);
                beta2 = visitor.Visit(nameof(beta2), beta2);
                eps = visitor.Visit(nameof(eps), eps);
                weight_decay = visitor.Visit(nameof(weight_decay), weight_decay);
                amsgrad = visitor.Visit(nameof(amsgrad), amsgrad);
                maximize = visitor.Visit(nameof(maximize), maximize);
            }

            protected internal override void Check()
            {
                base.Check();
                Require(beta1 is >= 0 and < 1, beta1, "at least 0 and below 1");
                Require(beta2 is >= 0 and < 1, beta2, "at least 0 and below 1");
                Require(eps is >= 0, eps, "at least 0");
                Require(weight_decay is >= 0, weight_decay, "at least 0");
            }
        }

        /// <summary>Parameters that share their numbers.</summary>
        public sealed class ParamGroup : ParamGroup<Options>, optim.IBetas
        {
            public ParamGroup()
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
            {
            }

            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false,
                bool maximize = false)
                : base(parameters, new()
                {
                    LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay,
                    amsgrad = amsgrad, maximize = maximize,
                })
            {
            }

            public (double, double) Betas
            {
                get => (Options.beta1 ?? 0, Options.beta2 ?? 0);
                set => (Options.beta1, Options.beta2) = value;
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
            /// <inheritdoc cref="Modules.Adam"/>
            /// <param name="lr">About how far a weight moves in one step.</param>
            /// <param name="beta1">Share of the average gradient that stays from step to step.</param>
            /// <param name="beta2">Share of the average square that stays from step to step.</param>
            /// <param name="eps">Keeps the divisor away from 0.</param>
            /// <param name="weight_decay">Share of the parameter that is added to its gradient (L2).</param>
            /// <param name="amsgrad">Divides by the largest average of squares so far.</param>
            /// <param name="maximize">Moves along the gradient, not against it.</param>
            public static Adam Adam(
                IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false,
                bool maximize = false) =>
                Adam(
                    [new Adam.ParamGroup(parameters, new Adam.Options())], lr, beta1, beta2, eps,
                    weight_decay, amsgrad, maximize);

            public static Adam Adam(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.001,
                double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0,
                bool amsgrad = false, bool maximize = false) =>
                Adam(
                    parameters.Select(pair => pair.parameter), lr, beta1, beta2, eps, weight_decay,
                    amsgrad, maximize);

            public static Adam Adam(
                IEnumerable<Adam.ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false,
                bool maximize = false) =>
                new(parameters, new()
                {
                    LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay,
                    amsgrad = amsgrad, maximize = maximize,
                });
        }
    }
}
