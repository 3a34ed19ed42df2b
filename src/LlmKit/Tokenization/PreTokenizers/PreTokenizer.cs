using System.Text.Json;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>A step that cuts the text into the pieces over whose borders no token reaches, mostly words.</summary>
public abstract class PreTokenizer
{
    private protected PreTokenizer() { }

    /// <summary>The pieces, as the step writes them, with the range of the text that each came from.</summary>
    public IReadOnlyList<(string Piece, int Start, int End)> Cut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var aligned = new AlignedText();
        aligned.Load(text, 0, isTracked: true);
        Cut(aligned);
        return [.. aligned.Pieces.Select(piece =>
        {
            var (start, end) = aligned.Origin(piece.Start, piece.End);
            return (aligned.Text[piece.Start..piece.End].ToString(), start, end);
        })];
    }

    internal abstract void Cut(AlignedText text);

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
