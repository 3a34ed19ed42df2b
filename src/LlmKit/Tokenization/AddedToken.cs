namespace LlmKit.Tokenization;

/// <summary>A token that is found in the text before the model sees it, such as &lt;|endoftext|&gt;.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">The text that it matches.</param>
public sealed record AddedToken(int Id, string Content)
{
    /// <summary>Whether decoding may leave it out.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>Whether it is found only where no letter, digit or underscore touches it (single_word).</summary>
    public bool IsSingleWord { get; init; }

    /// <summary>Whether it takes the spaces before it (lstrip).</summary>
    public bool TakesSpaceBefore { get; init; }

    /// <summary>Whether it takes the spaces after it (rstrip).</summary>
    public bool TakesSpaceAfter { get; init; }

    /// <summary>Whether it is looked for in the normalized text instead of the original (normalized).</summary>
    public bool IsNormalized { get; init; }
}
