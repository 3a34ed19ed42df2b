using System.Text;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>A notebook as Markdown: code and printed text in fences, pictures in files beside or inside the
/// text.</summary>
/// <param name="pictures">The folder for pictures, as the text names it; null keeps them inside the
/// text.</param>
internal sealed class MarkdownPage(string? pictures)
{
    private readonly StringBuilder _page = new();
    private readonly List<(string Name, byte[] Bytes)> _files = [];

    /// <summary>The pictures that the text refers to, by their names in the folder.</summary>
    public IReadOnlyList<(string Name, byte[] Bytes)> Files => _files;

    public string Write(NotebookDocument notebook)
    {
        foreach (var cell in notebook.Cells)
        {
            var source = cell.Code.ReplaceLineEndings("\n").Trim('\n');
            if (cell.Kind == "markdown" || (cell.IsCode && cell.Language == CellLanguages.Markdown))
                Append(WithAttachments(cell, source));
            else if (source.Trim().Length > 0) Append(Fenced(source, cell.IsCode ? cell.Language : ""));

            var outputs = cell.Outputs;
            for (var i = 0; i < outputs.Count; i++)
                Append(Shown(outputs[i], $"cell-{cell.Number:00}-{i + 1}"));
        }

        return _page.ToString();
    }

    private static string Fenced(string text, string language)
    {
        // A fence is longer than any inside of it.
        int longest = 2, run = 0;
        foreach (var letter in text)
        {
            run = letter == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return $"{fence}{language}\n{text}\n{fence}";
    }

    private void Append(string block)
    {
        if (block.Length == 0) return;
        if (_page.Length > 0) _page.Append('\n');
        _page.Append(block).Append('\n');
    }

    private string WithAttachments(NotebookCell cell, string source)
    {
        const string Attached = "](attachment:";
        for (var at = 0; (at = source.IndexOf(Attached, at, StringComparison.Ordinal)) >= 0; at += 2)
        {
            var end = source.IndexOf(')', at);
            if (end < 0) break;
            var name = source[(at + Attached.Length)..end].Split(' ')[0];
            if (cell.Attachment(Uri.UnescapeDataString(name)) is not var (mimeType, data)
                || !Pictures.Types.Contains(mimeType))
                continue;
            if (Pictures.Bytes(mimeType, data) is not { } bytes) continue;

            var file = $"cell-{cell.Number:00}-attachment-{_files.Count + 1}";
            var rest = source[(at + Attached.Length + name.Length)..];
            source = source[..(at + 2)] + Address(mimeType, bytes, file) + rest;
        }

        return source;
    }

    private string Shown(NotebookOutput output, string name)
    {
        switch (output.Kind)
        {
            case "stream":
                return Text(output.Text);
            case "error":
                return Text(
                    output.Traceback.Count > 0 ? string.Join('\n', output.Traceback)
                    : $"{output.Name}: {output.Text}");
        }

        foreach (var mimeType in Pictures.Types)
        {
            if (output.Data(mimeType) is not { } data || Pictures.Bytes(mimeType, data) is not { } bytes)
                continue;
            var says =
                TerminalText.Plain(output.Data(MimeBundle.Plain) ?? "").ReplaceLineEndings(" ")
                .Replace('[', '(').Replace(']', ')').Trim();
            return $"![{says}]({Address(mimeType, bytes, name)})";
        }

        return output.Data("text/markdown") ?? output.Data("text/latex") ??
               (output.Data(MimeBundle.Plain) is { } plain ? Text(plain)
                   : output.Data("text/html") is { } html ? Html(html) : "");
    }

    private static string Text(string text)
    {
        var plain = TerminalText.Plain(text).Trim('\n');
        return plain.Length == 0 ? "" : Fenced(plain, "text");
    }

    // A blank line would end the markup.
    private static string Html(string html) =>
        string.Join(
            '\n', HtmlFragment.Closed(html).ReplaceLineEndings("\n").Split('\n')
            .Where(line => line.Trim().Length > 0));

    private string Address(string mimeType, byte[] bytes, string name)
    {
        if (pictures is null) return Pictures.Address(mimeType, bytes);
        var file = name + Pictures.ExtensionOf(mimeType);
        _files.Add((file, bytes));
        return Uri.EscapeDataString(pictures) + "/" + file;
    }
}
