namespace LlmKit.Tokenization;

/// <summary>Which text of a pair is made shorter.</summary>
public enum TruncationStrategy
{
    /// <summary>The longer one, down to the length of the shorter, then both.</summary>
    LongestFirst,

    /// <summary>The first.</summary>
    OnlyFirst,

    /// <summary>The second.</summary>
    OnlySecond,
}
