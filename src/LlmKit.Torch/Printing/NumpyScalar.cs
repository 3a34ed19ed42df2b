using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// A single number as NumPy prints it: all the digits that tell it from its neighbours, with powers
/// of ten from 1e16 and below 1e-4.
/// </summary>
internal static class NumpyScalar
{
    public static string Of(Tensor scalar)
    {
        var type = scalar.dtype;
        if (type == ScalarType.Bool) return Elements.Whole(scalar)[0] != 0 ? "True" : "False";
        if (type.is_floating_point()) return Real(Elements.Real(scalar)[0], type, wholeEnd: ".0");
        if (!type.is_complex()) return FormattedNumbers.Of(scalar, NumberSpelling.Julia, new())[0];

        var (real, imaginary) = Elements.Complex(scalar);
        var (re, im) = (Real(real[0], type, wholeEnd: ""), Real(imaginary[0], type, wholeEnd: ""));
        if (real[0] == 0 && !double.IsNegative(real[0])) return $"{im}j";
        return im.StartsWith('-') ? $"({re}{im}j)" : $"({re}+{im}j)";
    }

    private static string Real(double value, ScalarType type, string wholeEnd)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";

        var scientific = value != 0 && Math.Abs(value) is >= 1e16 or < 1e-4;
        var shortest = ShortestDecimal.Of(value, type);
        var text = scientific ? shortest.Scientific(int.MaxValue) : shortest.Positional(int.MaxValue);
        var fraction = text.Fraction.Length > 0 ? "." + text.Fraction : scientific ? "" : wholeEnd;
        return $"{(double.IsNegative(value) ? "-" : "")}{text.Whole}{fraction}{text.Exponent}";
    }
}
