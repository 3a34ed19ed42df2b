namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>Whatever stands between spaces.</summary>
public sealed class WhitespaceSplit : PreTokenizer
{
    internal override string Type => "WhitespaceSplit";

    internal override void Cut(AlignedText text) => Cutter.At(text, Spaces.IsSpace, SplitBehavior.Removed);
}
