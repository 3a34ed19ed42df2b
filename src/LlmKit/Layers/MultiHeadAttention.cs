using LlmKit.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LlmKit.Layers;

/// <summary>The size of multi-head attention.</summary>
/// <param name="Width">C, the width of the model.</param>
/// <param name="Heads">H; must divide the width.</param>
/// <param name="IsCausal">Whether no position sees a later one.</param>
/// <param name="Dropout">Share of the outputs dropped in training.</param>
public sealed record AttentionConfig(long Width, long Heads, bool IsCausal = true, double Dropout = 0)
{
    /// <summary>D, the width of one head.</summary>
    public long HeadWidth => Width / Heads;
}

/// <summary>
/// Attention of a sequence on itself in several heads, each on its own share of the width
/// (Vaswani et al. 2017, arXiv:1706.03762, section 3.2.2).
/// </summary>
/// <remarks>Shapes: B batch, T positions, C width, H heads, D = C / H.</remarks>
public sealed class MultiHeadAttention : Module<Tensor, Tensor?, Tensor>
{
    private readonly AttentionConfig _config;

    [ComponentName(Name = "qkv")]
    private readonly Linear _queryKeyValue;

    [ComponentName(Name = "output")]
    private readonly Linear _output;

    [ComponentName(Name = "dropout")]
    private readonly Dropout _dropout;

    public MultiHeadAttention(AttentionConfig config) : base(nameof(MultiHeadAttention))
    {
        Require.Divides(config.Heads, config.Width);
        Require.InRange(config.Dropout, 0, 0.99, nameof(config.Dropout));
        _config = config;
        _queryKeyValue = Linear(config.Width, 3 * config.Width);
        _output = Linear(config.Width, config.Width);
        _dropout = Dropout(config.Dropout);
        RegisterComponents();
    }

    /// <summary>Attends without a mask of one's own.</summary>
    public Tensor forward(Tensor x) => forward(x, null);

    /// <param name="x">(B, T, C)</param>
    /// <param name="mask">Bools that broadcast to (B, H, T, T); true may be seen. It is added to the causal mask.</param>
    public override Tensor forward(Tensor x, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = Split(x);                                              // (B, H, T, D) each
        var mixed = _config.IsCausal && mask is null
            ? FusedAttention.Causal(q, k, v)
            : Attention.ScaledDotProduct(q, k, v, Visible(mask, x)).Output;
        return Joined(mixed, x).MoveToOuterDisposeScope();                     // (B, T, C)
    }

    /// <summary>As <see cref="forward(Tensor, Tensor?)"/>, with the weights (B, H, T, T) of every head.</summary>
    public AttentionResult WithWeights(Tensor x, Tensor? mask = null)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = Split(x);
        var (mixed, weights) = Attention.ScaledDotProduct(q, k, v, Visible(mask, x));
        return new(Joined(mixed, x).MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
    }

    private Tensor? Visible(Tensor? mask, Tensor x)
    {
        if (!_config.IsCausal) return mask;
        var causal = Mask.Causal(x.size(1), device: x.device);
        return mask is null ? causal : Mask.Combine(causal, mask);
    }

    private (Tensor Query, Tensor Key, Tensor Value) Split(Tensor x)
    {
        long batch = x.size(0), positions = x.size(1);
        var parts = _queryKeyValue.forward(x).view(batch, positions, 3, _config.Heads, _config.HeadWidth)
            .permute(2, 0, 3, 1, 4)                                            // (3, B, H, T, D)
            .contiguous()
            .unbind();                                                         // one copy backward, where indexing would take three
        return (parts[0], parts[1], parts[2]);
    }

    private Tensor Joined(Tensor mixed, Tensor x)
    {
        var joined = mixed.transpose(1, 2).reshape(x.size(0), x.size(1), _config.Width);   // (B, T, C)
        return _dropout.forward(_output.forward(joined));
    }
}
