using System.Globalization;

namespace LlmKit.Tokenization.Templates;

/// <summary>Arithmetic and the printing of numbers as Python has them. Whole numbers beyond 64 bits are refused.</summary>
internal static class PythonNumbers
{
    /// <summary>Python's <c>repr</c> of a float: the fewest digits that give the number back.</summary>
    public static string Repr(double value)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        var shortest = value.ToString("E16", CultureInfo.InvariantCulture);
        for (var digits = 0; digits < 17; digits++)
        {
            var tried = value.ToString($"E{digits}", CultureInfo.InvariantCulture);
            if (double.Parse(tried, CultureInfo.InvariantCulture) != value) continue;
            shortest = tried;
            break;
        }

        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(shortest[(mark + 1)..], CultureInfo.InvariantCulture);
        var sign = shortest[0] == '-' ? "-" : "";
        var number = shortest[sign.Length..mark].Replace(".", "", StringComparison.Ordinal).TrimEnd('0');
        if (number.Length == 0) number = "0";
        return sign + (exponent is < -4 or >= 16 ? Scientific(number, exponent)
            : exponent < 0 ? $"0.{new string('0', -exponent - 1)}{number}"
            : number.Length <= exponent + 1 ? $"{number.PadRight(exponent + 1, '0')}.0"
            : $"{number[..(exponent + 1)]}.{number[(exponent + 1)..]}");
    }

    private static string Scientific(string digits, int exponent) =>
        $"{digits[0]}{(digits.Length > 1 ? $".{digits[1..]}" : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";

    /// <summary>Python's <c>round</c> of a float: exact halves go to the even neighbour.</summary>
    public static double Round(double value, int digits)
    {
        if (!double.IsFinite(value) || digits > 300) return value;
        if (digits <= 0)
        {
            var scale = Math.Pow(10, -digits);
            return Math.Round(value / scale, MidpointRounding.ToEven) * scale;
        }

        var exact = Math.Abs(value).ToString($"F{digits + 40}", CultureInfo.InvariantCulture);
        var cut = exact.Length - 40;
        var isTie = exact[cut] == '5' && exact.AsSpan(cut + 1).TrimEnd('0').Length == 0;
        var isEven = (exact[cut - 1] - '0') % 2 == 0;
        var rounded = isTie && isEven
            ? double.Parse(exact.AsSpan(0, cut), CultureInfo.InvariantCulture)
            : double.Parse(Math.Abs(value).ToString($"F{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return value < 0 ? -rounded : rounded;
    }

    /// <summary>One of <c>+ - * / // % **</c> on two numbers.</summary>
    public static object Compute(string operation, object? left, object? right)
    {
        try
        {
            return operation != "/" && Values.Whole(left) is { } a && Values.Whole(right) is { } b
                ? Whole(operation, a, b)
                : Real(operation, Values.Real(left), Values.Real(right));
        }
        catch (OverflowException)
        {
            throw new TemplateFault($"The result of {operation} does not fit into 64 bits.");
        }
    }

    private static object Whole(string operation, long a, long b) => operation switch
    {
        "+" => (object)checked(a + b),
        "-" => checked(a - b),
        "*" => checked(a * b),
        "//" => b == 0 ? throw Zero() : b == -1 ? checked(-a) : FloorDivide(a, b),
        "%" => b == 0 ? throw Zero() : b == -1 ? 0L : a - (FloorDivide(a, b) * b),
        _ => b < 0 ? Real(operation, a, b) : (object)Power(a, b),
    };

    private static long FloorDivide(long a, long b) => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);

    private static long Power(long number, long exponent)
    {
        if (number is 0 or 1) return exponent == 0 ? 1 : number;
        if (number == -1) return exponent % 2 == 0 ? 1 : -1;
        if (exponent > 63) throw new OverflowException();
        long result = 1;
        for (; exponent > 0; exponent--) result = checked(result * number);
        return result;
    }

    private static double Real(string operation, double a, double b)
    {
        if (b == 0 && operation is ("/" or "//" or "%")) throw Zero();
        return operation switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" => a / b,
            "//" => Math.Floor(a / b),
            "%" => Remainder(a, b),
            _ => a == 0 && b < 0 ? throw Zero() : Math.Pow(a, b),
        };
    }

    private static double Remainder(double a, double b)
    {
        var rest = a % b;
        if (rest != 0 && (rest < 0) != (b < 0)) rest += b;
        return rest == 0 ? Math.CopySign(0, b) : rest;
    }

    private static TemplateFault Zero() => new("Division by zero. Ask before whether the divisor is 0.");
}
