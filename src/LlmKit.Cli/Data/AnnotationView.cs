using System.Globalization;
using System.Text;
using LlmKit.Data;
using LlmKit.Data.Annotation;
using LlmKit.Notebook.Display;

namespace LlmKit.Cli.Data;

/// <summary>What an annotator sees, as rows of a terminal.</summary>
internal sealed class AnnotationView(AnnotationSession session, LabelKeys keys, string title, bool hasColours)
{
    /// <summary>The first row of the sample's text that is shown.</summary>
    public int Scroll { get; set; }

    /// <summary>The note that is being written; null when none is.</summary>
    public string? Note { get; set; }

    /// <summary>What is told once.</summary>
    public string? Message { get; set; }

    /// <summary>The rows, as many as the terminal has at most, each as wide as it at most.</summary>
    public IReadOnlyList<string> Rows(int columns, int rows)
    {
        List<string> above = [Head(columns), new('─', columns)], below = [new('─', columns), .. Foot(columns)];
        var room = Math.Max(1, rows - above.Count - below.Count);
        var text = Text(columns);
        Scroll = Math.Clamp(Scroll, 0, Math.Max(0, text.Count - room));
        var shown = text.Skip(Scroll).Take(room).ToList();
        if (Scroll + room < text.Count) shown[^1] = Faint($"… {text.Count - Scroll - room + 1} more rows: ↓");
        while (shown.Count < room) shown.Add("");
        return [.. above.Concat(shown).Concat(below).Take(rows)];
    }

    private string Head(int columns)
    {
        var done = session.Count - session.Left;
        var share = string.Create(CultureInfo.InvariantCulture, $"{done} of {session.Count} done{(session.Skipped > 0 ? $", {session.Skipped} skipped" : "")}");
        const int Bar = 20;
        var filled = session.Count == 0 ? 0 : (int)((long)Bar * done / session.Count);
        var right = columns >= 60 ? $"{new string('█', filled)}{new string('░', Bar - filled)} {share}" : share;
        var left = TextWidth.Fit($"{session.Index + 1}. {title}", Math.Max(0, columns - TextWidth.Of(right) - 1));
        return Bold(TextWidth.Cut($"{left} {right}", columns));
    }

    private List<string> Text(int columns)
    {
        var lines = new List<string>();
        var conversation = session.Sample.Conversation;
        foreach (var message in conversation)
        {
            if (!conversation.IsPlainText) lines.Add(Faint($"{message.Role.ToString().ToLowerInvariant()}:"));
            lines.AddRange(Wrapped(message.Content, columns));
        }

        if (session.Sample.Rejected is { } rejected)
        {
            lines.Add(Faint("the other answer:"));
            lines.AddRange(Wrapped(rejected.Last.Content, columns));
        }

        return lines;
    }

    private IEnumerable<string> Foot(int columns)
    {
        var answer = session.Answer;
        var labels = keys.Pairs.Select(pair => pair.Label == answer?.Label ? Chosen($" {pair.Key} {pair.Label} ") : $" {pair.Key} {pair.Label} ").ToArray();
        foreach (var line in Joined(labels, columns)) yield return line;
        if (Suggestion is { } suggestion && answer?.IsDone != true) yield return TextWidth.Cut($" Enter takes what the file says: {suggestion}", columns);
        if (Note is { } note) yield return TextWidth.CutStart($" note: {note}▏", columns);
        else if (answer?.Note is { } kept) yield return TextWidth.Cut($" note: {Visible(kept)}", columns);
        if (answer?.IsSkipped == true) yield return " skipped";
        if (session.Left == 0) yield return Bold(TextWidth.Cut(" All samples are done. q ends, arrows look back.", columns));
        if (Message is { } message) yield return TextWidth.Cut($" {message}", columns);
        yield return Faint(TextWidth.Cut(
            Note is null ? " u undo  s skip  n note  ←→ go  ↑↓ scroll  q quit" : " Enter keeps the note, Escape leaves it as it was", columns));
    }

    /// <summary>The label that the sample came with, when it is one of those asked.</summary>
    public string? Suggestion
    {
        get
        {
            var name = session.Sample.Label switch
            {
                Label.Name text => text.Text,
                Label.Class number => number.Number.ToString(CultureInfo.InvariantCulture),
                Label.Wanted wanted => wanted.Is ? "true" : "false",
                _ => null,
            };
            return keys.Pairs.Any(pair => pair.Label == name) ? name : null;
        }
    }

    // Labels side by side, in as many lines as they need.
    private static IEnumerable<string> Joined(string[] labels, int columns)
    {
        var (line, width) = (new StringBuilder(), 0);
        foreach (var label in labels)
        {
            var own = TextWidth.Of(label.Replace("\u001b[7m", "", StringComparison.Ordinal).Replace("\u001b[0m", "", StringComparison.Ordinal));
            if (width > 0 && width + own > columns)
            {
                yield return line.ToString();
                (line, width) = (new(), 0);
            }

            line.Append(label);
            width += own;
        }

        yield return line.ToString();
    }

    // Lines are broken between words where there are any, Chinese between any two letters.
    internal static IEnumerable<string> Wrapped(string text, int columns)
    {
        foreach (var paragraph in Visible(text).Split('\n'))
        {
            var (line, width, space) = (new StringBuilder(), 0, -1);
            for (var at = 0; at < paragraph.Length;)
            {
                var length = StringInfo.GetNextTextElementLength(paragraph.AsSpan(at));
                var element = paragraph.Substring(at, length);
                var own = TextWidth.OfElement(element, out _);
                if (width + own > columns && width > 0)
                {
                    var isWord = space >= 0 && own == 1 && element[0] != ' ';
                    var rest = isWord ? line.ToString(space + 1, line.Length - space - 1) : "";
                    yield return isWord ? line.ToString(0, space) : line.ToString();
                    (line, width, space) = (new(rest), TextWidth.Of(rest), -1);
                    if (element is " ")
                    {
                        at += length;
                        continue;
                    }
                }

                if (element is " ") space = line.Length;
                else if (own == 2) space = -1;
                line.Append(element);
                width += own;
                at += length;
            }

            yield return line.ToString();
        }
    }

    // A text must not tell the terminal anything.
    private static string Visible(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings("\n"))
        {
            if (letter == '\t') clean.Append("    ");
            else clean.Append(letter != '\n' && char.IsControl(letter) ? '·' : letter);
        }

        return clean.ToString();
    }

    private string Bold(string text) => hasColours ? $"\u001b[1m{text}\u001b[0m" : text;

    private string Faint(string text) => hasColours ? $"\u001b[2m{text}\u001b[0m" : text;

    private string Chosen(string text) => hasColours ? $"\u001b[7m{text}\u001b[0m" : $"[{text[1..^1]}]";
}
