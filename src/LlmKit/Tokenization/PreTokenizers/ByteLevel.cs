using System.Text.Json;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.Patterns;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>GPT-2's way: words with the space before them, each byte written as a character of the <see cref="ByteAlphabet"/>.</summary>
public sealed class ByteLevel : PreTokenizer
{
    /// <summary>The expression by which GPT-2 cuts (openai/gpt-2, encoder.py).</summary>
    public const string Expression = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private static readonly Lazy<Pattern> s_pattern = new(() => new Pattern(Expression));

    /// <summary>Sets a space before text that has none, so that its first word is like any other. True by default.</summary>
    public bool AddsPrefixSpace { get; init; } = true;

    /// <summary>Cuts by <see cref="Expression"/>; false where another step has cut. True by default.</summary>
    public bool Cuts { get; init; } = true;

    /// <summary>Whether the offsets of tokens leave the spaces around them out, for who also uses it as a post-processor.</summary>
    public bool TrimsOffsets { get; init; } = true;

    internal override string Type => "ByteLevel";

    /// <summary>The 256 characters that stand for bytes where a step writes in them; otherwise none.</summary>
    internal static string AlphabetOf(TokenizerParts parts) =>
        HasByteLevel(parts.PreTokenizer) || HasByteLevel(parts.Normalizer) ? new(ByteAlphabet.Characters) : "";

    internal override void Cut(AlignedText text)
    {
        if (AddsPrefixSpace) Prefix(text);
        if (Cuts) Cutter.At(text, s_pattern.Value, SplitBehavior.Isolated, isInverted: false);
        foreach (var (start, end) in text.Pieces)
        {
            var from = text.Written;
            ByteAlphabet.Write(text, start, end);
            text.Keep(from, text.Written);
        }

        text.CommitPieces(hasText: true);
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteBoolean("add_prefix_space", AddsPrefixSpace);
        json.WriteBoolean("trim_offsets", TrimsOffsets);
        json.WriteBoolean("use_regex", Cuts);
    }

    private static void Prefix(AlignedText text)
    {
        foreach (var (start, end) in text.Pieces)
        {
            var from = text.Written;
            if (text.Text[start] != ' ') text.Put(' ', start);
            text.Copy(start, end);
            text.Keep(from, text.Written);
        }

        text.CommitPieces(hasText: true);
    }

    private static bool HasByteLevel(PreTokenizer? step) => step is ByteLevel || (step is PreTokenizerSequence all && all.Steps.Any(HasByteLevel));

    private static bool HasByteLevel(Normalizer? step) =>
        step is ByteLevelNormalizer || (step is NormalizerSequence all && all.Steps.Any(HasByteLevel));
}
