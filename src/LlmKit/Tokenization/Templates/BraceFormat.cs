using System.Text;
using System.Text.RegularExpressions;

namespace LlmKit.Tokenization.Templates;

/// <summary>Python's <c>'{} and {name}'.format(a, name=b)</c>, without attributes and with widths for texts.</summary>
internal static partial class BraceFormat
{
    public static string Apply(string format, Arguments arguments)
    {
        var text = new StringBuilder();
        var (at, next) = (0, 0);
        foreach (Match part in Part().Matches(format))
        {
            text.Append(format, at, part.Index - at);
            at = part.Index + part.Length;
            if (part.Value is "{{" or "}}")
            {
                text.Append(part.Value[0]);
                continue;
            }

            if (!part.Groups["field"].Success)
                throw new TemplateFault($"'{part.Value}' in a format is no field. Double the brace to mean itself; a field is {{}}, {{0}} or {{name}}.");
            var name = part.Groups["field"].Value;
            var value = name.Length == 0 ? Positional(next++)
                : char.IsAsciiDigit(name[0]) ? Positional(int.TryParse(name, out var index) ? index : int.MaxValue)
                : arguments.Named.TryGetValue(name, out var named) ? named : throw new TemplateFault($"format is not given {name}.");
            var formatted = part.Groups["conversion"].Success ? Values.Repr(value) : Values.Text(value);
            Budget.Grow(text.Length + (long)formatted.Length);
            text.Append(formatted);
        }

        return text.Append(format, at, format.Length - at).ToString();

        object? Positional(int index) => index < arguments.Positional.Count ? arguments.Positional[index]
            : throw new TemplateFault("A format has more fields than values.");
    }

    [GeneratedRegex(@"\{\{|\}\}|\{(?<field>\w*)(?<conversion>!r)?(?::s?)?\}|[{}]")]
    private static partial Regex Part();
}
