namespace LlmKit.Data.Unicode;

/// <summary>The four normalisation forms of Unicode Standard Annex #15.</summary>
public enum UnicodeForm
{
    /// <summary>NFD: every character taken apart: é is e and an accent.</summary>
    Decomposed,

    /// <summary>NFC: taken apart and put together again: é is one code point.</summary>
    Composed,

    /// <summary>NFKD: also what only looks different is taken apart: ﬁ is f and i, ２ is 2.</summary>
    CompatiblyDecomposed,

    /// <summary>NFKC: NFKD, put together again.</summary>
    CompatiblyComposed,
}
