using System.Text.Json;

namespace LlmKit.Tokenization.Normalizers;

/// <summary>Sets something before the text, unless that is empty.</summary>
public sealed class Prepend(string text) : Normalizer
{
    public string Text { get; } = text;

    internal override string Type => "Prepend";

    internal override void Normalize(AlignedText text)
    {
        if (text.Length == 0 || Text.Length == 0) return;
        text.Put(Text, 0);
        text.Copy(0, text.Length);
        text.Commit();
    }

    internal override void WriteMembers(Utf8JsonWriter json) => json.WriteString("prepend", Text);
}
