using LlmKit.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>σ(x) = 1 / (1 + e⁻ˣ).</summary>
    public sealed class Sigmoid : nn.Module<Tensor, Tensor>
    {
        internal Sigmoid(bool inplace) : base(nameof(Sigmoid)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.sigmoid(input, inplace);
    }

    /// <summary>log σ(x), exact for large negative inputs too.</summary>
    public sealed class LogSigmoid : nn.Module<Tensor, Tensor>
    {
        internal LogSigmoid() : base(nameof(LogSigmoid))
        {
        }

        public override Tensor forward(Tensor input) => nn.functional.logsigmoid(input);
    }

    /// <summary>A sigmoid made of three lines: 0 below −3, 1 above 3, (x + 3)/6 between.</summary>
    public sealed class Hardsigmoid : nn.Module<Tensor, Tensor>
    {
        internal Hardsigmoid(bool inplace) : base(nameof(Hardsigmoid)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.hardsigmoid(input, inplace);
    }

    /// <summary>log(1 + e^(βx)) / β: a smooth ReLU.</summary>
    public sealed class Softplus : nn.Module<Tensor, Tensor>
    {
        internal Softplus(double beta, double threshold) : base(nameof(Softplus)) =>
            (this.beta, this.threshold) = (beta, threshold);

        public double beta { get; set; }

        public double threshold { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.softplus(input, beta, threshold);

        protected override string ExtraDescription() =>
            FormattableString.Invariant($"beta={beta}, threshold={threshold}");
    }

    /// <summary>x / (1 + |x|).</summary>
    public sealed class Softsign : nn.Module<Tensor, Tensor>
    {
        internal Softsign(bool inplace) : base(nameof(Softsign)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.softsign(input, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Sigmoid Sigmoid() => new(false);

            public static Sigmoid Sigmoid(bool inplace) => new(inplace);

            public static LogSigmoid LogSigmoid() => new();

            public static Hardsigmoid Hardsigmoid(bool inplace = false) => new(inplace);

            /// <param name="beta">Above 0; the larger, the nearer to a ReLU.</param>
            /// <param name="threshold">Where β·x is above this, x itself is taken.</param>
            public static Softplus Softplus(double beta = 1, double threshold = 20) => new(beta, threshold);

            public static Softsign Softsign() => new(false);

            public static Softsign Softsign(bool inplace) => new(inplace);

            public static partial class functional
            {
                public static Tensor sigmoid(Tensor x, bool inplace = false) =>
                    inplace ? Given(x).sigmoid_() : Given(x).sigmoid();

                public static Tensor logsigmoid(Tensor x) => Aten.log_sigmoid.Call(x);

                public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                    inplace ? Aten.hardsigmoid_.CallInPlace(input) : Aten.hardsigmoid.Call(input);

                /// <param name="threshold">Where β·x is above this, x itself is taken.</param>
                public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                    Aten.softplus.Call([x, beta, threshold]);

                public static Tensor softsign(Tensor x, bool inplace = false)
                {
                    Given(x);
                    // The gradient of |x| needs x as it was.
                    using var source = inplace && x.requires_grad ? x.clone() : x.alias();
                    using var size = source.abs();
                    using var divisor = size + 1;
                    return inplace ? x.div_(divisor) : x / divisor;
                }
            }
        }
    }
}
