namespace LlmKit.Tokenization.Templates;

/// <summary>A conversation as T tokens.</summary>
/// <param name="Chat">The text that the template wrote, and which stretches of it the model has to write.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Weights">(T), how much each token counts in the loss: 0 where it is not taught.</param>
public sealed record TokenizedChat(RenderedChat Chat, TokenizedText Tokens, IReadOnlyList<float> Weights)
{
    /// <summary>The label of tokens that are not taught, which losses leave out.</summary>
    public const int NoLabel = -100;

    /// <summary>(T).</summary>
    public int[] Ids => Tokens.Ids;

    /// <summary>(T), whether each token is taught.</summary>
    public bool[] Taught => [.. Weights.Select(weight => weight != 0)];

    /// <summary>(T), the id of each taught token and <see cref="NoLabel"/> elsewhere, not shifted.</summary>
    public int[] Labels => [.. Ids.Zip(Weights, (id, weight) => weight == 0 ? NoLabel : id)];
}
