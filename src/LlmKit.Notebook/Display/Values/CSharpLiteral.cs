using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Display;

/// <summary>Text in the quotes and escapes of C#.</summary>
internal static class CSharpLiteral
{
    public static string Of(char letter) =>
        $"'{(letter == '\'' ? "\\'" : letter == '"' ? "\"" : Escaped(letter.ToString()))}'";

    public static string Of(string text) => $"\"{Escaped(text)}\"";

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                '\0' => escaped.Append("\\0"),
                _ when char.IsControl(letter) =>
                    escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => escaped.Append(letter),
            };
        }

        return escaped.ToString();
    }
}
