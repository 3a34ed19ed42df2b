using System.Text.Json;

namespace LlmKit.Tokenization.Normalizers;

/// <summary>A step that changes the text before it is cut: its Unicode form, its case, its spaces.</summary>
public abstract class Normalizer
{
    private protected Normalizer() { }

    /// <summary>The text after the step.</summary>
    public string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var aligned = new AlignedText();
        aligned.Load(text, 0, isTracked: false);
        Normalize(aligned);
        return aligned.Text.ToString();
    }

    internal abstract void Normalize(AlignedText text);

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
