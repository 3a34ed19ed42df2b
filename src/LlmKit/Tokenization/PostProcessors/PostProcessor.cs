namespace LlmKit.Tokenization.PostProcessors;

/// <summary>The last step of encoding: special tokens around the text or between two, and which spaces count as a token's own.</summary>
public abstract class PostProcessor : TokenizerPart
{
    private static readonly TemplatePart[] s_single = [new TemplatePart.Text(0)];
    private static readonly TemplatePart[] s_pair = [new TemplatePart.Text(0), new TemplatePart.Text(1, 1)];

    private protected PostProcessor() { }

    /// <summary>What a model gets to see of one text, or of a pair.</summary>
    internal virtual IReadOnlyList<TemplatePart>? Template(bool isPair) => null;

    /// <summary>Whether spaces at the ends of tokens don't count to their offsets.</summary>
    internal virtual bool TrimsOffsets => false;

    /// <summary>Whether the space at the text's start was added.</summary>
    internal virtual bool AddsPrefixSpace => false;

    /// <summary>The texts alone.</summary>
    internal static IReadOnlyList<TemplatePart> PlainTemplate(bool isPair) => isPair ? s_pair : s_single;
}
