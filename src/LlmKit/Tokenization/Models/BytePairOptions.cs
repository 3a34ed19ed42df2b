namespace LlmKit.Tokenization.Models;

/// <summary>What a BPE model does besides merging. The names in a tokenizer.json stand in brackets.</summary>
public sealed record BytePairOptions
{
    /// <summary>The token of characters that have none (unk_token); null, the default, drops them.</summary>
    public string? Unknown { get; init; }

    /// <summary>What a symbol inside of a word starts with (continuing_subword_prefix). None by default.</summary>
    public string? ContinuationPrefix { get; init; }

    /// <summary>What the last symbol of a word ends with (end_of_word_suffix), such as &lt;/w&gt;. None by default.</summary>
    public string? EndSuffix { get; init; }

    /// <summary>Whether unknown neighbours are one token (fuse_unk).</summary>
    public bool FusesUnknown { get; init; }

    /// <summary>Whether characters without a token are spelled by tokens such as &lt;0xE4&gt; (byte_fallback).</summary>
    public bool FallsBackToBytes { get; init; }

    /// <summary>Whether a word that is a token is taken as it is, without merging (ignore_merges).</summary>
    public bool TakesWholeWords { get; init; }
}
