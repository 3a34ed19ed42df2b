namespace LlmKit.Data.Cleaning;

/// <summary>What a step of cleaning makes of a text.</summary>
public abstract record CleaningOutcome
{
    private CleaningOutcome()
    {
    }

    /// <summary>The text stays, perhaps changed.</summary>
    public sealed record Kept(DocumentText Document) : CleaningOutcome;

    /// <summary>The text is not to be trained on.</summary>
    /// <param name="Rule">A short name to count by, such as <c>gopher_short_doc</c>; datatrove's where it has the rule.</param>
    /// <param name="Reason">What was found and which bound it breaks.</param>
    public sealed record Rejected(string Rule, string Reason) : CleaningOutcome;
}
