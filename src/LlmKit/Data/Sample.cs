namespace LlmKit.Data;

/// <summary>
/// One example to learn from, whatever the file format it came in: a conversation and what else the task needs.
/// </summary>
/// <param name="Conversation">What is said; in preference data with the better answer at its end.</param>
public sealed record Sample(Conversation Conversation)
{
    /// <summary>The conversation with the worse answer.</summary>
    public Conversation? Rejected { get; init; }

    /// <summary>Texts like the conversation's, for embeddings.</summary>
    public IReadOnlyList<Conversation> Positives { get; init; } = [];

    /// <summary>Texts unlike the conversation's, for embeddings.</summary>
    public IReadOnlyList<Conversation> Negatives { get; init; } = [];

    public Label? Label { get; init; }

    public MediaFiles Media { get; init; } = MediaFiles.None;

    /// <summary>The tools an agent may call, as JSON.</summary>
    public string? Tools { get; init; }

    /// <summary>Columns that no format knows, in order, each value as JSON. They pass through every conversion.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Extra { get; init; } = [];

    /// <summary>What the sample teaches, told by what it has.</summary>
    public SampleTask Task => this switch
    {
        { Positives.Count: > 0 } or { Negatives.Count: > 0 } => SampleTask.Embedding,
        { Rejected: not null } => SampleTask.Preference,
        { Label: Label.Wanted } => SampleTask.Unpaired,
        { Label: not null } => SampleTask.Classification,
        { Conversation.IsPlainText: true } => SampleTask.PreTraining,
        { Conversation.IsAnswered: true } => SampleTask.Chat,
        _ => SampleTask.Prompt,
    };

    public static Sample Text(string text) => new(new Conversation(Message.Assistant(text)));

    /// <summary>The text of all messages, a line break between two.</summary>
    public string AllText => string.Join('\n', Conversation.Select(message => message.Content));

    public bool Equals(Sample? other) => other is not null && Conversation.Equals(other.Conversation)
        && Equals(Rejected, other.Rejected) && Equals(Label, other.Label) && Media.Equals(other.Media)
        && Tools == other.Tools && Positives.SequenceEqual(other.Positives)
        && Negatives.SequenceEqual(other.Negatives) && Extra.SequenceEqual(other.Extra);

    public override int GetHashCode() => HashCode.Combine(Conversation, Rejected, Label);
}
