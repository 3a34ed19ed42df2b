using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LlmKit.Layers;

/// <summary>Two linear maps with GELU between them, applied to each position by itself.</summary>
public sealed class FeedForward : Module<Tensor, Tensor>
{
    [ComponentName(Name = "up")]
    private readonly Linear _up;

    [ComponentName(Name = "down")]
    private readonly Linear _down;

    [ComponentName(Name = "dropout")]
    private readonly Dropout _dropout;

    /// <param name="width">C, in and out.</param>
    /// <param name="inner">F, between the two maps; four times the width when null, as in GPT-2.</param>
    /// <param name="dropout">Share of the outputs dropped in training.</param>
    public FeedForward(long width, long? inner = null, double dropout = 0) : base(nameof(FeedForward))
    {
        _up = Linear(width, inner ?? 4 * width);
        _down = Linear(inner ?? 4 * width, width);
        _dropout = Dropout(dropout);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)                                   // (B, T, C)
    {
        using var scope = NewDisposeScope();
        var wide = functional.gelu(_up.forward(x));                            // (B, T, F)
        return _dropout.forward(_down.forward(wide)).MoveToOuterDisposeScope();
    }
}
