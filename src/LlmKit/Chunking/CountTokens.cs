namespace LlmKit.Chunking;

/// <summary>How many tokens a text has, special ones not counted. A longer text has at least about as many as its parts.</summary>
public delegate int CountTokens(ReadOnlySpan<char> text);
