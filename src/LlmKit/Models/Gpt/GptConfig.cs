namespace LlmKit.Models.Gpt;

/// <summary>The size of a GPT.</summary>
/// <param name="Vocabulary">V, the number of token ids.</param>
/// <param name="Context">The longest T.</param>
/// <param name="Width">C.</param>
/// <param name="Layers">L.</param>
/// <param name="Heads">H; must divide the width.</param>
/// <param name="Dropout">Share of activations dropped in training.</param>
public sealed record GptConfig(long Vocabulary, long Context, long Width, long Layers, long Heads, double Dropout = 0)
{
    /// <summary>Weights of the model: per layer 12·C² + 13·C, embeddings, the last norm and the output.</summary>
    public long Parameters => Layers * (12 * Width * Width + 13 * Width) + (2 * Vocabulary + Context + 2) * Width;
}
