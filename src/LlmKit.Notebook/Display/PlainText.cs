using System.Xml;
using System.Xml.Linq;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Display;

/// <summary>Values as text for a terminal: much like the C# that would make them, cut where it gets
/// long.</summary>
internal sealed class PlainText(Reading reading)
{
    private const int MostCharacters = 10_000, MostShared = 24, MostName = 40;

    /// <summary>Columns that a line may have; 100 unless a terminal tells its own.</summary>
    public static int Width { get; set; } = 100;

    public string Of(object? value)
    {
        value = reading.Shown(value);
        switch (value)
        {
            case null:
                return Formatter.NullString;
            case string text:
                return Cut.Counted(text, MostCharacters);
            case MimeBundle bundle:
                return bundle.PlainText;
            case HtmlString html:
                return HtmlText.Stripped(html.Content);
            case Latex or MarkdownText:
                return Cut.Counted(value.ToString()!, MostCharacters);
            case RawContent raw:
                return OfRaw(raw);
            case TableOf table:
                return Of(table.Items);
            case Unread or Picture:
                return value.ToString()!;
            case Exception exception:
                return string.Join('\n', CellErrors.OfException(exception, "").Traceback);
            case byte[] bytes:
                return Picture.Of(bytes)?.Text ?? HexDump.Of(bytes);
            case XNode or XmlNode:
                return Cut.Counted(XmlText.Of(value), MostCharacters);
            default:
                return Scalar.TextOf(value) is { } scalar ? Cut.Counted(scalar, MostCharacters) : Composed(value);
        }
    }

    // On one line where it fits, else with a line for each part.
    private string Composed(object value)
    {
        var line = new PlainLine(reading, Width);
        line.WriteBuiltIn(value);
        if (!line.IsCut) return line.ToString();

        if (Shape.IsDictionary(value) && reading.ItemsOf(value) is { } entries)
            return Lines("{", entries.Items.Select(Entry.Of).Select(Assigned), entries, "}");
        if (Shape.SpeaksForItself(value)) return Cut.Counted(PlainLine.OwnText(value), MostCharacters);
        if (reading.ItemsOf(value) is { } sample)
            return Lines("[", Filled(sample.Items.Select(item => Line(item, Width))), sample, "]");

        var members = reading.MembersOf(value);
        var name = PlainLine.NameOf(value);
        return Lines(
            name.Length == 0 ? "{" : $"{name} {{",
            members.Shown.Select(member => Assigned(member.Name, member.Value)),
            new([.. members.Shown], members.Total, members.Total > members.Shown.Count),
            "}");
    }

    // Short parts share their lines.
    private static IEnumerable<string> Filled(IEnumerable<string> parts)
    {
        var line = "";
        foreach (var part in parts)
        {
            var isShared = line.Length > 0 && part.Length <= MostShared && line.Length + part.Length + 4 <= Width;
            if (line.Length > 0 && !isShared) yield return line;
            line = isShared ? $"{line}, {part}" : part;
        }

        if (line.Length > 0) yield return line;
    }

    private static string Lines(string open, IEnumerable<string> parts, Sample sample, string close)
    {
        List<string> lines = [.. parts.Select(part => $"  {part},")];
        if (sample.Rest is { } rest) lines.Add("  " + rest);
        if (sample.Failure is { } failure) lines.Add($"  ({failure})");
        var text = string.Join('\n', [open, .. lines, close]);
        return Cut.Counted(text, MostCharacters);
    }

    private string Assigned(Entry? entry) => Assigned($"[{Line(entry?.Key, MostName)}]", entry?.Value);

    private string Assigned(string name, object? value) => $"{Cut.Short(name, MostName)} = {Line(value, Width)}";

    /// <summary>A value on one line of at most <paramref name="width"/> characters.</summary>
    public string Line(object? value, int width)
    {
        var line = new PlainLine(reading, width);
        line.Write(value);
        return line.ToString();
    }

    private static string OfRaw(RawContent raw) => raw.MimeType switch
    {
        MimeBundle.Html => HtmlText.Stripped(raw.Content),
        "application/javascript" or "text/javascript" or "text/css" => $"({raw.MimeType})",
        _ when MimeBundle.IsBinary(raw.MimeType) || raw.MimeType == "image/svg+xml" => $"({raw.MimeType})",
        _ => Cut.Counted(raw.Content, MostCharacters),
    };
}
