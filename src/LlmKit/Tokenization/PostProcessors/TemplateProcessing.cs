using System.Text.Json;

namespace LlmKit.Tokenization.PostProcessors;

/// <summary>Special tokens by a template, such as &lt;s&gt; A &lt;/s&gt;.</summary>
public sealed class TemplateProcessing(IReadOnlyList<TemplatePart> single, IReadOnlyList<TemplatePart> pair) : PostProcessor
{
    /// <summary>For one text.</summary>
    public IReadOnlyList<TemplatePart> Single { get; } = single;

    /// <summary>For two.</summary>
    public IReadOnlyList<TemplatePart> Pair { get; } = pair;

    internal override string Type => "TemplateProcessing";

    internal override IReadOnlyList<TemplatePart> Template(bool isPair) => isPair ? Pair : Single;

    /// <summary>Tokens that the special parts stand for, where one part stands for other tokens than its own name.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Tokens { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        WriteParts(json, "single", Single);
        WriteParts(json, "pair", Pair);
        json.WriteStartObject("special_tokens");
        foreach (var special in Single.Concat(Pair).OfType<TemplatePart.Special>().DistinctBy(part => part.Name))
        {
            json.WriteStartObject(special.Name);
            json.WriteString("id", special.Name);
            json.WriteStartArray("ids");
            foreach (var id in special.Ids) json.WriteNumberValue(id);
            json.WriteEndArray();
            json.WriteStartArray("tokens");
            foreach (var token in Tokens.GetValueOrDefault(special.Name, [special.Name])) json.WriteStringValue(token);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, string name, IReadOnlyList<TemplatePart> parts)
    {
        json.WriteStartArray(name);
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteStartObject(part is TemplatePart.Text ? "Sequence" : "SpecialToken");
            json.WriteString("id", part switch
            {
                TemplatePart.Text text => text.Index == 0 ? "A" : "B",
                TemplatePart.Special special => special.Name,
                _ => "",
            });
            json.WriteNumber("type_id", part.TypeId);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
