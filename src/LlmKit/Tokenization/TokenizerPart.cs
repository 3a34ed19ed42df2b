using System.Text.Json;

namespace LlmKit.Tokenization;

/// <summary>A part of a tokenizer that a tokenizer.json holds as an object: its type, then its settings.</summary>
public abstract class TokenizerPart
{
    private protected TokenizerPart() { }

    /// <summary>Its name in the file.</summary>
    internal abstract string Type { get; }

    /// <summary>Its settings, without the type.</summary>
    internal virtual void WriteMembers(Utf8JsonWriter json) { }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        WriteMembers(json);
        json.WriteEndObject();
    }
}
