namespace LlmKit.Data;

/// <summary>The files that a sample's placeholders stand for, by kind, in the order of the placeholders.</summary>
public sealed record MediaFiles(
    IReadOnlyList<string> Images, IReadOnlyList<string> Videos, IReadOnlyList<string> Audios)
{
    public static MediaFiles None { get; } = new([], [], []);

    public int Count => Images.Count + Videos.Count + Audios.Count;

    public bool Equals(MediaFiles? other) => other is not null && Images.SequenceEqual(other.Images)
        && Videos.SequenceEqual(other.Videos) && Audios.SequenceEqual(other.Audios);

    public override int GetHashCode() => HashCode.Combine(Images.Count, Videos.Count, Audios.Count);

    /// <summary>
    /// What is wrong with the placeholders of a conversation, null when each has its file. Where no file of a kind is
    /// listed its placeholder is ordinary text.
    /// </summary>
    public string? WrongIn(Conversation conversation) =>
        Wrong("image", Images.Count, conversation) ?? Wrong("video", Videos.Count, conversation)
        ?? Wrong("audio", Audios.Count, conversation);

    private static string? Wrong(string kind, int files, Conversation conversation)
    {
        if (files == 0) return null;
        var places = conversation.Sum(message => CountOf($"<{kind}>", message.Content));
        return places == files ? null
            : $"there are {places} placeholders <{kind}> and {files} files in {kind}s. Each file needs its placeholder.";
    }

    private static int CountOf(string part, string text)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; count++)
            at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal);
        return count;
    }
}
