using System.Globalization;

namespace LlmKit.Torch;

/// <summary>Values as Python prints them, for the descriptions of modules.</summary>
internal static class PythonText
{
    /// <summary>1 as "1.0", 0.00001 as "1e-05".</summary>
    public static string Of(double value)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";

        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        return text.AsSpan().ContainsAny('.', 'e') ? text : text + ".0";
    }

    public static string Of(double? value) => value is { } number ? Of(number) : "None";

    public static string Of(bool value) => value ? "True" : "False";

    /// <summary>A tuple: "(2, 3)", "(2,)".</summary>
    public static string Of(long[] values) => Tuple(values);

    public static string Of(double[] values) => Tuple([.. values.Select(Of)]);

    /// <summary>Nothing, or what PyTorch shows of a module that changes its input.</summary>
    public static string InPlace(bool inplace, string before = "") => inplace ? $"{before}inplace=True" : "";

    private static string Tuple<T>(T[] values) =>
        values is [var single] ? $"({single},)" : $"({string.Join(", ", values)})";
}
