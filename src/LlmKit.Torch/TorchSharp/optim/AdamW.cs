using LlmKit.Torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Adam with weight decay apart from the gradient: each step shortens a weight by the rate times the decay
    /// (Loshchilov and Hutter 2017, arXiv:1711.05101).
    /// </summary>
    /// <remarks>Contiguous float32 parameters on the CPU are moved in one pass over memory.</remarks>
    public sealed class AdamW : OptimizerHelper
    {
        private readonly AdamStep _step = new(isDecoupled: true);

        internal AdamW(IEnumerable<Modules.ParamGroup> groups, Options defaults) : base(groups, defaults)
        {
        }

        protected override OptimizerState NewState() => new AdamMoments();

        protected override void Step(Modules.ParamGroup group) =>
            _step.Run(Due<AdamMoments>(group), (Options)group.Options!);

        public sealed class Options : Adam.Options
        {
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

            /// <param name="weight_decay">None unless given, as in TorchSharp; PyTorch's own default is 0.01.</param>
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
            /// <inheritdoc cref="Modules.AdamW"/>
            /// <param name="lr">About how far a weight moves in one step.</param>
            /// <param name="beta1">Share of the average gradient that stays from step to step.</param>
            /// <param name="beta2">Share of the average square that stays from step to step.</param>
            /// <param name="eps">Keeps the divisor away from 0.</param>
            /// <param name="weight_decay">None unless given, as in TorchSharp; PyTorch's own default is 0.01.</param>
            /// <param name="amsgrad">Divides by the largest average of squares so far.</param>
            /// <param name="maximize">Moves along the gradient, not against it.</param>
            public static AdamW AdamW(
                IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false,
                bool maximize = false) =>
                AdamW(
                    [new AdamW.ParamGroup(parameters, new AdamW.Options())], lr, beta1, beta2, eps,
                    weight_decay, amsgrad, maximize);

            public static AdamW AdamW(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.001,
                double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0,
                bool amsgrad = false, bool maximize = false) =>
                AdamW(
                    parameters.Select(pair => pair.parameter), lr, beta1, beta2, eps, weight_decay,
                    amsgrad, maximize);

            public static AdamW AdamW(
                IEnumerable<AdamW.ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9,
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
