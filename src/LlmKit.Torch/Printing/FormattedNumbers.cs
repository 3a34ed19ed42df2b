using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>The elements of a tensor by a numeric format of .NET, none padded: <c>3.1416</c>,
/// <c>true</c>.</summary>
internal sealed class FormattedNumbers(ScalarType type, NumberSpelling spelling, TensorPrinting printing)
{
    private readonly CultureInfo _culture = printing.Culture ?? CultureInfo.InvariantCulture;

    private readonly string _format = printing.FloatFormat ?? (printing.Precision, printing.Scientific) switch
    {
        (null, null or false) => "g5",
        (var digits, true) => $"e{digits ?? 4}",
        (var digits, _) => $"F{digits}",
    };

    public static string[] Of(Tensor shown, NumberSpelling spelling, TensorPrinting printing) =>
        new FormattedNumbers(shown.dtype, spelling, printing).All(shown);

    private string[] All(Tensor shown)
    {
        if (type.is_complex())
        {
            var (real, imaginary) = Elements.Complex(shown);
            return [.. real.Zip(imaginary, (re, im) => spelling.Complex(Real(re), Real(im)))];
        }

        if (type.is_floating_point()) return [.. Elements.Real(shown).Select(Real)];
        if (type == ScalarType.Bool) return [.. Elements.Whole(shown).Select(x => x != 0 ? "true" : "false")];
        return [.. Elements.Whole(shown).Select(x => x.ToString(_culture))];
    }

    // A number is formatted as its own type, so that "R" gives no more digits than the type holds.
    private string Real(double value)
    {
        if (!double.IsFinite(value)) return spelling.NotFinite(value);

        return type switch
        {
            ScalarType.Float16 => ((Half)value).ToString(_format, _culture),
            ScalarType.Float64 or ScalarType.ComplexFloat64 => value.ToString(_format, _culture),
            _ => ((float)value).ToString(_format, _culture),
        };
    }
}
