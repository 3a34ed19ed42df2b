using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>The text cells of one page as HTML.</summary>
/// <param name="folder">Where pictures that the text names lie; they become part of the page.</param>
internal sealed class MarkdownHtml(string folder)
{
    // What unfinished emphasis costs grows with the square of the text.
    private const int MaxLength = 200_000;

    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseTaskLists().UseAutoLinks().UseFootnotes()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UseMathematics().UseCjkFriendlyEmphasis().UseAlertBlocks().UseNonAsciiNoEscape().Build();

    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);
    private readonly List<Heading> _headings = [];

    /// <summary>The headings met so far, for the table of contents.</summary>
    public IReadOnlyList<Heading> Headings => _headings;

    /// <param name="attachment">Finds a picture attached to the cell.</param>
    public string Render(string markdown, Func<string, (string MimeType, string Base64)?> attachment)
    {
        if (markdown.Length > MaxLength) return $"<pre>{Markup.Encode(markdown)}</pre>";
        try
        {
            var document = Markdown.Parse(LatexBlocks.Marked(markdown), s_pipeline);
            foreach (var heading in document.Descendants<HeadingBlock>()) Anchor(heading);
            foreach (var link in document.Descendants<LinkInline>().Where(link => link.IsImage))
                EmbedPicture(link, attachment);

            using var html = new StringWriter { NewLine = "\n" };
            var renderer = new HtmlRenderer(html);
            s_pipeline.Setup(renderer);
            renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathInlineRenderer>(new InlineFormula());
            renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathBlockRenderer>(new BlockFormula());
            renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new ColouredCode());
            renderer.Render(document);
            return HtmlFragment.Closed(html.ToString());
        }
        catch (ArgumentException e) when (e.Message.Contains("nested", StringComparison.Ordinal))
        {
            // Markdig stops at 128 levels.
            return $"<pre>{Markup.Encode(markdown)}</pre>";
        }
    }

    private static string TextOf(ContainerInline? inline) =>
        inline is null ? "" : string.Concat(inline.Descendants().Select(part => part switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            MathInline math => math.Content.ToString(),
            LineBreakInline => " ",
            _ => "",
        }));

    // As Jupyter makes them: spaces become hyphens.
    private void Anchor(HeadingBlock heading)
    {
        var text = TextOf(heading.Inline).Trim();
        var anchor = string.Join('-', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (anchor.Length == 0) anchor = "section";
        var unique = anchor;
        for (var i = 2; !_anchors.Add(unique); i++) unique = $"{anchor}-{i}";
        heading.GetAttributes().Id = Markup.Encode(unique);
        _headings.Add(new(heading.Level, text, unique));
    }

    private void EmbedPicture(LinkInline link, Func<string, (string MimeType, string Base64)?> attachment)
    {
        const string Attached = "attachment:";
        if (link.Url is not { Length: > 0 } address) return;
        if (address.StartsWith(Attached, StringComparison.Ordinal))
        {
            if (attachment(Uri.UnescapeDataString(address[Attached.Length..])) is var (mimeType, data)
                && Pictures.Bytes(mimeType, data) is { } bytes)
                link.Url = Pictures.Address(mimeType, bytes);
        }
        else if (Pictures.Embed(folder, address) is { } embedded)
        {
            link.Url = embedded;
        }
    }

    /// <summary>A heading of the page.</summary>
    /// <param name="Level">1 to 6.</param>
    /// <param name="Anchor">What a link to it names after the #.</param>
    public sealed record Heading(int Level, string Text, string Anchor);

    private sealed class InlineFormula : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline obj) =>
            renderer.Write(Formula.Html(obj.Content.ToString(), isDisplay: obj.DelimiterCount > 1));
    }

    private sealed class BlockFormula : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock obj) =>
            renderer.EnsureLine().WriteLine(Formula.Html(obj.Lines.ToString(), isDisplay: true));
    }

    private sealed class ColouredCode : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock obj)
        {
            var language = obj is FencedCodeBlock { Info: { Length: > 0 } info }
                ? CellLanguages.NameOf(info.Split(' ', '{', ',')[0]) : "";
            var code = Code.Html(obj.Lines.ToString(), language);
            renderer.EnsureLine().WriteLine($"<pre class=\"code\"><code>{code}</code></pre>");
        }
    }
}
