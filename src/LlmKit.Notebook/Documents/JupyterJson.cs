using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmKit.Notebook.Documents;

/// <summary>JSON as Jupyter's own writer makes it, so that a notebook run here and one saved there differ in
/// nothing else.</summary>
internal static class JupyterJson
{
    /// <summary>Keys sorted, every value on its own line, text unescaped, a line break at the end.</summary>
    /// <param name="indent">What one level is indented by. Jupyter takes one space.</param>
    public static string Write(JsonNode node, string indent = " ")
    {
        var text = new StringBuilder();
        Write(text, node, indent, "\n");
        return text.Append('\n').ToString();
    }

    /// <summary>On one line, keys in the order they have.</summary>
    public static string WriteLine(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, indent: null, "");
        return text.ToString();
    }

    /// <summary>Text as a list of lines, each with its line break, as notebooks store it.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>Text that may be stored as one string or as a list of lines.</summary>
    public static string Text(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(line => line?.GetValue<string>())),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => "",
    };

    private static void Write(StringBuilder text, JsonNode? node, string? indent, string line)
    {
        switch (node)
        {
            case JsonObject { Count: 0 }:
                text.Append("{}");
                break;
            case JsonArray { Count: 0 }:
                text.Append("[]");
                break;
            case JsonObject map:
                var pairs = indent is null ? map
                    : (IEnumerable<KeyValuePair<string, JsonNode?>>)map
                    .OrderBy(pair => pair.Key, StringComparer.Ordinal);
                WriteAll(text, '{', pairs, '}', indent, line, (pair, inner) =>
                {
                    WriteText(text, pair.Key);
                    text.Append(indent is null ? ":" : ": ");
                    Write(text, pair.Value, indent, inner);
                });
                break;
            case JsonArray list:
                WriteAll(
                    text, '[', list, ']', indent, line, (item, inner) => Write(text, item, indent, inner));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                WriteText(text, value.GetValue<string>());
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void WriteAll<T>(
        StringBuilder text, char open, IEnumerable<T> items, char close, string? indent, string line,
        Action<T, string> write)
    {
        var inner = line + indent;
        var separator = open;
        foreach (var item in items)
        {
            text.Append(separator).Append(inner);
            write(item, inner);
            separator = ',';
        }

        text.Append(line).Append(close);
    }

    private static void WriteText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }
}
