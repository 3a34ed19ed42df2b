using LlmKit.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Positive inputs as they are, others 0.</summary>
    public sealed class ReLU : nn.Module<Tensor, Tensor>
    {
        internal ReLU(bool inplace) : base(nameof(ReLU)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.relu(input, inplace);

        protected override string ExtraDescription() => PythonText.InPlace(inplace);
    }

    /// <summary>Inputs between 0 and 6 as they are, others the nearer of the two.</summary>
    public sealed class ReLU6 : nn.Module<Tensor, Tensor>
    {
        internal ReLU6(bool inplace) : base(nameof(ReLU6)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.relu6(input, inplace);

        protected override string ExtraDescription() => PythonText.InPlace(inplace);
    }

    /// <summary>Positive inputs as they are, others times a small slope.</summary>
    public sealed class LeakyReLU : nn.Module<Tensor, Tensor>
    {
        internal LeakyReLU(double negative_slope, bool inplace) : base(nameof(LeakyReLU)) =>
            (this.negative_slope, this.inplace) = (negative_slope, inplace);

        public double negative_slope { get; set; }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) =>
            nn.functional.leaky_relu(input, negative_slope, inplace);

        protected override string ExtraDescription() =>
            $"negative_slope={PythonText.Of(negative_slope)}{PythonText.InPlace(inplace, ", ")}";
    }

    /// <summary>Positive inputs as they are, others times a slope that is learnt (He et al. 2015,
    /// arXiv:1502.01852).</summary>
    public sealed class PReLU : nn.Module<Tensor, Tensor>
    {
        internal PReLU(Parameter weight, double init) : base(nameof(PReLU))
        {
            (this.weight, this.init) = (weight, init);
            register_parameter(nameof(weight), weight);
        }

        /// <summary>One slope for all channels, or one for each channel, which is dimension 1.</summary>
        public Parameter weight { get; }

        /// <summary>What the slopes began as.</summary>
        public double init { get; }

        public long num_parameters => weight.numel();

        public override Tensor forward(Tensor input) => nn.functional.prelu(input, weight);

        protected override string ExtraDescription() => $"num_parameters={num_parameters}";
    }

    /// <summary>Positive inputs as they are, others times a slope: in training a random one for each element,
    /// otherwise the mean of the bounds. As in PyTorch; TorchSharp takes the mean in training too.</summary>
    public sealed class RReLU : nn.Module<Tensor, Tensor>
    {
        internal RReLU(double lower, double upper, bool inplace) : base(nameof(RReLU))
        {
            nn.functional.CheckSlopes(lower, upper);
            (this.lower, this.upper, this.inplace) = (lower, upper, inplace);
        }

        public double lower { get; set; }

        public double upper { get; set; }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) =>
            nn.functional.rrelu(input, lower, upper, inplace, training);

        protected override string ExtraDescription() =>
            $"lower={PythonText.Of(lower)}, upper={PythonText.Of(upper)}{PythonText.InPlace(inplace, ", ")}";
    }

    /// <summary>Inputs above the threshold as they are, others one value.</summary>
    public sealed class Threshold : nn.Module<Tensor, Tensor>
    {
        internal Threshold(double threshold, double value, bool inplace) : base(nameof(Threshold)) =>
            (this.threshold, this.value, this.inplace) = (threshold, value, inplace);

        public double threshold { get; set; }

        public double value { get; set; }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) =>
            nn.functional.threshold(input, threshold, value, inplace);

        protected override string ExtraDescription() =>
            $"threshold={PythonText.Of(threshold)}, value={PythonText.Of(value)}" +
            PythonText.InPlace(inplace, ", ");
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ReLU ReLU(bool inplace = false) => new(inplace);

            public static ReLU6 ReLU6(bool inplace = false) => new(inplace);

            public static LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) =>
                new(negative_slope, inplace);

            /// <param name="num_parameters">1, or the number of channels.</param>
            /// <param name="init">What the slopes begin as.</param>
            public static PReLU PReLU(long num_parameters, double init = 0.25, Device? device = null,
                ScalarType? dtype = null)
            {
                if (num_parameters < 1)
                    throw new ArgumentOutOfRangeException(nameof(num_parameters), num_parameters,
                        $"num_parameters = {num_parameters}. It must be 1, or the number of channels.");

                var slopes = full(num_parameters, init, dtype ?? get_default_dtype(), device);
                return new(Parameter(slopes), init);
            }

            /// <param name="lower">The smallest slope.</param>
            /// <param name="upper">The largest slope.</param>
            public static RReLU RReLU(double lower = 1.0 / 8, double upper = 1.0 / 3, bool inplace = false) =>
                new(lower, upper, inplace);

            public static Threshold Threshold(double threshold, double value, bool inplace = false) =>
                new(threshold, value, inplace);

            public static partial class functional
            {
                public static Tensor relu(Tensor x, bool inplace = false) => inplace ? Given(x).relu_() : Given(x).relu();

                public static Tensor relu6(Tensor x, bool inplace = false) =>
                    inplace ? Aten.relu6_.CallInPlace(x) : Aten.relu6.Call(x);

                public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01,
                    bool inplace = false) =>
                    inplace
                        ? Aten.leaky_relu_.CallInPlace(input, negative_slope)
                        : Aten.leaky_relu.Call(input, negative_slope);

                /// <param name="weight">One slope, or one for each channel, which is dimension 1.</param>
                public static Tensor prelu(Tensor input, Tensor weight) => Aten.prelu.Call(input, weight);

                /// <param name="training">Draws the slopes; otherwise all are the mean of the bounds.</param>
                public static Tensor rrelu(Tensor x, double lower = 1.0 / 8, double upper = 1.0 / 3,
                    bool inplace = false, bool training = false)
                {
                    CheckSlopes(lower, upper);
                    return inplace
                        ? Aten.rrelu_.CallInPlace(x, lower, upper, training)
                        : Aten.rrelu.Call([x, lower, upper, training]);
                }

                public static Tensor threshold(Tensor x, double threshold, double value,
                    bool inplace = false) =>
                    inplace
                        ? Aten.threshold_.CallInPlace(x, threshold, value)
                        : Aten.threshold.Call([x, threshold, value]);

                internal static void CheckSlopes(double lower, double upper)
                {
                    if (!(lower <= upper))
                        throw new ArgumentException(
                            $"lower = {PythonText.Of(lower)} and upper = {PythonText.Of(upper)}. " +
                            "lower must not be above upper.", nameof(lower));
                }
            }
        }
    }
}
