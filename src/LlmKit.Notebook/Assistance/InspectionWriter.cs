using System.Net;
using System.Text;

namespace LlmKit.Notebook.Assistance;

/// <summary>Writes an inspection in both of its forms at once.</summary>
internal sealed class InspectionWriter
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _html = new();

    public Inspection? Written =>
        _text.Length == 0 ? null : new(_text.ToString().TrimEnd(), $"<div>{_html}</div>");

    /// <summary>A declaration, with a part of it marked.</summary>
    public void Signature(string signature, Range? marked = null, string role = "", string note = "")
    {
        if (_text.Length > 0) Gap();
        Line(signature, marked, role, note);
    }

    /// <summary>Declarations below each other, the first as the one that fits.</summary>
    public void Signatures(IReadOnlyList<(string Signature, Range? Marked)> signatures, int more)
    {
        if (_text.Length > 0) Gap();
        var isOne = signatures.Count == 1 && more == 0;
        for (var i = 0; i < signatures.Count; i++)
        {
            if (!isOne) _text.Append(i == 0 ? "▸ " : "  ");
            Line(signatures[i].Signature, signatures[i].Marked, "", "");
        }

        if (more > 0) Note($"… {more} more");
    }

    public void Paragraph(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        Gap();
        _text.Append(text).Append('\n');
        foreach (var paragraph in text.Split("\n\n"))
            _html.Append("<p>").Append(Encoded(paragraph)).Append("</p>");
    }

    /// <summary>A heading with what belongs below it; nothing when that is nothing.</summary>
    public void Section(string heading, IEnumerable<(string Name, string Text)> entries)
    {
        var isFirst = true;
        foreach (var (name, text) in entries)
        {
            if (isFirst)
            {
                Gap();
                _text.Append(heading).Append(":\n");
                _html.Append("<p><b>").Append(Encoded(heading)).Append("</b></p><ul>");
                isFirst = false;
            }

            var line = name.Length > 0 && text.Length > 0 ? $"{name}: {text}" : name + text;
            _text.Append("  ")
                .Append(line.Replace("\n", "\n  ", StringComparison.Ordinal)
                .Replace("\n  \n", "\n\n", StringComparison.Ordinal)).Append('\n');
            _html.Append("<li>");
            if (name.Length > 0)
                _html.Append("<code>").Append(Encoded(name)).Append("</code>")
                .Append(text.Length > 0 ? ": " : "");
            _html.Append(Encoded(text)).Append("</li>");
        }

        if (!isFirst) _html.Append("</ul>");
    }

    private void Line(string signature, Range? marked, string role, string note)
    {
        var before = role.Length > 0 ? $"({role}) " : "";
        var after = note.Length > 0 ? $" ({note})" : "";
        var (start, length) = marked?.GetOffsetAndLength(signature.Length) ?? (signature.Length, 0);
        var (head, mark, tail) =
            (signature[..start], signature.Substring(start, length), signature[(start + length)..]);
        _text.Append(before).Append(head).Append(length > 0 ? $"«{mark}»" : "").Append(tail).Append(after)
            .Append('\n');
        _html.Append("<pre>").Append(Encoded(before)).Append(Encoded(head))
            .Append(length > 0 ? $"<b>{Encoded(mark)}</b>" : "")
            .Append(Encoded(tail)).Append(Encoded(after)).Append("</pre>");
    }

    private void Note(string text)
    {
        _text.Append("  ").Append(text).Append('\n');
        _html.Append("<p>").Append(Encoded(text)).Append("</p>");
    }

    private void Gap()
    {
        if (_text.Length > 0) _text.Append('\n');
    }

    private static string Encoded(string text) =>
        WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);
}
