using System.Text.Json;

namespace LlmKit.Tokenization.Normalizers;

/// <summary>One step after the other.</summary>
public sealed class NormalizerSequence(params IReadOnlyList<Normalizer> steps) : Normalizer
{
    public IReadOnlyList<Normalizer> Steps { get; } = steps;

    internal override string Type => "Sequence";

    internal override void Normalize(AlignedText text)
    {
        foreach (var step in Steps) step.Normalize(text);
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartArray("normalizers");
        foreach (var step in Steps) step.Write(json);
        json.WriteEndArray();
    }
}
