namespace LlmKit.Data.Web;

/// <summary>A paragraph of a page and what tells whether it belongs to the page's text.</summary>
internal sealed class PageBlock
{
    public required string Text { get; init; }

    public required BlockKind Kind { get; init; }

    /// <summary>Characters within links.</summary>
    public required int Linked { get; init; }

    /// <summary>Whether an element around it says that it is none of the text: navigation, footers, forms.</summary>
    public required bool IsAside { get; init; }

    /// <summary>Whether it stands in an <c>article</c> or <c>main</c>.</summary>
    public required bool IsInArticle { get; init; }

    /// <summary>Characters, where letters of scripts without spaces count two: they say as much.</summary>
    public int Size { get; private set; }

    /// <summary>Signs that end or part sentences.</summary>
    public int Stops { get; private set; }

    public double LinkDensity => Text.Length == 0 ? 0 : (double)Linked / Text.Length;

    public PageBlock Measured()
    {
        foreach (var letter in Text)
        {
            Size += Scripts.IsSpaceless(letter) ? 2 : 1;
            if (letter is '.' or ',' or ';' or ':' or '!' or '?' or '。' or '，' or '、' or '；' or '：' or '！' or '？' or '…') Stops++;
        }

        return this;
    }
}

/// <summary>What a block of a page is.</summary>
internal enum BlockKind
{
    Paragraph,
    Heading,
    ListItem,
    TableRow,
    Code,
}
