namespace LlmKit.Tokenization.Decoders;

/// <summary>Joins all tokens into one text, for the steps that follow.</summary>
public sealed class Fuse : Decoder
{
    internal override string Type => "Fuse";

    internal override List<string> Step(List<string> tokens) => [string.Concat(tokens)];
}
