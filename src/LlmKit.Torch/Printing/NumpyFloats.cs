using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// Numbers in the one form that NumPy chooses for all of an array: the fewest digits that tell a
/// number from its neighbours, at most 8 after the point, with points below each other; powers of ten when
/// the finite numbers other than zero reach 1e8, fall below 1e-4 or span more than a factor of 1000.
/// </summary>
internal sealed class NumpyFloats
{
    private const int UsualPrecision = 8;

    private readonly ScalarType _type;
    private readonly int _precision;
    private readonly bool _signed;
    private readonly bool _scientific;
    private readonly int _wholeWidth;
    private readonly int _fractionWidth;
    private readonly int _exponentDigits;

    /// <param name="values">The numbers shown; they decide the form.</param>
    /// <param name="type">What the numbers are in the tensor, which decides how many digits tell them
    /// apart.</param>
    /// <param name="printing">How many digits, and whether powers of ten are asked for.</param>
    /// <param name="signed">Whether positive numbers get a plus.</param>
    public NumpyFloats(double[] values, ScalarType type, TensorPrinting printing, bool signed = false)
    {
        (_type, _precision, _signed) = (type, printing.Precision ?? UsualPrecision, signed);
        var finite = values.Where(double.IsFinite).ToArray();
        _scientific = printing.Scientific ?? NeedsPowers([.. finite.Where(x => x != 0).Select(Math.Abs)]);
        if (finite.Length > 0)
        {
            var parts = finite.Select(Parts).ToArray();
            _wholeWidth = parts.Max(part => part.Whole.Length);
            _fractionWidth = parts.Max(part => part.Fraction.Length);
            _exponentDigits = _scientific ? parts.Max(part => part.Exponent.Length) - 2 : 0;
        }

        if (finite.Length < values.Length)
            _wholeWidth = Math.Max(_wholeWidth, NamesWidth(values) - RightWidth);
    }

    // What stands right of the whole part: the point, the fraction, e, its sign and digits.
    private int RightWidth => 1 + _fractionWidth + (_exponentDigits > 0 ? _exponentDigits + 2 : 0);

    public string Word(double value)
    {
        if (Name(value) is { } name) return name.PadLeft(_wholeWidth + RightWidth);

        var (whole, fraction, exponent) = Exact(value);
        if (!_scientific) return $"{whole.PadLeft(_wholeWidth)}.{fraction.PadRight(_fractionWidth)}";

        var digits = exponent[2..].PadLeft(_exponentDigits, '0');
        return $"{whole.PadLeft(_wholeWidth)}.{fraction}{exponent[..2]}{digits}";
    }

    private bool NeedsPowers(double[] sizes) => sizes.Length > 0 &&
        (sizes.Max() >= 1e8 || sizes.Min() < 1e-4 || Ratio(sizes.Max(), sizes.Min()) > 1000);

    // Rounded to the type, as NumPy divides.
    private double Ratio(double most, double least) => _type switch
    {
        ScalarType.Float64 or ScalarType.ComplexFloat64 => most / least,
        ScalarType.Float16 => (double)(Half)(most / least),
        _ => (float)(most / least),
    };

    // NumPy leaves room for a sign before nan and inf where it may write one.
    private int NamesWidth(double[] values) => _signed || values.Contains(double.NegativeInfinity) ? 4 : 3;

    private string? Name(double value) =>
        double.IsNaN(value) ? _signed ? "+nan" : "nan"
        : double.IsNegativeInfinity(value) ? "-inf"
        : double.IsPositiveInfinity(value) ? _signed ? "+inf" : "inf"
        : null;

    private (string Whole, string Fraction, string Exponent) Parts(double value)
    {
        var shortest = ShortestDecimal.Of(value, _type);
        var text = _scientific ? shortest.Scientific(_precision) : shortest.Positional(_precision);
        return (Sign(value) + text.Whole, text.Fraction, text.Exponent);
    }

    // Where the shortest digits do not reach as far as the others' do, the number's own go on, not zeros:
    // with powers of ten 0.1 of a half is 9.998e-02, and 5130, short for all halves around it, is 5128.
    private (string Whole, string Fraction, string Exponent) Exact(double value)
    {
        if (!_scientific)
        {
            var parts = Parts(value);
            return parts.Fraction.Length > 0 ? parts
                : (Sign(value) + Decimals.Fixed(Math.Abs(value), 0), "", "");
        }

        var text = Decimals.Scientific(Math.Abs(value), _fractionWidth);
        var e = text.IndexOf('e', StringComparison.Ordinal);
        return (Sign(value) + text[..1], text[Math.Min(2, e)..e], text[e..]);
    }

    private string Sign(double value) => double.IsNegative(value) ? "-" : _signed ? "+" : "";
}
