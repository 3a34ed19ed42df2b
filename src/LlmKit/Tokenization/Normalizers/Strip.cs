using System.Text.Json;

namespace LlmKit.Tokenization.Normalizers;

/// <summary>Drops spaces at the text's ends.</summary>
public sealed class Strip(bool left = true, bool right = true) : Normalizer
{
    public bool Left { get; } = left;

    public bool Right { get; } = right;

    internal override string Type => "Strip";

    internal override void Normalize(AlignedText text)
    {
        var (start, end) = (0, text.Length);
        while (Left && start < end && char.IsWhiteSpace(text.Text[start])) start++;
        while (Right && end > start && char.IsWhiteSpace(text.Text[end - 1])) end--;
        if (end - start == text.Length) return;
        text.Copy(start, end);
        text.Commit();
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteBoolean("strip_left", Left);
        json.WriteBoolean("strip_right", Right);
    }
}
