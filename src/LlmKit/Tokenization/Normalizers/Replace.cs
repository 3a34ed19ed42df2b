using System.Text.Json;

namespace LlmKit.Tokenization.Normalizers;

/// <summary>Sets one text in place of every match of another, or of a regular expression.</summary>
public sealed class Replace(SearchPattern pattern, string content) : Normalizer
{
    public SearchPattern Pattern { get; } = pattern;

    public string Content { get; } = content;

    internal override string Type => "Replace";

    internal override void Normalize(AlignedText text)
    {
        if (Pattern.Pattern is not { } pattern) return;
        if (Pattern is { IsExpression: false, Text: [var unit] } && Content is [var other])
        {
            ReplaceUnit(text, unit, other);
            return;
        }

        var plain = 0;
        var wasChanged = false;
        for (var at = 0; pattern.Find(text.Text, at) is { Start: >= 0 } found;)
        {
            text.Copy(plain, found.Start);
            // What is put in stands for the last character of what it replaces.
            if (text.Length > 0) text.Put(Content, Math.Max(found.End - 1, 0));
            plain = found.End;
            wasChanged = true;
            if (found.Start == text.Length) break;
            at = found.End > found.Start ? found.End : found.End + LengthAt(text, found.End);
        }

        if (!wasChanged) return;
        text.Copy(plain, text.Length);
        text.Commit();
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        Pattern.Write(json, "pattern");
        json.WriteString("content", Content);
    }

    private static int LengthAt(AlignedText text, int at)
    {
        text.CodeAt(at, out var length);
        return length;
    }

    private static void ReplaceUnit(AlignedText text, char unit, char other)
    {
        if (!text.Text.Contains(unit)) return;
        for (var at = 0; at < text.Length;)
        {
            var found = text.Text[at..].IndexOf(unit);
            if (found < 0) found = text.Length - at;
            text.Copy(at, at + found);
            at += found;
            if (at < text.Length) text.Put(other, at++);
        }

        text.Commit();
    }
}
