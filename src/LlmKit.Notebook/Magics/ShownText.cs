using System.Xml;
using System.Xml.Linq;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Magics;

/// <summary>Text of a cell that is shown and not run.</summary>
internal static class ShownText
{
    public static Task<CellOutcome?> Markdown(MagicCall call) => Show(new(MimeBundle.Plain, call.Text) { { "text/markdown", call.Text } });

    public static Task<CellOutcome?> Html(MagicCall call) => Show(new(MimeBundle.Plain, call.Text) { { MimeBundle.Html, call.Text } });

    public static Task<CellOutcome?> JavaScript(MagicCall call) => Show(new("application/javascript", call.Text));

    public static Task<CellOutcome?> Svg(MagicCall call)
    {
        try
        {
            if (XDocument.Parse(call.Text).Root is { Name.LocalName: "svg" }) return Show(new("image/svg+xml", call.Text) { { MimeBundle.Plain, "SVG" } });
            return Task.FromResult<CellOutcome?>(call.Fail("the text is no SVG: it must be one element <svg xmlns=\"http://www.w3.org/2000/svg\">."));
        }
        catch (XmlException e)
        {
            return Task.FromResult<CellOutcome?>((call with { Line = call.Line + Math.Max(1, e.LineNumber) }).Fail($"the text is no SVG: {e.Message}"));
        }
    }

    /// <summary>
    /// JupyterLab draws diagrams, of their own type and in Markdown, and so do code hosts and editors; all others show the
    /// source, which reads well. Nothing is fetched from the network.
    /// </summary>
    public static Task<CellOutcome?> Mermaid(MagicCall call) => Show(new(MimeBundle.Plain, call.Text)
    {
        { "text/vnd.mermaid", call.Text },
        { "text/markdown", $"```mermaid\n{call.Text}\n```" },
    });

    private static Task<CellOutcome?> Show(MimeBundle content)
    {
        if (content.Any(form => form.Value.Length > 0)) CellSession.Show(content);
        return Task.FromResult<CellOutcome?>(null);
    }
}
