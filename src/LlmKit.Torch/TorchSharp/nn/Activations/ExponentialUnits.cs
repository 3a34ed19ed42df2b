using LlmKit.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Positive inputs as they are, others α·(eˣ − 1) (Clevert et al. 2015,
    /// arXiv:1511.07289).</summary>
    public sealed class ELU : nn.Module<Tensor, Tensor>
    {
        internal ELU(double alpha, bool inplace) : base(nameof(ELU)) =>
            (this.alpha, this.inplace) = (alpha, inplace);

        public double alpha { get; set; }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.elu(input, alpha, inplace);

        protected override string ExtraDescription() =>
            $"alpha={PythonText.Of(alpha)}{PythonText.InPlace(inplace, ", ")}";
    }

    /// <summary>An ELU scaled so that layers keep mean 0 and variance 1 (Klambauer et al. 2017,
    /// arXiv:1706.02515).</summary>
    public sealed class SELU : nn.Module<Tensor, Tensor>
    {
        internal SELU(bool inplace) : base(nameof(SELU)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.selu(input, inplace);

        protected override string ExtraDescription() => PythonText.InPlace(inplace);
    }

    /// <summary>Positive inputs as they are, others α·(e^(x/α) − 1), smooth at 0 for every α (Barron 2017,
    /// arXiv:1704.07483).</summary>
    public sealed class CELU : nn.Module<Tensor, Tensor>
    {
        internal CELU(double alpha, bool inplace) : base(nameof(CELU)) =>
            (this.alpha, this.inplace) = (alpha, inplace);

        public double alpha { get; set; }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.celu(input, alpha, inplace);

        protected override string ExtraDescription() =>
            $"alpha={PythonText.Of(alpha)}{PythonText.InPlace(inplace, ", ")}";
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ELU ELU(double alpha = 1, bool inplace = false) => new(alpha, inplace);

            public static SELU SELU(bool inplace = false) => new(inplace);

            public static CELU CELU(double alpha = 1, bool inplace = false) => new(alpha, inplace);

            public static partial class functional
            {
                public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                    inplace ? Aten.elu_.CallInPlace(x, alpha) : Aten.elu.Call(x, alpha);

                public static Tensor selu(Tensor x, bool inplace = false) =>
                    inplace ? Aten.selu_.CallInPlace(x) : Aten.selu.Call(x);

                /// <param name="alpha">Not 0.</param>
                public static Tensor celu(Tensor x, double alpha, bool inplace = false) =>
                    inplace ? Aten.celu_.CallInPlace(x, alpha) : Aten.celu.Call(x, alpha);
            }
        }
    }
}
