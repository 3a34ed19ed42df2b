namespace LlmKit.Tokenization.Training;

/// <summary>Words as ids of symbols, one behind the other.</summary>
/// <param name="Symbols">The symbols of all words.</param>
/// <param name="Starts">Where each word starts, and where the last ends.</param>
internal sealed record SpelledWords(int[] Symbols, int[] Starts);
