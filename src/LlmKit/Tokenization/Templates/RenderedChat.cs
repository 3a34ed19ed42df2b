using LlmKit.Data;

namespace LlmKit.Tokenization.Templates;

/// <summary>Messages as the text that a model reads.</summary>
/// <param name="Text">All of it, special tokens as text.</param>
/// <param name="Generated">What the model itself has to write, in order; empty when the template does not mark it.</param>
public sealed record RenderedChat(string Text, IReadOnlyList<TextSpan> Generated)
{
    /// <summary>Which tokens are taught: those that share a character with what the model writes.</summary>
    /// <param name="offsets">Where each token stands in <see cref="Text"/>: its first character and the one behind its last.</param>
    public bool[] Taught(IReadOnlyList<(int Start, int End)> offsets)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        var taught = new bool[offsets.Count];
        for (var i = 0; i < taught.Length; i++)
            taught[i] = Generated.Any(span => span.Overlaps(offsets[i].Start, offsets[i].End));
        return taught;
    }

    public override string ToString() => Text;
}
