using System.Globalization;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// The size of a finite number in the fewest decimal digits that read back as the same number of its type:
/// <c>0.Digits · 10^Point</c>.
/// </summary>
/// <param name="Value">The number itself, for roundings to fewer digits.</param>
/// <param name="Digits">Without zeros at either end; <c>0</c> for zero.</param>
/// <param name="Point">Where the point stands, counted from before the first digit.</param>
internal sealed record ShortestDecimal(double Value, string Digits, int Point)
{
    public static ShortestDecimal Of(double value, ScalarType type)
    {
        var size = Math.Abs(value);
        var culture = CultureInfo.InvariantCulture;
        var text = type switch
        {
            ScalarType.Float64 or ScalarType.ComplexFloat64 => size.ToString("R", culture),
            ScalarType.Float16 => ((Half)size).ToString("R", culture),
            _ => ((float)size).ToString("R", culture),
        };
        return Parse(size, text);
    }

    /// <summary>Without powers of ten, at most so many digits after the point, no zeros at the end.</summary>
    public (string Whole, string Fraction, string Exponent) Positional(int precision)
    {
        if (Digits.Length - Point > precision) return Split(Decimals.Fixed(Value, precision), "");

        var digits = Digits.PadLeft(Digits.Length - Math.Min(0, Point), '0');
        digits = digits.PadRight(Math.Max(0, Point), '0');
        var point = Math.Max(0, Point);
        return (point == 0 ? "0" : digits[..point], digits[point..], "");
    }

    /// <summary>One digit before the point, at most so many behind it, and the power of ten as
    /// <c>e-05</c>.</summary>
    public (string Whole, string Fraction, string Exponent) Scientific(int precision)
    {
        if (Digits.Length - 1 > precision)
        {
            var text = Decimals.Scientific(Value, precision);
            var e = text.IndexOf('e', StringComparison.Ordinal);
            return Split(text[..e], text[e..]);
        }

        var exponent = Digits == "0" ? 0 : Point - 1;
        return (Digits[..1], Digits[1..], $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static (string Whole, string Fraction, string Exponent) Split(string text, string exponent)
    {
        var parts = text.Split('.');
        return (parts[0], parts.Length > 1 ? parts[1].TrimEnd('0') : "", exponent);
    }

    // From 123.45, 1E-05 or 1.2345E+20.
    private static ShortestDecimal Parse(double value, string text)
    {
        var parts = text.Split('E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var number = parts[0].Split('.');
        var all = string.Concat(number);
        var digits = all.TrimStart('0');
        var point = number[0].Length + exponent - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');
        return digits.Length == 0 ? new(value, "0", 1) : new(value, digits, point);
    }
}
