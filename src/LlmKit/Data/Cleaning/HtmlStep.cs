using LlmKit.Data.Web;

namespace LlmKit.Data.Cleaning;

/// <summary>Turns HTML into its text. A text without tags stays as it is.</summary>
/// <param name="KeepsAll">Keeps menus, footers and what else surrounds the text of a page.</param>
public sealed record HtmlStep(bool KeepsAll = false) : CleaningStep
{
    public override bool IsForMessages => true;

    public override CleaningOutcome Clean(DocumentText document)
    {
        if (!WebPage.IsLikely(document.Text)) return new CleaningOutcome.Kept(document);
        var text = WebPage.Read(document.Text, KeepsAll).Text;
        return text.Length > 0 ? new CleaningOutcome.Kept(document.With(text))
            : new CleaningOutcome.Rejected("html_no_text", "the page has no text beside what surrounds it");
    }
}
