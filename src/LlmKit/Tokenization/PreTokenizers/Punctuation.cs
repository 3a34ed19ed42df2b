using System.Text.Json;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>Cuts at punctuation marks.</summary>
public sealed class Punctuation(SplitBehavior behavior = SplitBehavior.Isolated) : PreTokenizer
{
    public SplitBehavior Behavior { get; } = behavior;

    internal override string Type => "Punctuation";

    internal override void Cut(AlignedText text) => Cutter.At(text, BertPreTokenizer.IsPunctuation, Behavior);

    internal override void WriteMembers(Utf8JsonWriter json) => json.WriteString("behavior", Behavior.ToString());
}
