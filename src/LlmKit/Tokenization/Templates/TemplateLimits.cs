namespace LlmKit.Tokenization.Templates;

/// <summary>What a template may use before it is stopped. The defaults are a thousand times what real ones need.</summary>
public sealed record TemplateLimits
{
    public static TemplateLimits Default { get; } = new();

    /// <summary>Operations of one rendering, at least 1; long texts and lists count by their length.</summary>
    public long Steps
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Steps), value, "Steps must be at least 1.");
    } = 5_000_000;

    /// <summary>The longest text, in characters. A list may have a sixteenth as many items, since one takes 32 bytes.</summary>
    public int Length
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Length), value, "Length must be at least 1.");
    } = 20_000_000;

    internal int LongestList => Math.Max(1, Length / 16);
}
