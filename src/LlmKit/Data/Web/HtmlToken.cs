namespace LlmKit.Data.Web;

/// <summary>A piece of an HTML page.</summary>
internal abstract record HtmlToken
{
    private HtmlToken()
    {
    }

    /// <summary>Text between tags, with character references replaced.</summary>
    public sealed record Text(string Content) : HtmlToken;

    /// <summary>A tag that opens an element.</summary>
    /// <param name="Name">In lower case.</param>
    /// <param name="Attributes">Names in lower case; of two with one name the first counts.</param>
    public sealed record Start(string Name, IReadOnlyDictionary<string, string> Attributes, bool IsClosed) : HtmlToken;

    /// <summary>A tag that closes an element.</summary>
    public sealed record End(string Name) : HtmlToken;
}
