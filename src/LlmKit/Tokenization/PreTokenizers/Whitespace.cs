using LlmKit.Tokenization.Patterns;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>Words of letters, digits and underscores, and runs of other signs: \w+|[^\w\s]+.</summary>
public sealed class Whitespace : PreTokenizer
{
    // The expression engine that the format's authors use counts the two joiners as parts of words.
    private static readonly Lazy<Pattern> s_pattern = new(() => new Pattern(@"[\w\x{200c}\x{200d}]+|[^\w\s\x{200c}\x{200d}]+"));

    internal override string Type => "Whitespace";

    internal override void Cut(AlignedText text) => Cutter.At(text, s_pattern.Value, SplitBehavior.Removed, isInverted: true);
}
