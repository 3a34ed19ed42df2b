namespace LlmKit.Torch;

/// <summary>How a language writes what no format decides.</summary>
/// <param name="NotFinite">NaN and the infinities.</param>
/// <param name="Complex">A complex number from the texts of its real and imaginary part.</param>
internal sealed record NumberSpelling(Func<double, string> NotFinite, Func<string, string, string> Complex)
{
    /// <summary><c>NaN</c>, <c>-Inf</c>, <c>1.5-2i</c>; an imaginary part of zero is left out.</summary>
    public static NumberSpelling Julia { get; } = new(
        x => double.IsNaN(x) ? "NaN" : x > 0 ? "Inf" : "-Inf",
        (re, im) => im == "0" ? re : im.StartsWith('-') ? $"{re}{im}i" : $"{re}+{im}i");

    /// <summary><c>nan</c>, <c>-inf</c>, <c>1.5-2j</c>.</summary>
    public static NumberSpelling Python { get; } = new(
        x => double.IsNaN(x) ? "nan" : x > 0 ? "inf" : "-inf",
        (re, im) => im.StartsWith('-') ? $"{re}{im}j" : $"{re}+{im}j");
}
