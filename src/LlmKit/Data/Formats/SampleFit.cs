namespace LlmKit.Data.Formats;

/// <summary>Says what a format cannot hold, so that no conversion loses anything in silence.</summary>
public static class SampleFit
{
    // Columns that formats write themselves: an extra column of that name would stand twice.
    private static readonly HashSet<string> s_own =
    [
        "messages", "conversations", "conversation", "query", "response", "history", "system", "instruction", "input",
        "output", "text", "rejected_response", "rejected_messages", "positive_messages", "negative_messages",
    ];

    private static readonly HashSet<string> s_besideMessages = ["positive_messages", "negative_messages"];

    /// <summary>Why the sample cannot be written in the format; null when it can.</summary>
    public static string? Obstacle(Sample sample, DataFormat format) =>
        Missing(sample, format) ?? Collision(sample, format);

    private static string? Collision(Sample sample, DataFormat format)
    {
        var own = format == DataFormat.Messages ? s_besideMessages : s_own;
        foreach (var (name, _) in sample.Extra)
            if (own.Contains(name)) return $"the sample's extra column {name} would be mistaken for {format}'s own.";
        return null;
    }

    private static string? Missing(Sample sample, DataFormat format) => format switch
    {
        DataFormat.Messages => null,
        DataFormat.Preference => sample.Rejected is null ? "the sample has no rejected answer, which preference data needs." : null,
        DataFormat.Embedding => sample.Positives.Count + sample.Negatives.Count == 0
            ? "the sample has no positive or negative texts, which embedding data needs." : null,
        DataFormat.Kto => sample.Label is Label.Wanted ? null : "the sample has no label true or false, which KTO data needs.",
        DataFormat.Classification => sample.Label is null or Label.Wanted or Label.Similarity
            ? "the sample has no class, which classification data needs." : null,
        DataFormat.Prompts => sample.Conversation.IsAnswered
            ? "the sample is answered, and prompts have no answer." : More(sample, format),
        DataFormat.Text => sample.Conversation.IsPlainText
            ? More(sample, format) : "the sample is a conversation, and plain text has no roles.",
        DataFormat.ShareGpt => Loss(sample, format) ?? More(sample, format),
        _ => Turns(sample, format) ?? Loss(sample, format) ?? More(sample, format),
    };

    // What only the formats built on messages hold.
    private static string? More(Sample sample, DataFormat format) => sample switch
    {
        { Rejected: not null } => $"the sample has a rejected answer, which {format} cannot hold.",
        { Positives.Count: > 0 } or { Negatives.Count: > 0 } =>
            $"the sample has positive or negative texts, which {format} cannot hold.",
        { Label: not null } => $"the sample has a label, which {format} cannot hold.",
        _ => null,
    };

    private static string? Loss(Sample sample, DataFormat format) =>
        sample.Conversation.Any(message => message.IsTaught is not null || message.Weight is not null)
            ? $"the sample says which messages are taught, which {format} cannot hold." : null;

    // Questions and answers in turn, after at most one system message.
    private static string? Turns(Sample sample, DataFormat format)
    {
        var turns = sample.Conversation.Skip(sample.Conversation.SystemText is null ? 0 : 1).ToArray();
        for (var index = 0; index < turns.Length; index++)
        {
            var expected = index % 2 == 0 ? Role.User : Role.Assistant;
            if (turns[index].Role != expected)
                return $"{format} holds questions and answers in turn, and here speaks {turns[index].Role} where {expected} is due.";
        }

        return turns.Length == 0 || turns.Length % 2 != 0 ? $"the last question has no answer, which {format} needs." : null;
    }
}
