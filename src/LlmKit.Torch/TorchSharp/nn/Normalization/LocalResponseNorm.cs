using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Divides each element by (k + alpha · mean of the squares in the <c>size</c> channels around its own)^beta
/// (Krizhevsky et al. 2012).
/// </summary>
public sealed class LocalResponseNorm : nn.Module<Tensor, Tensor>
{
    private readonly long _size;
    private readonly double _alpha;
    private readonly double _beta;
    private readonly double _k;

    internal LocalResponseNorm(long size, double alpha, double beta, double k) :
        base(nameof(LocalResponseNorm))
    {
        Groups.CheckCount(size);
        (_size, _alpha, _beta, _k) = (size, alpha, beta, k);
    }

    /// <param name="input">(N, C, …)</param>
    public override Tensor forward(Tensor input) =>
        nn.functional.local_response_norm(input, _size, _alpha, _beta, _k);

    protected override string ExtraDescription() =>
        $"{_size}, alpha={PythonText.Of(_alpha)}, beta={PythonText.Of(_beta)}, k={PythonText.Of(_k)}";
}
