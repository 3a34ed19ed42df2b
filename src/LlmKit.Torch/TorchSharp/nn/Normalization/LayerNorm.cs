using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Brings the last dimensions to mean 0 and variance 1, then scales and shifts (Ba et al. 2016,
/// arXiv:1607.06450).</summary>
public sealed class LayerNorm : nn.Module<Tensor, Tensor>
{
    private readonly long[] _shape;
    private readonly double _eps;

    internal LayerNorm(long[] shape, double eps, Parameter? weight, Parameter? bias) : base(nameof(LayerNorm))
    {
        (_shape, _eps) = (shape, eps);
        (this.weight, this.bias) = (weight, bias);
        if (weight is not null) register_parameter(nameof(weight), weight);
        if (bias is not null) register_parameter(nameof(bias), bias);
    }

    public Parameter? weight { get; }

    public Parameter? bias { get; }

    public override Tensor forward(Tensor input) =>
        nn.functional.layer_norm(input, _shape, weight, bias, _eps);

    protected override string ExtraDescription() =>
        $"{PythonText.Of(_shape)}, eps={PythonText.Of(_eps)}, " +
        $"elementwise_affine={PythonText.Of(weight is not null)}";
}
