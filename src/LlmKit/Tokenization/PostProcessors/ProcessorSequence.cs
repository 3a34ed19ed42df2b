using System.Text.Json;

namespace LlmKit.Tokenization.PostProcessors;

/// <summary>Several processors, of which one at most sets special tokens.</summary>
public sealed class ProcessorSequence : PostProcessor
{
    public ProcessorSequence(params IReadOnlyList<PostProcessor> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        Steps = steps;
        if (steps.Count(step => step.Template(isPair: false) is not null) is var count and > 1)
            throw new ArgumentException($"{count} processors in a row set special tokens. One at most can.", nameof(steps));
    }

    public IReadOnlyList<PostProcessor> Steps { get; }

    internal override string Type => "Sequence";

    internal override bool TrimsOffsets => Steps.Any(step => step.TrimsOffsets);

    internal override bool AddsPrefixSpace => Steps.FirstOrDefault(step => step.TrimsOffsets)?.AddsPrefixSpace ?? false;

    internal override IReadOnlyList<TemplatePart>? Template(bool isPair) =>
        Steps.Select(step => step.Template(isPair)).FirstOrDefault(template => template is not null);

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartArray("processors");
        foreach (var step in Steps) step.Write(json);
        json.WriteEndArray();
    }
}
