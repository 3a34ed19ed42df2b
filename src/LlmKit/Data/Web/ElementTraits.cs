namespace LlmKit.Data.Web;

/// <summary>What holds for the text within an element, however deep.</summary>
[Flags]
internal enum ElementTraits
{
    None = 0,

    /// <summary>Never shown: scripts, styles, the head.</summary>
    Hidden = 1,

    /// <summary>Shown, but none of the page's text.</summary>
    Aside = 2,

    Link = 4,

    Article = 8,

    /// <summary>Space counts.</summary>
    Code = 16,
}
