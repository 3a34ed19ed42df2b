using System.Text.Json;

namespace LlmKit.Tokenization.PostProcessors;

/// <summary>[CLS] A [SEP], and for a pair [CLS] A [SEP] B [SEP] with type id 1 from B on.</summary>
public sealed class BertProcessing((string Token, int Id) separator, (string Token, int Id) start) : PostProcessor
{
    public (string Token, int Id) Separator { get; } = separator;

    public (string Token, int Id) Start { get; } = start;

    internal override string Type => "BertProcessing";

    internal override IReadOnlyList<TemplatePart> Template(bool isPair)
    {
        TemplatePart[] single =
            [new TemplatePart.Special(Start.Token, [Start.Id]), new TemplatePart.Text(0), new TemplatePart.Special(Separator.Token, [Separator.Id])];
        return isPair ? [.. single, new TemplatePart.Text(1, 1), new TemplatePart.Special(Separator.Token, [Separator.Id], 1)] : single;
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        WriteToken(json, "sep", Separator);
        WriteToken(json, "cls", Start);
    }

    internal static void WriteToken(Utf8JsonWriter json, string name, (string Token, int Id) token)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(token.Token);
        json.WriteNumberValue(token.Id);
        json.WriteEndArray();
    }
}
