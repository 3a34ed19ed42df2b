using LlmKit.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>y = x₁ᵀ·W·x₂ + b, with a matrix W for each output.</summary>
    public sealed class Bilinear : nn.Module<Tensor, Tensor, Tensor>
    {
        internal Bilinear(Parameter weight, Parameter? bias) : base(nameof(Bilinear))
        {
            (this.weight, this.bias) = (weight, bias);
            register_parameter(nameof(weight), weight);
            if (bias is not null) register_parameter(nameof(bias), bias);
        }

        /// <summary>(outputs, inputs of the first, inputs of the second).</summary>
        public Parameter weight { get; }

        public Parameter? bias { get; }

        public long in1_features => weight.size(1);

        public long in2_features => weight.size(2);

        public long out_features => weight.size(0);

        public override Tensor forward(Tensor input1, Tensor input2) =>
            nn.functional.bilinear(input1, input2, weight, bias);

        protected override string ExtraDescription() =>
            $"in1_features={in1_features}, in2_features={in2_features}, " +
            $"out_features={out_features}, bias={PythonText.Of(bias is not null)}";
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Weight and bias are drawn evenly from ±1/√in1_features.</summary>
            public static Bilinear Bilinear(long in1_features, long in2_features, long out_features,
                bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            {
                if (in1_features < 1)
                    throw new ArgumentOutOfRangeException(nameof(in1_features), in1_features,
                        $"in1_features = {in1_features}. It must be at least 1.");

                var bound = 1 / Math.Sqrt(in1_features);
                var weight = Parameter(empty(out_features, in1_features, in2_features, dtype, device));
                init.uniform_(weight, -bound, bound);
                if (!hasBias) return new(weight, null);

                var bias = Parameter(empty(out_features, dtype, device));
                init.uniform_(bias, -bound, bound);
                return new(weight, bias);
            }

            public static partial class functional
            {
                /// <param name="input1">(…, A).</param>
                /// <param name="input2">(…, B).</param>
                /// <param name="weight">(outputs, A, B).</param>
                public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight,
                    Tensor? bias = null) =>
                    Aten.bilinear.Call([input1, input2, weight, bias]);
            }
        }
    }
}
