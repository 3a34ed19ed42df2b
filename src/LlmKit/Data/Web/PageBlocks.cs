using System.Text;

namespace LlmKit.Data.Web;

/// <summary>
/// Reads the tokens of a page into blocks of text. No tree is built: a stack of open elements is enough to know what surrounds
/// a text, and each element costs the same however deep it lies.
/// </summary>
internal sealed class PageBlocks
{
    private const int Deepest = 512;

    private readonly List<PageBlock> _blocks = [];
    private readonly List<PageElement> _open = [new("", ElementTraits.None)];
    private readonly StringBuilder _text = new();
    private int _linked;
    private bool _needsSpace;
    private BlockKind _kind;
    private string _mark = "";

    /// <summary>The page's title; empty when it has none.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What the page says about its language; empty when it says nothing.</summary>
    public string Language { get; private set; } = "";

    public IReadOnlyList<PageBlock> Blocks => _blocks;

    private PageElement Inner => _open[^1];

    public static PageBlocks Of(string html)
    {
        var page = new PageBlocks();
        foreach (var token in new HtmlTokenizer(html).Read()) page.Take(token);
        page.EndBlock();
        return page;
    }

    private void Take(HtmlToken token)
    {
        switch (token)
        {
            case HtmlToken.Text text:
                Add(text.Content);
                break;
            case HtmlToken.Start start:
                Open(start);
                break;
            case HtmlToken.End end:
                Close(end.Name);
                break;
        }
    }

    private void Open(HtmlToken.Start tag)
    {
        var name = tag.Name;
        if (name == "html" && tag.Attributes.TryGetValue("lang", out var language)) Language = language;
        if (name == "br")
        {
            if (_text.Length > 0 && _text[^1] != '\n') _text.Append('\n');
            else EndBlock();
            _needsSpace = false;
            return;
        }

        if (name is "td" or "th") BeginCell();
        else if (HtmlElements.IsBlock(name)) EndBlock(isOpening: true);
        if (HtmlElements.IsVoid(name)) return;
        foreach (var implied in HtmlElements.ClosedBy(name))
            if (Inner.Name == implied) _open.RemoveAt(_open.Count - 1);
        if (_open.Count >= Deepest) return;
        var traits = Inner.Traits | HtmlElements.TraitsOf(tag, Inner.Traits);
        _open.Add(new(name, traits) { Number = name == "ol" ? 1 : 0 });
        if (HtmlElements.KindOf(name) is { } kind) _kind = kind;
        if (name == "li") _mark = MarkOf();
    }

    private void Close(string name)
    {
        if (name is "p" or "br" || (HtmlElements.IsBlock(name) && name is not ("td" or "th"))) EndBlock();
        for (var index = _open.Count - 1; index > 0; index--)
        {
            if (_open[index].Name != name)
            {
                // A stray end tag closes nothing beyond the cell or the block that it stands in.
                if (HtmlElements.IsFence(_open[index].Name) && !HtmlElements.IsBlock(name)) return;
                continue;
            }

            _open.RemoveRange(index, _open.Count - index);
            return;
        }
    }

    private void Add(string text)
    {
        var traits = Inner.Traits;
        if (Inner.Name == "title" && Title.Length == 0)
        {
            Title = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return;
        }

        if ((traits & ElementTraits.Hidden) != 0) return;
        if ((traits & ElementTraits.Code) != 0)
        {
            _text.Append(text);
            return;
        }

        var before = _text.Length;
        foreach (var letter in text)
        {
            if (letter is ' ' or '\t' or '\n' or '\r' or '\f' or '\u00a0')
            {
                _needsSpace = true;
                continue;
            }

            if (_needsSpace && _text.Length > 0 && _text[^1] != '\n') _text.Append(' ');
            _needsSpace = false;
            _text.Append(letter);
        }

        if ((traits & ElementTraits.Link) != 0) _linked += _text.Length - before;
    }

    private void BeginCell()
    {
        var isRow = _kind == BlockKind.TableRow;
        if (isRow && _text.Length > 0) _text.Append(" | ");
        else EndBlock();
        (_kind, _needsSpace) = (BlockKind.TableRow, false);
    }

    private string MarkOf()
    {
        for (var index = _open.Count - 2; index > 0; index--)
        {
            if (_open[index].Name is "ul" or "menu" or "dir") return "- ";
            if (_open[index].Name == "ol") return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_open[index].Number++}. ");
        }

        return "- ";
    }

    private void EndBlock(bool isOpening = false)
    {
        var traits = Inner.Traits;
        var text = _kind == BlockKind.Code ? _text.ToString().Trim('\n', '\r').TrimEnd() : _text.ToString().Trim(' ', '\n', '|');
        if (text.Length > 0)
        {
            _blocks.Add(new PageBlock
            {
                Text = _kind == BlockKind.ListItem ? _mark + text : text,
                Kind = _kind,
                Linked = _linked,
                IsAside = (traits & ElementTraits.Aside) != 0,
                IsInArticle = (traits & ElementTraits.Article) != 0,
            }.Measured());
            _mark = "- ";
        }
        else if (isOpening && _kind == BlockKind.ListItem)
        {
            return;
        }

        _text.Clear();
        (_linked, _needsSpace) = (0, false);
        _kind = HtmlElements.KindOf(Inner.Name) is { } kind && kind != BlockKind.ListItem ? kind
            : (traits & ElementTraits.Code) != 0 ? BlockKind.Code : BlockKind.Paragraph;
    }
}

/// <summary>An element that is open, with what it inherits from those around it.</summary>
internal sealed record PageElement(string Name, ElementTraits Traits)
{
    /// <summary>Of the next item of a numbered list.</summary>
    public int Number { get; set; }
}
