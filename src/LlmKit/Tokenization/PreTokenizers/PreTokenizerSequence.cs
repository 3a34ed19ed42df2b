using System.Text.Json;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>One step after the other, each on the pieces of the one before.</summary>
public sealed class PreTokenizerSequence(params IReadOnlyList<PreTokenizer> steps) : PreTokenizer
{
    public IReadOnlyList<PreTokenizer> Steps { get; } = steps;

    internal override string Type => "Sequence";

    internal override void Cut(AlignedText text)
    {
        foreach (var step in Steps) step.Cut(text);
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartArray("pretokenizers");
        foreach (var step in Steps) step.Write(json);
        json.WriteEndArray();
    }
}
