using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LlmKit.Layers;

/// <summary>
/// One layer of a Transformer: attention, then the feed-forward part, each on the normalized input and added to it.
/// Normalizing before and not after keeps a straight path for gradients (Xiong et al. 2020, arXiv:2002.04745).
/// </summary>
public sealed class PreNormBlock : Module<Tensor, Tensor?, Tensor>
{
    [ComponentName(Name = "norm1")]
    private readonly LayerNorm _norm1;

    [ComponentName(Name = "attention")]
    private readonly MultiHeadAttention _attention;

    [ComponentName(Name = "norm2")]
    private readonly LayerNorm _norm2;

    [ComponentName(Name = "feed_forward")]
    private readonly FeedForward _feedForward;

    public PreNormBlock(AttentionConfig config) : base(nameof(PreNormBlock))
    {
        _norm1 = LayerNorm(config.Width);
        _attention = new(config);
        _norm2 = LayerNorm(config.Width);
        _feedForward = new(config.Width, dropout: config.Dropout);
        RegisterComponents();
    }

    /// <summary>The block's attention, to look at its weights.</summary>
    public MultiHeadAttention Attention => _attention;

    public Tensor forward(Tensor x) => forward(x, null);

    /// <param name="x">(B, T, C)</param>
    /// <param name="mask">Bools that broadcast to (B, H, T, T); true may be seen.</param>
    public override Tensor forward(Tensor x, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        var attended = x + _attention.forward(_norm1.forward(x), mask);
        return (attended + _feedForward.forward(_norm2.forward(attended))).MoveToOuterDisposeScope();
    }

    /// <summary>Where the attention of this block looks for the input <paramref name="x"/>: (B, H, T, T).</summary>
    public Tensor WeightsFor(Tensor x)
    {
        using var scope = NewDisposeScope();
        return _attention.WithWeights(_norm1.forward(x)).Weights.MoveToOuterDisposeScope();
    }
}
