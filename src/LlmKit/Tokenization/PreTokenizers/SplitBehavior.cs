namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>What becomes of what a cut was made at.</summary>
public enum SplitBehavior
{
    /// <summary>It is dropped: a-b → a, b.</summary>
    Removed,

    /// <summary>It is a piece of its own: a-b → a, -, b.</summary>
    Isolated,

    /// <summary>It ends the piece before it: a-b → a-, b.</summary>
    MergedWithPrevious,

    /// <summary>It starts the piece after it: a-b → a, -b.</summary>
    MergedWithNext,

    /// <summary>Neighbours of the kind are one piece: a--b → a, --, b.</summary>
    Contiguous,
}
