namespace LlmKit.Data.Deduplication;

/// <summary>What the length of a repeated substring is counted in.</summary>
public enum SubstringUnit
{
    /// <summary>Bytes of UTF-8: a Chinese character counts three.</summary>
    Bytes,

    /// <summary>Characters: code points.</summary>
    Characters,
}
