using System.Text.Json;

namespace LlmKit.Tokenization.Decoders;

/// <summary>A step from tokens back to text. The texts that are left after the last step are joined.</summary>
public abstract class Decoder
{
    private protected Decoder() { }

    /// <summary>The text of tokens.</summary>
    public string Decode(IEnumerable<string> tokens) => string.Concat(Step([.. tokens]));

    internal abstract List<string> Step(List<string> tokens);

    /// <summary>Its name in a tokenizer.json.</summary>
    internal abstract string Type { get; }

    /// <summary>The members of its object in a tokenizer.json, without the type.</summary>
    internal virtual void WriteMembers(Utf8JsonWriter json) { }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        WriteMembers(json);
        json.WriteEndObject();
    }
}
