namespace LlmKit.Data;

/// <summary>One utterance of a conversation.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">What is said. Files stand in it as <c>&lt;image&gt;</c>, <c>&lt;video&gt;</c>,
/// <c>&lt;audio&gt;</c>.</param>
public sealed record Message(Role Role, string Content)
{
    /// <summary>Whether its tokens get labels (column <c>loss</c>); null leaves it to the training's rule.</summary>
    public bool? IsTaught { get; init; }

    /// <summary>The weight of its tokens in the loss (column <c>loss_scale</c>); null means 1.</summary>
    public double? Weight { get; init; }

    public static Message System(string content) => new(Role.System, content);

    public static Message User(string content) => new(Role.User, content);

    public static Message Assistant(string content) => new(Role.Assistant, content);
}
