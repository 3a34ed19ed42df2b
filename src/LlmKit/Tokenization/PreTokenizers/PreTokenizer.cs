namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>A step that cuts the text into the pieces over whose borders no token reaches, mostly words.</summary>
public abstract class PreTokenizer : TokenizerPart
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
}
