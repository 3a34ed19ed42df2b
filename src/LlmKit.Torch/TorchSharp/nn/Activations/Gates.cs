using LlmKit.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Gaussian error linear unit (Hendrycks and Gimpel 2016, arXiv:1606.08415): x times the share
    /// of a normal distribution below x.</summary>
    public sealed class GELU : nn.Module<Tensor, Tensor>
    {
        /// <summary>Exact, or by tanh as in GPT-2.</summary>
        public enum Approximate
        {
            none, tanh,
        }

        private readonly Approximate _approximate;

        internal GELU(Approximate approximate, bool inplace) : base(nameof(GELU)) =>
            (_approximate, this.inplace) = (approximate, inplace);

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.gelu(input, _approximate, inplace);

        protected override string ExtraDescription() => $"approximate='{_approximate}'";
    }

    /// <summary>x·σ(x), also called swish.</summary>
    public sealed class SiLU : nn.Module<Tensor, Tensor>
    {
        internal SiLU(bool inplace) : base(nameof(SiLU)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.silu(input, inplace);

        protected override string ExtraDescription() => PythonText.InPlace(inplace);
    }

    /// <summary>x·tanh(softplus(x)) (Misra 2019, arXiv:1908.08681).</summary>
    public sealed class Mish : nn.Module<Tensor, Tensor>
    {
        internal Mish(bool inplace) : base(nameof(Mish)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.mish(input, inplace);

        protected override string ExtraDescription() => PythonText.InPlace(inplace);
    }

    /// <summary>x times a sigmoid made of three lines: 0 below −3, x above 3, x·(x + 3)/6 between.</summary>
    public sealed class Hardswish : nn.Module<Tensor, Tensor>
    {
        internal Hardswish(bool inplace) : base(nameof(Hardswish)) => this.inplace = inplace;

        public bool inplace { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.hardswish(input, inplace);
    }

    /// <summary>One half of a dimension times the sigmoid of the other (Dauphin et al. 2016,
    /// arXiv:1612.08083).</summary>
    public sealed class GLU : nn.Module<Tensor, Tensor>
    {
        internal GLU(long dim) : base(nameof(GLU)) => this.dim = dim;

        public long dim { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.glu(input, dim);

        protected override string ExtraDescription() => $"dim={dim}";
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static GELU GELU() => new(Modules.GELU.Approximate.none, false);

            public static GELU GELU(bool inplace) => new(Modules.GELU.Approximate.none, inplace);

            public static GELU GELU(GELU.Approximate approximate, bool inplace = false) =>
                new(approximate, inplace);

            public static SiLU SiLU() => new(false);

            public static SiLU SiLU(bool inplace) => new(inplace);

            public static Mish Mish() => new(false);

            public static Mish Mish(bool inplace) => new(inplace);

            public static Hardswish Hardswish(bool inplace = false) => new(inplace);

            /// <param name="dim">The dimension that is halved.</param>
            public static GLU GLU(long dim = -1) => new(dim);

            public static partial class functional
            {
                public static Tensor gelu(Tensor x) => Aten.gelu.Call(x);

                public static Tensor gelu(Tensor x, bool inplace) =>
                    gelu(x, Modules.GELU.Approximate.none, inplace);

                public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) =>
                    inplace
                        ? Aten.gelu_.CallInPlace(x, approximate.ToString())
                        : Aten.gelu.Call([x, approximate.ToString()]);

                public static Tensor silu(Tensor x, bool inplace = false) =>
                    inplace ? Aten.silu_.CallInPlace(x) : Aten.silu.Call(x);

                public static Tensor mish(Tensor x, bool inplace = false) =>
                    inplace ? Aten.mish_.CallInPlace(x) : Aten.mish.Call(x);

                public static Tensor hardswish(Tensor input, bool inplace = false) =>
                    inplace ? Aten.hardswish_.CallInPlace(input) : Aten.hardswish.Call(input);

                /// <param name="dim">The dimension that is halved; its size is even.</param>
                public static Tensor glu(Tensor input, long dim = -1) => Aten.glu.Call(input, dim);
            }
        }
    }
}
