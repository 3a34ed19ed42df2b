using System.Text.Json;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>Cuts at every match of a text or regular expression.</summary>
public sealed class Split(SearchPattern pattern, SplitBehavior behavior = SplitBehavior.Isolated, bool isInverted = false) : PreTokenizer
{
    public SearchPattern Pattern { get; } = pattern;

    public SplitBehavior Behavior { get; } = behavior;

    /// <summary>Whether the cuts are made at what doesn't match.</summary>
    public bool IsInverted { get; } = isInverted;

    internal override string Type => "Split";

    internal override void Cut(AlignedText text)
    {
        if (Pattern.Pattern is { } pattern) Cutter.At(text, pattern, Behavior, IsInverted);
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        Pattern.Write(json, "pattern");
        json.WriteString("behavior", Behavior.ToString());
        json.WriteBoolean("invert", IsInverted);
    }
}
