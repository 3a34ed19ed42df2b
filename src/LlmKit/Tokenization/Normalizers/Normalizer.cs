namespace LlmKit.Tokenization.Normalizers;

/// <summary>A step that changes the text before it is cut: its Unicode form, its case, its spaces.</summary>
public abstract class Normalizer : TokenizerPart
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
}
