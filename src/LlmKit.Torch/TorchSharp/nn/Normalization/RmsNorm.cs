using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// Divides the last dimension by its root mean square, then scales each place (Zhang and Sennrich 2019,
/// arXiv:1910.07467): y = x / √(mean(x²) + ε) · weight. Llama's norm.
/// </summary>
/// <remarks>For float16 and bfloat16 the quotient is computed in float32 and rounded before it is scaled, as
/// in Llama. The result has the input's type.</remarks>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    /// <param name="width">Length of the last dimension.</param>
    /// <param name="eps">Keeps the division from zero.</param>
    public RmsNorm(long width, double eps = 1e-6, Device? device = null, ScalarType? dtype = null) :
        base(nameof(RmsNorm))
    {
        Groups.CheckCount(width);
        if (eps < 0 || !double.IsFinite(eps))
        {
            throw new ArgumentOutOfRangeException(nameof(eps), string.Create(CultureInfo.InvariantCulture,
                $"eps = {eps}. It must be a number of at least 0."));
        }

        this.eps = eps;
        weight = nn.Parameter(ones(width, dtype, device));
        register_parameter(nameof(weight), weight);
    }

    /// <summary>(width), ones at first.</summary>
    public Parameter weight { get; }

    public double eps { get; }

    /// <param name="input">(…, width)</param>
    public override Tensor forward(Tensor input) => Normalize(input, weight, eps);

    /// <summary>The norm as a function.</summary>
    /// <param name="input">(…, width)</param>
    /// <param name="weight">(width)</param>
    public static Tensor Normalize(Tensor input, Tensor weight, double eps = 1e-6)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (input.dim() == 0 || weight.dim() != 1 || input.size(-1) != weight.size(0))
        {
            throw new ArgumentException(
                $"RmsNorm of {Argument.Describe(input)} with the weight {Argument.Describe(weight)}: " +
                "the weight must be a vector as long as the input's last dimension.", nameof(input));
        }

        using var scope = NewDisposeScope();
        var type = input.dtype;
        var wide = type is ScalarType.Float16 or ScalarType.BFloat16 ? input.to(float32) : input;
        var scale = (wide.square().mean([-1], keepdim: true) + eps).rsqrt();
        return ((wide * scale).to(type) * weight).to(type).MoveToOuterDisposeScope();
    }

    protected override string ExtraDescription() => $"({weight.size(0)},), eps={PythonText.Of(eps)}";
}
