using LlmKit.Torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Adam that moves by plain momentum until its average of squares can be trusted
    /// (Liu et al. 2019, arXiv:1908.03265).
    /// </summary>
    public sealed class RAdam : OptimizerHelper
    {
        internal RAdam(IEnumerable<Modules.ParamGroup> groups, Options defaults) : base(groups, defaults)
        {
        }

        protected override OptimizerState NewState() => new AdamMoments();

        protected override void Step(Modules.ParamGroup group)
        {
            var o = (Options)group.Options!;
            foreach (var (parameter, gradient, state) in Due<AdamMoments>(group))
            {
                var g = gradient;
                if (o.weight_decay is { } decay and not 0) g = g.add(parameter, decay);
                var (beta1, beta2) = (o.beta1!.Value, o.beta2!.Value);
                state.Begin(parameter);
                state.Average!.mul_((Scalar)beta1).add_(g, 1 - beta1);
                state.Square!.mul_((Scalar)beta2).addcmul_(g, g, 1 - beta2);
                var rate = o.Rate / (1 - Math.Pow(beta1, state.Steps));
                if (Rectification(beta2, state.Steps) is { } trust)
                {
                    rate *= trust * Math.Sqrt(1 - Math.Pow(beta2, state.Steps));
                    parameter.addcdiv_(state.Average, state.Square.sqrt().add_((Scalar)o.eps!.Value), -rate);
                }
                else
                {
                    parameter.add_(state.Average, -rate);
                }
            }
        }

        // Null while the average holds too few squares for its variance to be finite.
        private static double? Rectification(double beta2, long steps)
        {
            var most = 2 / (1 - beta2) - 1;
            var power = Math.Pow(beta2, steps);
            var length = most - 2 * steps * power / (1 - power);
            if (length <= 5) return null;
            return Math.Sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
        }

        public sealed class Options : MomentOptions
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

            public ParamGroup(
                IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
                : base(parameters, new()
                {
                    LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps,
                    weight_decay = weight_decay,
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
            /// <inheritdoc cref="Modules.RAdam"/>
            /// <param name="lr">About how far a weight moves in one step. PyTorch's default; TorchSharp has
            /// 0.002.</param>
            /// <param name="beta1">Share of the average gradient that stays from step to step.</param>
            /// <param name="beta2">Share of the average square that stays from step to step.</param>
            /// <param name="eps">Keeps the divisor away from 0.</param>
            /// <param name="weight_decay">Share of the parameter that is added to its gradient (L2).</param>
            public static RAdam RAdam(
                IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
                RAdam(
                    [new RAdam.ParamGroup(parameters, new RAdam.Options())], lr, beta1, beta2, eps,
                    weight_decay);

            public static RAdam RAdam(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.001,
                double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
                RAdam(parameters.Select(pair => pair.parameter), lr, beta1, beta2, eps, weight_decay);

            public static RAdam RAdam(
                IEnumerable<RAdam.ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
                new(parameters, new()
                {
                    LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps,
                    weight_decay = weight_decay,
                });
        }
    }
}
