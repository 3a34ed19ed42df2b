namespace LlmKit.Tokenization.Decoders;

/// <summary>A step from tokens back to text. The texts that are left after the last step are joined.</summary>
public abstract class Decoder : TokenizerPart
{
    private protected Decoder() { }

    /// <summary>The text of tokens.</summary>
    public string Decode(IEnumerable<string> tokens) => string.Concat(Step([.. tokens]));

    internal abstract List<string> Step(List<string> tokens);
}
