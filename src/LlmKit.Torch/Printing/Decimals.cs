using System.Globalization;
using System.Numerics;

namespace LlmKit.Torch;

/// <summary>
/// Numbers in decimal as C's printf writes them: exact digits, and a number that lies in the middle goes to
/// the even digit. (.NET's own "F4" takes the middle away from zero: 0.03125 would become 0.0313, where
/// Python has 0.0312.)
/// </summary>
internal static class Decimals
{
    /// <summary>As <c>%.4f</c> for 4 digits.</summary>
    public static string Fixed(double value, int digits)
    {
        if (Named(value) is { } name) return name;

        var (numerator, denominator) = Fraction(Math.Abs(value));
        var text =
            Rounded(numerator * BigInteger.Pow(10, digits),
                denominator).ToString(CultureInfo.InvariantCulture);
        return Sign(value) + Pointed(text.PadLeft(digits + 1, '0'), digits);
    }

    /// <summary>As <c>%.4e</c> for 4 digits.</summary>
    public static string Scientific(double value, int digits)
    {
        if (Named(value) is { } name) return name;

        var exponent = value == 0 ? 0 : Exponent(Math.Abs(value));
        var text = Mantissa(Math.Abs(value), exponent, digits);
        if (text.Length > digits + 1) text = Mantissa(Math.Abs(value), ++exponent, digits);
        return $"{Sign(value)}{Pointed(text, digits)}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static string? Named(double value) =>
        double.IsNaN(value) ? "nan"
        : double.IsPositiveInfinity(value) ? "inf"
        : double.IsNegativeInfinity(value) ? "-inf"
        : null;

    private static string Sign(double value) => double.IsNegative(value) ? "-" : "";

    private static string Pointed(string text, int digits) =>
        digits == 0 ? text : $"{text[..^digits]}.{text[^digits..]}";

    private static string Mantissa(double value, int exponent, int digits)
    {
        var (numerator, denominator) = Fraction(value);
        var shift = digits - exponent;
        if (shift >= 0) numerator *= BigInteger.Pow(10, shift);
        else denominator *= BigInteger.Pow(10, -shift);
        return Rounded(numerator, denominator).ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1,
            '0');
    }

    // .NET's exact digits give the power of ten of the leading one.
    private static int Exponent(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var exponent =
            int.Parse(text[(text.IndexOf('E', StringComparison.Ordinal) + 1)..],
                CultureInfo.InvariantCulture);
        return Reaches(value, exponent) ? exponent : exponent - 1;
    }

    // E16 may have rounded 9.99…9 up to the next power.
    private static bool Reaches(double value, int exponent)
    {
        var (numerator, denominator) = Fraction(value);
        return exponent >= 0
            ? numerator >= denominator * BigInteger.Pow(10, exponent)
            : numerator * BigInteger.Pow(10, -exponent) >= denominator;
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var power = (int)(bits >> 52 & 0x7FF);
        BigInteger mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (power == 0) power = 1;
        else mantissa += 0x10_0000_0000_0000;
        power -= 1075;
        return power >= 0 ? (mantissa << power, 1) : (mantissa, BigInteger.One << -power);
    }

    private static BigInteger Rounded(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var half = (rest << 1).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
