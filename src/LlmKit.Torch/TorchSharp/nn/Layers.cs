using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One learnt row for each id.</summary>
public sealed class Embedding : nn.Module<Tensor, Tensor>
{
    private readonly long? _padding;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleByFrequency;
    private readonly bool _sparse;

    internal Embedding(Parameter weight, long? padding, double? maxNorm, double normType, bool scaleByFrequency, bool sparse) : base(nameof(Embedding))
    {
        (_padding, _maxNorm, _normType, _scaleByFrequency, _sparse) = (padding, maxNorm, normType, scaleByFrequency, sparse);
        this.weight = weight;
        register_parameter(nameof(weight), weight);
    }

    public Parameter weight { get; }

    /// <param name="input">Ids of any shape; the result has the width as one dimension more.</param>
    public override Tensor forward(Tensor input) => nn.functional.embedding(input, weight, _padding, _maxNorm, _normType, _scaleByFrequency, _sparse);

    protected override string ExtraDescription() => $"{weight.size(0)}, {weight.size(1)}" + (_padding is { } index ? $", padding_idx={index}" : "");
}

/// <summary>Brings the last dimensions to mean 0 and variance 1, then scales and shifts (Ba et al. 2016, arXiv:1607.06450).</summary>
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

    public override Tensor forward(Tensor input) => nn.functional.layer_norm(input, _shape, weight, bias, _eps);

    protected override string ExtraDescription() => System.FormattableString.Invariant(
        $"({string.Join(", ", _shape)}{(_shape.Length == 1 ? "," : "")}), eps={(_eps == 1e-5 ? "1e-05" : $"{_eps}")}, elementwise_affine={(weight is null ? "False" : "True")}");
}

/// <summary>In training, zeros a share of the elements and scales the others up; otherwise passes everything through.</summary>
public sealed class Dropout : nn.Module<Tensor, Tensor>
{
    private readonly double _p;
    private readonly bool _inplace;

    internal Dropout(double p, bool inplace) : base(nameof(Dropout))
    {
        if (p is < 0 or > 1) throw new ArgumentOutOfRangeException(nameof(p), p, $"p = {p}. The share to drop must be at least 0 and at most 1.");
        (_p, _inplace) = (p, inplace);
    }

    public override Tensor forward(Tensor input) => nn.functional.dropout(input, _p, training, _inplace);

    protected override string ExtraDescription() => System.FormattableString.Invariant($"p={_p}, inplace={(_inplace ? "True" : "False")}");
}

/// <summary>Gaussian error linear unit (Hendrycks and Gimpel 2016, arXiv:1606.08415): x times the share of a normal distribution below x.</summary>
public sealed class GELU : nn.Module<Tensor, Tensor>
{
    /// <summary>Exact, or by tanh as in GPT-2.</summary>
    public enum Approximate
    {
        none, tanh,
    }

    private readonly Approximate _approximate;

    internal GELU(Approximate approximate) : base(nameof(GELU)) => _approximate = approximate;

    public override Tensor forward(Tensor input) => nn.functional.gelu(input, _approximate);
}

/// <summary>Passes its input through.</summary>
public sealed class Identity : nn.Module<Tensor, Tensor>
{
    internal Identity() : base(nameof(Identity))
    {
    }

    public override Tensor forward(Tensor input) => input.alias();
}

/// <summary>Positive inputs as they are, others 0.</summary>
public sealed class ReLU : nn.Module<Tensor, Tensor>
{
    private readonly bool _inplace;

    internal ReLU(bool inplace) : base(nameof(ReLU)) => _inplace = inplace;

    public override Tensor forward(Tensor input) => nn.functional.relu(input, _inplace);
}

/// <summary>x·σ(x), also called swish.</summary>
public sealed class SiLU : nn.Module<Tensor, Tensor>
{
    private readonly bool _inplace;

    internal SiLU(bool inplace) : base(nameof(SiLU)) => _inplace = inplace;

    public override Tensor forward(Tensor input) => nn.functional.silu(input, _inplace);
}
