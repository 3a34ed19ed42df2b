using LlmKit.Torch;

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

        public class Options : MomentOptions
        {
            /// <summary>
            /// Divides by the largest average of squares so far (Reddi et al. 2018, arXiv:1904.09237).
            /// </summary>
            public bool? amsgrad { get; set; }

            /// <summary>Moves along the gradient, not against it.</summary>
            public bool? maximize { get; set; }

            protected internal override void Visit(StateVisitor visitor)
            {
                base.Visit(visitor);
                amsgrad = visitor.Visit(nameof(amsgrad), amsgrad);
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
