using LlmKit.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The hyperbolic tangent.</summary>
    public sealed class Tanh : nn.Module<Tensor, Tensor>
    {
        internal Tanh(bool inplace) : base(nameof(Tanh)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.tanh(input, inplace);
    }

    /// <summary>Inputs between two bounds as they are, others the nearer bound.</summary>
    public sealed class Hardtanh : nn.Module<Tensor, Tensor>
    {
        internal Hardtanh(double min_val, double max_val, bool inplace) : base(nameof(Hardtanh))
        {
            nn.functional.CheckBounds(min_val, max_val);
            (this.min_val, this.max_val, this.inplace) = (min_val, max_val, inplace);
        }

        public double min_val { get; set; }

        public double max_val { get; set; }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) =>
            nn.functional.hardtanh(input, min_val, max_val, inplace);

        protected override string ExtraDescription() => $"min_val={PythonText.Of(min_val)}, " +
            $"max_val={PythonText.Of(max_val)}{PythonText.InPlace(inplace, ", ")}";
    }

    /// <summary>x − tanh(x).</summary>
    public sealed class Tanhshrink : nn.Module<Tensor, Tensor>
    {
        internal Tanhshrink(bool inplace) : base(nameof(Tanhshrink)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.tanhshrink(input, inplace);
    }

    /// <summary>Inputs λ nearer to 0, those within λ of it 0.</summary>
    public sealed class Softshrink : nn.Module<Tensor, Tensor>
    {
        internal Softshrink(double lambda) : base(nameof(Softshrink)) => this.lambda = lambda;

        public double lambda { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.softshrink(input, lambda);

        protected override string ExtraDescription() => PythonText.Of(lambda);
    }

    /// <summary>Inputs as they are, those within λ of 0 as 0.</summary>
    public sealed class Hardshrink : nn.Module<Tensor, Tensor>
    {
        internal Hardshrink(double lambda) : base(nameof(Hardshrink)) => this.lambda = lambda;

        public double lambda { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.hardshrink(input, lambda);

        protected override string ExtraDescription() => PythonText.Of(lambda);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Tanh Tanh() => new(false);

            public static Tanh Tanh(bool inplace) => new(inplace);

            public static Hardtanh Hardtanh(double min_val = -1, double max_val = 1, bool inplace = false) =>
                new(min_val, max_val, inplace);

            public static Tanhshrink Tanhshrink() => new(false);

            public static Tanhshrink Tanhshrink(bool inplace) => new(inplace);

            /// <param name="lambda">At least 0.</param>
            public static Softshrink Softshrink(double lambda = 0.5) => new(lambda);

            public static Hardshrink Hardshrink(double lambda = 0.5) => new(lambda);

            public static partial class functional
            {
                public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? Given(x).tanh_() : Given(x).tanh();

                public static Tensor hardtanh(Tensor x, double min_val = -1, double max_val = 1,
                    bool inplace = false)
                {
                    CheckBounds(min_val, max_val);
                    return inplace
                        ? Aten.hardtanh_.CallInPlace(x, min_val, max_val)
                        : Aten.hardtanh.Call([x, min_val, max_val]);
                }

                public static Tensor tanhshrink(Tensor x, bool inplace = false)
                {
                    Given(x);
                    using var tangent = x.tanh();
                    return inplace ? x.sub_(tangent) : x - tangent;
                }

                /// <param name="lambda">At least 0.</param>
                public static Tensor softshrink(Tensor x, double lambda = 0.5) =>
                    Aten.softshrink.Call(x, lambda);

                public static Tensor hardshrink(Tensor x, double lambda = 0.5) =>
                    Aten.hardshrink.Call(x, lambda);

                internal static void CheckBounds(double min_val, double max_val)
                {
                    if (!(min_val < max_val))
                        throw new ArgumentException(
                            $"min_val = {PythonText.Of(min_val)} and max_val = {PythonText.Of(max_val)}. " +
                            "min_val must be below max_val.", nameof(min_val));
                }
            }
        }
    }
}
