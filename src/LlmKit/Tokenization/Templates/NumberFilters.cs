using System.Globalization;

namespace LlmKit.Tokenization.Templates;

/// <summary>The filters that work on numbers.</summary>
internal static class NumberFilters
{
    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>
    {
        ["int"] = Int,
        ["float"] = Float,
        ["abs"] = (value, a) => Values.Whole(value) is { } number
            ? number < 0 ? PythonNumbers.Compute("-", 0L, number) : number
            : (object)Math.Abs(Values.Real(value)),
        ["round"] = Round,
        ["filesizeformat"] = FileSize,
    };

    private static object? Int(object? value, Arguments arguments)
    {
        arguments.Fit("default", "base");
        switch (value)
        {
            case Undefined undefined: throw undefined.Fault();
            case bool or long: return Values.Whole(value);
            case double real when Fits(real): return (long)real;
            case string text:
                text = PythonText.Strip(text).Replace("_", "", StringComparison.Ordinal);
                if (InBase(text, arguments.Number(1, "base", 10)) is { } number) return number;
                if (Parse(text) is { } parsed && Fits(parsed)) return (long)parsed;
                break;
        }

        return arguments.Of(0, "default", 0L);

        static bool Fits(double number) => Math.Abs(number) < 9.2e18;
    }

    private static long? InBase(string text, long radix)
    {
        if (radix == 10) return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (radix is not (2 or 8 or 16)) throw new TemplateFault($"int's base is {radix}. Known are 2, 8, 10, 16.");
        var (sign, digits) = text.StartsWith('-') ? (-1, text[1..]) : (1, text);
        var prefix = radix switch { 2 => "0b", 8 => "0o", _ => "0x" };
        if (digits.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) digits = digits[2..];
        try
        {
            return sign * Convert.ToInt64(digits, (int)radix);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static object? Float(object? value, Arguments arguments)
    {
        arguments.Fit("default");
        return value switch
        {
            Undefined undefined => throw undefined.Fault(),
            bool or long or double => Values.Real(value),
            string text when Parse(PythonText.Strip(text)) is { } number => number,
            _ => arguments.Of(0, "default", 0.0),
        };
    }

    private static double? Parse(string text) => text.TrimStart('+', '-').ToLowerInvariant() switch
    {
        "inf" or "infinity" => text.StartsWith('-') ? double.NegativeInfinity : double.PositiveInfinity,
        "nan" => double.NaN,
        _ => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? number : null,
    };

    private static object Round(object? value, Arguments arguments)
    {
        var digits = (int)Math.Clamp(arguments.Fit("precision", "method").Number(0, "precision", 0), -300, 300);
        switch (arguments.Text(1, "method", "common"))
        {
            case "common":
                if (Values.Whole(value) is not { } whole) return PythonNumbers.Round(Values.Real(value), digits);
                if (digits >= 0) return whole;
                if (digits < -18) return 0L;
                var unit = (decimal)Math.Pow(10, -digits);
                return (long)(Math.Round(whole / unit, MidpointRounding.ToEven) * unit);
            case "ceil": return Math.Ceiling(Values.Real(value) * Math.Pow(10, digits)) / Math.Pow(10, digits);
            case "floor": return Math.Floor(Values.Real(value) * Math.Pow(10, digits)) / Math.Pow(10, digits);
            case var other: throw new TemplateFault($"round's method is '{other}'. Known are common, ceil, floor.");
        }
    }

    private static string FileSize(object? value, Arguments arguments)
    {
        var isBinary = arguments.Fit("binary").Truth(0, "binary", false);
        var (bytes, unit) = (Values.Real(value), isBinary ? 1024.0 : 1000.0);
        if (bytes == 1) return "1 Byte";
        if (bytes < unit) return $"{(long)bytes} Bytes";
        string[] names = isBinary ? ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"] : ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
        var power = 1;
        while (power < names.Length && bytes >= Math.Pow(unit, power + 1)) power++;
        return string.Create(CultureInfo.InvariantCulture, $"{PythonNumbers.Round(bytes / Math.Pow(unit, power), 1):F1} {names[power - 1]}");
    }
}
