using System.Globalization;

namespace LlmKit.Data.Cleaning;

/// <summary>One thing that cleaning does: it changes a text, or tells why the text is not to be kept.</summary>
public abstract record CleaningStep
{
    /// <summary>Whether the step makes sense on a single message of a conversation. Other steps judge all messages together.</summary>
    public virtual bool IsForMessages => false;

    public abstract CleaningOutcome Clean(DocumentText document);

    private protected static CleaningOutcome.Rejected Below(string rule, string what, double number, double bound) =>
        new(rule, string.Create(CultureInfo.InvariantCulture, $"{what}: {number:0.###}, at least {bound:0.###}"));

    private protected static CleaningOutcome.Rejected Above(string rule, string what, double number, double bound) =>
        new(rule, string.Create(CultureInfo.InvariantCulture, $"{what}: {number:0.###}, at most {bound:0.###}"));
}
