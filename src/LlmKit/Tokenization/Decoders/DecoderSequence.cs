using System.Text.Json;

namespace LlmKit.Tokenization.Decoders;

/// <summary>One step after the other.</summary>
public sealed class DecoderSequence(params IReadOnlyList<Decoder> steps) : Decoder
{
    public IReadOnlyList<Decoder> Steps { get; } = steps;

    internal override string Type => "Sequence";

    internal override List<string> Step(List<string> tokens) => Steps.Aggregate(tokens, (current, step) => step.Step(current));

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartArray("decoders");
        foreach (var step in Steps) step.Write(json);
        json.WriteEndArray();
    }
}
