namespace LlmKit.Data.Cleaning;

/// <summary>Counts what cleaning did to a set: samples kept, changed, and rejected by each rule; characters before and after.</summary>
public sealed class CleaningReport
{
    public long Samples { get; private set; }

    public long Changed { get; private set; }

    public long Kept { get; private set; }

    public long CharactersBefore { get; private set; }

    public long CharactersAfter { get; private set; }

    /// <summary>The samples rejected by each rule.</summary>
    public SortedDictionary<string, long> Rejected { get; } = new(StringComparer.Ordinal);

    /// <param name="cleaned">Null where the sample was rejected.</param>
    public void Add(Sample given, Sample? cleaned, CleaningOutcome.Rejected? why)
    {
        Samples++;
        CharactersBefore += LengthOf(given);
        if (why is not null) Rejected[why.Rule] = Rejected.GetValueOrDefault(why.Rule) + 1;
        if (cleaned is null) return;
        Kept++;
        CharactersAfter += LengthOf(cleaned);
        if (!cleaned.Conversation.Equals(given.Conversation)) Changed++;
    }

    private static long LengthOf(Sample sample) => sample.Conversation.Sum(message => (long)message.Content.Length);
}
