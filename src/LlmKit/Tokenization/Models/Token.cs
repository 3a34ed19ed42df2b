namespace LlmKit.Tokenization.Models;

/// <summary>A token of a piece of text, and the range of the piece, in UTF-16 units, that it covers.</summary>
public readonly record struct Token(int Id, int Start, int End);
