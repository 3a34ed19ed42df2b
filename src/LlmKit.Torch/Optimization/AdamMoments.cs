using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// What Adam and its kin remember of a parameter: the steps so far and the running averages.
/// </summary>
internal sealed class AdamMoments : OptimizerState
{
    public long Steps;
    public Tensor? Average;
    public Tensor? Square;

    /// <summary>The largest square so far; only with amsgrad.</summary>
    public Tensor? Maximum;

    /// <summary>Counts a step, and makes what is missing.</summary>
    public void Begin(Tensor parameter, bool amsgrad = false)
    {
        Steps++;
        Average ??= zeros_like(parameter).DetachFromDisposeScope();
        Square ??= zeros_like(parameter).DetachFromDisposeScope();
        if (amsgrad) Maximum ??= zeros_like(parameter).DetachFromDisposeScope();
    }

    protected internal override void Visit(StateVisitor visitor)
    {
        Steps = visitor.Visit("step", Steps);
        Average = visitor.Visit("exp_avg", Average);
        Square = visitor.Visit("exp_avg_sq", Square);
        Maximum = visitor.Visit("max_exp_avg_sq", Maximum);
    }
}
