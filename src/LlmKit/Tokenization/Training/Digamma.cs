namespace LlmKit.Tokenization.Training;

/// <summary>The derivative of the logarithm of the gamma function.</summary>
internal static class Digamma
{
    /// <param name="x">Greater than 0. The error is below 1e-10.</param>
    public static double Of(double x)
    {
        // ψ(x) = ψ(x + 1) − 1/x leads to where the series (Abramowitz and Stegun 6.3.18) is exact enough.
        var shift = 0.0;
        for (; x < 10; x++) shift += 1 / x;
        var square = 1 / (x * x);
        var series = square * ((1.0 / 12) - (square * ((1.0 / 120) - (square * ((1.0 / 252) - (square / 240))))));
        return Math.Log(x) - (0.5 / x) - series - shift;
    }
}
