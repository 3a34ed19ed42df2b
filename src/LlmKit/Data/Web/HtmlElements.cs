using System.Text.RegularExpressions;

namespace LlmKit.Data.Web;

/// <summary>What the elements of HTML do to text.</summary>
internal static partial class HtmlElements
{
    private static readonly HashSet<string> s_blocks =
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li",
        "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "search", "section", "select", "summary", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "ul", "textarea", "title", "xmp", "plaintext", "iframe", "noscript", "head",
    ];

    private static readonly HashSet<string> s_void =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

    private static readonly HashSet<string> s_hidden =
        ["script", "style", "template", "svg", "math", "head", "iframe", "object", "audio", "video", "canvas", "noembed", "noframes", "datalist"];

    private static readonly HashSet<string> s_aside =
        ["nav", "footer", "aside", "form", "button", "select", "textarea", "dialog", "menu", "noscript", "label", "search"];

    private static readonly HashSet<string> s_fences = ["td", "th", "table", "li", "div", "section", "article", "main", "body"];

    private static readonly Dictionary<string, string[]> s_closed = new()
    {
        ["li"] = ["p", "li"],
        ["dt"] = ["p", "dd", "dt"],
        ["dd"] = ["p", "dd", "dt"],
        ["tr"] = ["p", "td", "th", "tr"],
        ["td"] = ["p", "td", "th"],
        ["th"] = ["p", "td", "th"],
        ["option"] = ["option"],
        ["body"] = ["head"],
    };

    private static readonly string[] s_paragraph = ["p"];

    public static bool IsBlock(string name) => s_blocks.Contains(name);

    public static bool IsVoid(string name) => s_void.Contains(name);

    /// <summary>Whether end tags of inline elements stop at it.</summary>
    public static bool IsFence(string name) => s_fences.Contains(name);

    /// <summary>The elements that end where one of that name begins.</summary>
    public static string[] ClosedBy(string name) =>
        s_closed.TryGetValue(name, out var closed) ? closed : IsBlock(name) ? s_paragraph : [];

    public static BlockKind? KindOf(string name) => name switch
    {
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => BlockKind.Heading,
        "li" or "dd" or "dt" => BlockKind.ListItem,
        "pre" or "xmp" or "plaintext" => BlockKind.Code,
        "td" or "th" => BlockKind.TableRow,
        _ => null,
    };

    /// <summary>What an element adds to what holds around it.</summary>
    public static ElementTraits TraitsOf(HtmlToken.Start tag, ElementTraits around)
    {
        var name = tag.Name;
        if (s_hidden.Contains(name) || IsHidden(tag)) return ElementTraits.Hidden;
        var traits = name switch
        {
            "a" => ElementTraits.Link,
            "pre" or "xmp" or "plaintext" => ElementTraits.Code,
            "article" or "main" => ElementTraits.Article,
            "header" when (around & ElementTraits.Article) == 0 => ElementTraits.Aside,
            _ => s_aside.Contains(name) ? ElementTraits.Aside : ElementTraits.None,
        };
        if (tag.Attributes.Count == 0 || name is "html" or "body" or "article" or "main" or "a") return traits;
        if (tag.Attributes.TryGetValue("role", out var role) && role is "main" or "article") return traits | ElementTraits.Article;
        if (role is "navigation" or "banner" or "contentinfo" or "complementary" or "search" or "menu" or "dialog")
            return traits | ElementTraits.Aside;
        return IsBlock(name) && (IsAsideName(tag, "class") || IsAsideName(tag, "id")) ? traits | ElementTraits.Aside : traits;
    }

    private static bool IsHidden(HtmlToken.Start tag) => tag.Attributes.Count > 0
        && (tag.Attributes.ContainsKey("hidden")
            || (tag.Attributes.TryGetValue("aria-hidden", out var hidden) && hidden == "true")
            || (tag.Attributes.TryGetValue("style", out var style) && HiddenStyle().IsMatch(style)));

    private static bool IsAsideName(HtmlToken.Start tag, string attribute) =>
        tag.Attributes.TryGetValue(attribute, out var names) && names.Length < 200 && AsideName().IsMatch(names);

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase)]
    private static partial Regex HiddenStyle();

    [GeneratedRegex(
        "(?<![a-z])(?:nav(?:bar|igation)?|menu|breadcrumbs?|sidebar|footer|foot|cookies?|consent|advert(?:s|isement)?|ads?|banner|sponsor(?:ed)?"
        + "|promo|social|share|sharing|related|recommend(?:ed|ation)?s?|comments?|disqus|newsletter|subscribe|pagination|pager|popup|modal"
        + "|copyright|skip(?:link)?|toolbar|widget)(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex AsideName();
}
