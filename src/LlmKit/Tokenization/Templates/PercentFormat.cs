using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LlmKit.Tokenization.Templates;

/// <summary>Python's <c>'%s is %d' % (a, b)</c>.</summary>
internal static partial class PercentFormat
{
    private const int Widest = 10_000;

    /// <param name="values">What the fields take one after the other.</param>
    /// <param name="whole">The dict that fields with names read; anything else when there are none.</param>
    public static string Apply(string format, IReadOnlyList<object?> values, object? whole)
    {
        Budget.Charged(format);
        var text = new StringBuilder();
        var (at, next) = (0, 0);
        foreach (Match field in Field().Matches(format))
        {
            text.Append(format, at, field.Index - at);
            at = field.Index + field.Length;
            if (field.Groups["type"].ValueSpan is "%")
            {
                text.Append('%');
                continue;
            }

            if (!field.Groups["type"].Success) throw new TemplateFault("A % in a format has no letter behind it. Double it to mean itself.");
            var value = field.Groups["name"] is { Success: true } name ? Members.Item(whole, name.Value)
                : next < values.Count ? values[next++] : throw new TemplateFault("A format has more fields than values.");
            var formatted = Formatted(field, value);
            Budget.Grow(text.Length + (long)formatted.Length);
            text.Append(formatted);
        }

        if (next < values.Count && whole is not TemplateDictionary) throw new TemplateFault("A format has fewer fields than values.");
        return text.Append(format, at, format.Length - at).ToString();
    }

    private static string Formatted(Match field, object? value)
    {
        var (flags, type) = (field.Groups["flags"].Value, field.Groups["type"].Value[0]);
        var width = Size(field.Groups["width"]) ?? 0;
        var precision = Size(field.Groups["precision"]) ?? (field.Groups["point"].Success ? 0 : null);
        if (type is 's' or 'r' or 'a' or 'c')
        {
            var text = type is 'r' or 'a' ? Values.Repr(value) : Values.Text(value);
            if (precision is { } most) text = (string)Members.Slice(text, 0, most, null)!;
            return flags.Contains('-', StringComparison.Ordinal) ? text.PadRight(width) : text.PadLeft(width);
        }

        var digits = Digits(type, value, precision);
        var sign = digits.StartsWith('-') ? "-" : flags.Contains('+', StringComparison.Ordinal) ? "+" : flags.Contains(' ', StringComparison.Ordinal) ? " " : "";
        digits = digits.TrimStart('-');
        if (flags.Contains('-', StringComparison.Ordinal)) return (sign + digits).PadRight(width);
        return flags.Contains('0', StringComparison.Ordinal) ? sign + digits.PadLeft(width - sign.Length, '0') : (sign + digits).PadLeft(width);
    }

    private static string Digits(char type, object? value, int? precision)
    {
        if (!Values.IsNumber(value))
            throw value is Undefined undefined ? undefined.Fault() : new TemplateFault($"%{type} takes a number, not a {Values.TypeName(value)}.");
        var real = Values.Real(value);
        switch (type)
        {
            case 'd' or 'i' or 'u': return (Values.Whole(value) ?? (long)Math.Truncate(real)).ToString($"D{precision ?? 1}", CultureInfo.InvariantCulture);
            case 'x' or 'X': return (Values.Whole(value) ?? throw new TemplateFault("%x takes a whole number.")).ToString(type.ToString(), CultureInfo.InvariantCulture);
            case 'f' or 'F': return real.ToString($"F{precision ?? 6}", CultureInfo.InvariantCulture);
            case 'e' or 'E': return real.ToString($"0.{new string('0', precision ?? 6)}{type}+00", CultureInfo.InvariantCulture).Replace(".e", "e", StringComparison.Ordinal);
            default: throw new TemplateFault($"%{type} is not supported. Known are %s, %r, %c, %d, %x, %f, %e, %%.");
        }
    }

    private static int? Size(Group group) => group is not { Success: true, Length: > 0 } ? null
        : int.TryParse(group.ValueSpan, CultureInfo.InvariantCulture, out var size) && size <= Widest ? size
        : throw new TemplateFault($"A width in a format is {group.Value}. At most {Widest:N0} is allowed.");

    [GeneratedRegex(@"%(?:\((?<name>[^)]*)\))?(?<flags>[-+ 0#]*)(?<width>[0-9]*)(?<point>\.(?<precision>[0-9]*))?(?<type>[a-zA-Z%])?")]
    private static partial Regex Field();
}
