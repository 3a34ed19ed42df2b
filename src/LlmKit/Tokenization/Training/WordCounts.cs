namespace LlmKit.Tokenization.Training;

/// <summary>The different words of the training text, each with how often it stands there. All that a trainer keeps of a text.</summary>
/// <param name="Words">The words, in the order of their UTF-16 units, whatever the order of the texts.</param>
/// <param name="Counts">How often each stands there; 1 or more.</param>
internal sealed record WordCounts(string[] Words, long[] Counts);
