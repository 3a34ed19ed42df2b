using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Documents.Pages;

namespace LlmKit.Notebook.Running.Checking;

/// <summary>An output as lines that can be compared.</summary>
/// <param name="Kind">Such as <c>stdout</c>, <c>result</c>, <c>error</c>.</param>
/// <param name="Forms">Lines by MIME type, plain text first. Pictures are one line with their size, JSON one for each value.</param>
internal sealed partial record ComparedOutput(string Kind, IReadOnlyList<(string MimeType, IReadOnlyList<ComparedLine> Lines)> Forms)
{
    /// <summary>A cell's outputs. Neighbouring pieces of one stream are one.</summary>
    public static IReadOnlyList<ComparedOutput> Of(IEnumerable<NotebookOutput> outputs, double tolerance)
    {
        var compared = new List<ComparedOutput>();
        var stream = ("", "");
        foreach (var output in outputs)
        {
            if (output.Kind == "stream" && stream.Item1 == output.Name)
            {
                stream.Item2 += output.Text;
                continue;
            }

            End();
            if (output.Kind == "stream") stream = (output.Name, output.Text);
            else compared.Add(new(KindOf(output), FormsOf(output, tolerance)));
        }

        End();
        return compared;

        void End()
        {
            if (stream.Item1.Length > 0) compared.Add(new(stream.Item1, [(MimeBundle.Plain, Lines(stream.Item2, tolerance))]));
            stream = ("", "");
        }
    }

    private static string KindOf(NotebookOutput output) => output.Kind switch
    {
        "execute_result" => "result",
        "error" => "error",
        _ => "display",
    };

    private static List<(string, IReadOnlyList<ComparedLine>)> FormsOf(NotebookOutput output, double tolerance)
    {
        if (output.Kind == "error") return [(MimeBundle.Plain, Lines($"{output.Name}: {output.Text}", tolerance))];
        return
        [
            .. output.MimeTypes.OrderBy(type => type == MimeBundle.Plain ? 0 : 1).ThenBy(type => type, StringComparer.Ordinal)
                .Select(type => (type, LinesOf(type, output.Data(type)!, tolerance))),
        ];
    }

    private static IReadOnlyList<ComparedLine> LinesOf(string mimeType, string data, double tolerance) => mimeType switch
    {
        "image/svg+xml" => [ComparedLine.Of($"a drawing {DrawingSize(data)}", tolerance: 0)],
        _ when MimeBundle.IsBinary(mimeType) => [ComparedLine.Of(PngSize.Pixels(data) is var (width, height) ? $"a picture of {width} × {height} pixels" : "a picture", tolerance: 0)],
        _ when MimeBundle.IsJson(mimeType) => [.. Leaves("", JsonNode.Parse(data)).Select(line => ComparedLine.Of(line, tolerance))],
        MimeBundle.Html => Lines(data.Replace("><", ">\n<", StringComparison.Ordinal), tolerance),
        _ => Lines(data, tolerance),
    };

    private static IReadOnlyList<ComparedLine> Lines(string text, double tolerance) =>
        [.. TerminalText.Plain(text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n')).Split('\n').Select(line => ComparedLine.Of(line, tolerance))];

    private static IEnumerable<string> Leaves(string path, JsonNode? node) => node switch
    {
        JsonObject map => map.Where(pair => pair.Key is not ("id" or "uid" or "uuid")).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => Leaves(path.Length == 0 ? pair.Key : $"{path}.{pair.Key}", pair.Value)),
        JsonArray list => list.Index().SelectMany(item => Leaves(string.Create(CultureInfo.InvariantCulture, $"{path}[{item.Index}]"), item.Item)),
        _ => [$"{path}: {Leaf(node)}"],
    };

    // Writers of JSON spell a number in more than one way: 1E-05, 1e-5, 0.00001.
    private static string Leaf(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture) : node?.ToJsonString() ?? "null";

    private static string DrawingSize(string svg)
    {
        var root = SvgRoot().Match(svg).Value;
        return string.Join(' ', SvgSize().Matches(root).Select(match => match.Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("<svg[^>]*>")]
    private static partial Regex SvgRoot();

    [GeneratedRegex("""\b(width|height|viewBox)\s*=\s*["'][^"']*["']""")]
    private static partial Regex SvgSize();
}
