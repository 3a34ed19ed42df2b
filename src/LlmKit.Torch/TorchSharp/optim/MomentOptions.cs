using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The numbers of Adam and its kin, which keep running averages of the gradient and of its size.</summary>
public abstract class MomentOptions : OptimizerOptions
{
    /// <summary>Share of the average gradient that stays from step to step.</summary>
    public double? beta1 { get; set; }

    /// <summary>Share of the average size (square, or largest) that stays from step to step.</summary>
    public double? beta2 { get; set; }

    /// <summary>Keeps the divisor away from 0.</summary>
    public double? eps { get; set; }

    /// <summary>Pull towards 0: as a share of the parameter added to its gradient (L2), or apart from it in AdamW.</summary>
    public double? weight_decay { get; set; }

    protected internal override void Visit(StateVisitor visitor)
    {
        base.Visit(visitor);
        beta1 = visitor.Visit(nameof(beta1), beta1);
        beta2 = visitor.Visit(nameof(beta2), beta2);
        eps = visitor.Visit(nameof(eps), eps);
        weight_decay = visitor.Visit(nameof(weight_decay), weight_decay);
    }

    protected internal override void Check()
    {
        base.Check();
        Require(beta1 is >= 0 and < 1, beta1, "at least 0 and below 1");
        Require(beta2 is >= 0 and < 1, beta2, "at least 0 and below 1");
        Require(eps is >= 0, eps, "at least 0");
        Require(weight_decay is >= 0, weight_decay, "at least 0");
    }
}

/// <summary>Parameters of Adam or one of its kin that share their numbers.</summary>
public abstract class MomentGroup<TOptions> : ParamGroup<TOptions>, optim.IBetas where TOptions : MomentOptions, new()
{
    protected MomentGroup()
    {
    }

    protected MomentGroup(IEnumerable<Parameter> parameters, TOptions options) : base(parameters, options)
    {
    }

    public (double, double) Betas
    {
        get => (Options.beta1 ?? 0, Options.beta2 ?? 0);
        set => (Options.beta1, Options.beta2) = value;
    }
}
