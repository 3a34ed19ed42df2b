using LlmKit.Torch;
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

    protected override string ExtraDescription() => $"{weight.size(0)}, {weight.size(1)}" +
        (_padding is { } index ? $", padding_idx={(index < 0 ? index + weight.size(0) : index)}" : "") +
        (_maxNorm is { } norm ? $", max_norm={PythonText.Of(norm)}" : "") +
        (_normType != 2 ? $", norm_type={PythonText.Of(_normType)}" : "") +
        (_scaleByFrequency ? ", scale_grad_by_freq=True" : "") +
        (_sparse ? ", sparse=True" : "");
}

/// <summary>Passes its input through.</summary>
public sealed class Identity : nn.Module<Tensor, Tensor>
{
    internal Identity() : base(nameof(Identity))
    {
    }

    public override Tensor forward(Tensor input) => input.alias();
}
