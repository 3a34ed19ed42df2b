using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Stochastic gradient descent, with momentum where asked.</summary>
    public sealed class SGD : OptimizerHelper<SGD.ParamGroup>
    {
        internal SGD(IEnumerable<ParamGroup> groups) : base(groups)
        {
        }

        private protected override void Step(ParamGroup group, Tensor parameter, Tensor gradient, OptimizerState state)
        {
            var o = group.Options;
            if (o.maximize) gradient = -gradient;
            if (o.weight_decay != 0) gradient = gradient.add(parameter, o.weight_decay);
            if (o.momentum != 0)
            {
                var velocity = state.Tensor("momentum_buffer");
                if (state.Steps == 1) velocity.copy_(gradient);
                else velocity.mul_((Scalar)o.momentum).add_(gradient, 1 - o.dampening);
                gradient = o.nesterov ? gradient.add(velocity, o.momentum) : velocity;
            }

            parameter.add_(gradient, -o.LearningRate);
        }

        /// <summary>The numbers of a group.</summary>
        public sealed class Options
        {
            public double LearningRate { get; set; }

            public double InitialLearningRate { get; set; }

            public double momentum { get; set; }

            public double dampening { get; set; }

            public double weight_decay { get; set; }

            public bool nesterov { get; set; }

            public bool maximize { get; set; }
        }

        /// <summary>Parameters that share their numbers.</summary>
        public sealed class ParamGroup : OptimizerGroup
        {
            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters)
            {
                if (options.nesterov && (options.momentum <= 0 || options.dampening != 0))
                    throw new ArgumentException("nesterov needs a momentum above 0 and a dampening of 0.", nameof(options));
                Options = options;
            }

            public Options Options { get; }

            public override double LearningRate { get => Options.LearningRate; set => Options.LearningRate = value; }

            public override double InitialLearningRate
            {
                get => Options.InitialLearningRate;
                set => Options.InitialLearningRate = value;
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
            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0,
                double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new([new SGD.ParamGroup(parameters, new()
                {
                    LearningRate = learningRate, InitialLearningRate = learningRate, momentum = momentum,
                    dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize,
                })]);
        }
    }
}
