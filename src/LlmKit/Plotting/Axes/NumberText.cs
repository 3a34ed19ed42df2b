using System.Globalization;

namespace LlmKit.Plotting.Axes;

/// <summary>How numbers are written beside an axis.</summary>
internal static class NumberText
{
    private static readonly (double Size, string Suffix)[] s_suffixes =
        [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")];

    /// <summary>
    /// One label a value, all in one style: plain up to 9,999, then with k, M, B or T as plotly.js writes
    /// them, and powers of ten for what is very small or very large.
    /// </summary>
    public static string[] Labels(IReadOnlyList<double> values, double step)
    {
        var greatest = values.Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (greatest >= 1e15 || greatest is > 0 and < 1e-3)
        {
            return [.. values.Select(value => Scientific(value, step))];
        }
        if (greatest < 1e4) return [.. values.Select(value => Plain(value, step))];

        var (size, suffix) = s_suffixes.First(entry => greatest >= entry.Size);
        // Neighbours such as 1,000,000 and 1,000,001 would get the same label of few digits.
        if (step / size < 1e-4) return [.. values.Select(value => Signed(value, "#,##0.####"))];
        return [.. values.Select(value => value == 0 ? "0" : Plain(value / size, step / size) + suffix)];
    }

    /// <summary>10ⁿ with its factor, as in 2×10⁻⁴.</summary>
    public static string Power(int factor, int exponent) =>
        (factor == 1 ? "" : $"{factor}×") + "10" + Superscript(exponent);

    /// <summary>A number in a sentence or a cell: at most four digits that count.</summary>
    public static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Plain(double value, double step)
    {
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 15);
        return Signed(value, "0." + new string('0', decimals));
    }

    private static string Scientific(double value, double step)
    {
        if (value == 0) return "0";
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9);
        var power = Math.Pow(10, exponent);
        return Plain(value / power, Math.Min(1, step / power)) + "×10" + Superscript(exponent);
    }

    // A true minus sign is as wide as a digit.
    private static string Signed(double value, string format)
    {
        var text = Math.Abs(value).ToString(format, CultureInfo.InvariantCulture);
        return value < 0 && text.Any(c => c is >= '1' and <= '9') ? "−" + text : text;
    }

    private static string Superscript(int number) => string.Concat(
        number.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}
