namespace LlmKit.Tokenization.Patterns;

/// <summary>A parsed regular expression.</summary>
internal abstract record PatternNode
{
    private PatternNode() { }

    /// <summary>One code point out of a set.</summary>
    public sealed record One(CodeSet Set) : PatternNode;

    /// <summary>One after the other; none at all matches the empty text.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Items) : PatternNode;

    /// <summary>The first that leads to a match.</summary>
    public sealed record Choice(IReadOnlyList<PatternNode> Options) : PatternNode;

    /// <summary>Again and again; <paramref name="Most"/> is null where there is no bound.</summary>
    public sealed record Repeat(PatternNode Item, int Least, int? Most, bool IsLazy) : PatternNode;

    /// <summary>What follows belongs to the set, or is the text's end where that counts; nothing is taken.</summary>
    public sealed record Ahead(CodeSet Set, bool HasEnd) : PatternNode;

    /// <summary>The start of the text or of a line of it; only where a match starts.</summary>
    public sealed record Start : PatternNode;
}
