using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// Writes the markup of XML documentation as plain text: paragraphs, lists, code, short names for references.
/// </summary>
internal sealed partial class DocumentationText
{
    private readonly StringBuilder _text = new();
    private bool _space;

    public static string Of(XElement element)
    {
        var writer = new DocumentationText();
        writer.Children(element);
        return writer._text.ToString().Trim();
    }

    /// <summary>
    /// A short name for a documentation id: <c>String.Join</c> for
    /// <c>M:System.String.Join(System.String)</c>.
    /// </summary>
    public static string NameOf(string id)
    {
        var kind = id.Length > 1 && id[1] == ':' ? id[0] : ' ';
        var name = kind == ' ' ? id : id[2..];
        if (kind is ' ' or '!' or 'N') return name.Replace('{', '<').Replace('}', '>');

        if (name.IndexOf('(', StringComparison.Ordinal) is var open and > 0) name = name[..open];
        var parts = name.Split('.');
        if (parts[^1] is "#ctor" or "#cctor") parts = parts[..^1];
        else if (kind != 'T') return string.Join('.', parts.TakeLast(2).Select(Arity));
        return Arity(parts[^1]);
    }

    private static string Arity(string name) => ArityMark().Replace(name, mark =>
    {
        if (mark.Value.StartsWith("``", StringComparison.Ordinal)) return "";
        var count = int.Parse(mark.Value[1..], CultureInfo.InvariantCulture);
        var names = Enumerable.Range(1, Math.Min(count, 16)).Select(number => $"T{number}");
        return count == 1 ? "<T>" : $"<{string.Join(", ", names)}>";
    });

    private void Children(XElement element)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText text) Text(text.Value);
            else if (node is XElement child) Element(child);
        }
    }

    private void Element(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "see" or "seealso" when element.IsEmpty || element.Value.Length == 0:
                Word(Reference(element));
                break;
            case "paramref" or "typeparamref":
                Word(element.Attribute("name")?.Value ?? "");
                break;
            case "para" or "p" or "note" or "remarks":
                Break(2);
                Children(element);
                Break(2);
                break;
            case "br":
                Break(1);
                break;
            case "code":
                Code(element.Value);
                break;
            case "list" or "ul" or "ol":
                List(element);
                break;
            case "inheritdoc":
                break;
            default:
                Children(element);
                break;
        }
    }

    private void List(XElement list)
    {
        var number = 0;
        Break(1);
        foreach (var item in list.Elements()
            .Where(item => item.Name.LocalName is "item" or "listheader" or "li"))
        {
            Break(1);
            var isNumbered = list.Attribute("type")?.Value == "number" || list.Name.LocalName == "ol";
            Word(item.Name.LocalName == "listheader" ? "" : isNumbered ? $"{++number}." : "•");
            _space = _text.Length > 0 && _text[^1] != '\n';
            var columns = item.Elements().Where(part => part.Name.LocalName is "term" or "description")
                .ToList();
            for (var i = 0; i < columns.Count; i++)
            {
                if (i > 0) Word(":");
                _space |= i > 0;
                Children(columns[i]);
            }

            if (columns.Count == 0) Children(item);
        }

        Break(2);
    }

    private void Code(string code)
    {
        var lines = code.ReplaceLineEndings("\n").Trim('\n').TrimEnd().Split('\n');
        var indent = lines.Where(line => line.Trim().Length > 0)
            .Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        Break(2);
        foreach (var line in lines)
            _text.Append("    ").Append(line.Length > indent ? line[indent..].TrimEnd() : "").Append('\n');
        Break(2);
    }

    // A blank line in the source parts paragraphs; any other white space is one space.
    private void Text(string text)
    {
        var paragraphs = BlankLine().Split(text);
        for (var i = 0; i < paragraphs.Length; i++)
        {
            if (i > 0) Break(2);
            var words = paragraphs[i];
            if (words.Length > 0 && char.IsWhiteSpace(words[0])) _space = true;
            foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                Word(word);
                _space = true;
            }

            _space = words.Length > 0 && char.IsWhiteSpace(words[^1]);
        }
    }

    private void Word(string word)
    {
        if (word.Length == 0) return;
        if (_space && _text.Length > 0 && _text[^1] != '\n') _text.Append(' ');
        _space = false;
        _text.Append(word);
    }

    private void Break(int lines)
    {
        _space = false;
        if (_text.Length == 0) return;
        while (_text.Length > 0 && _text[^1] == ' ') _text.Length--;
        var have = 0;
        while (have < _text.Length && _text[^(have + 1)] == '\n') have++;
        for (; have < lines; have++) _text.Append('\n');
    }

    private static string Reference(XElement see) =>
        see.Attribute("cref") is { } id ? NameOf(id.Value)
        : (see.Attribute("langword") ?? see.Attribute("href") ?? see.Attribute("name"))?.Value ?? "";

    [GeneratedRegex(@"\r?\n[ \t]*\r?\n\s*")]
    private static partial Regex BlankLine();

    [GeneratedRegex(@"``?\d+")]
    private static partial Regex ArityMark();
}
