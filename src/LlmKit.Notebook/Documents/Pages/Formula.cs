namespace LlmKit.Notebook.Documents.Pages;

/// <summary>A formula of LaTeX on the page: drawn where that is possible, else its source.</summary>
internal static class Formula
{
    public static string Html(string latex, bool isDisplay) =>
        LatexMath.Render(latex, isDisplay) is { } drawn ? isDisplay ? $"<div class=\"formula\">{drawn}</div>"
            : drawn
        : isDisplay ? $"<pre class=\"latex\">{Markup.Encode(latex.Trim())}</pre>"
        : $"<code class=\"latex\">{Markup.Encode(latex)}</code>";
}
