using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The loss of a classifier: minus the logarithm of the probability it gives to the right class.</summary>
public sealed class CrossEntropyLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Tensor? _weight;
    private readonly long? _ignore_index;
    private readonly nn.Reduction _reduction;
    private readonly double _smoothing;

    internal CrossEntropyLoss(Tensor? weight, long? ignore_index, nn.Reduction reduction, double smoothing) :
        base(nameof(CrossEntropyLoss))
    {
        if (smoothing is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing,
                $"label_smoothing = {PythonText.Of(smoothing)}. It must be at least 0 and at most 1.");

        (_weight, _ignore_index, _reduction, _smoothing) = (weight, ignore_index, reduction, smoothing);
        if (weight is not null) register_buffer(nameof(weight), weight);
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.cross_entropy(input1, input2, _weight, _ignore_index ?? -100, _reduction, _smoothing);
}

/// <summary>Minus the logarithm of the probability of the right class, from logarithms.</summary>
public sealed class NLLLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Tensor? _weight;
    private readonly nn.Reduction _reduction;

    internal NLLLoss(Tensor? weight, nn.Reduction reduction) : base(nameof(NLLLoss))
    {
        (_weight, _reduction) = (weight, reduction);
        if (weight is not null) register_buffer(nameof(weight), weight);
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.nll_loss(input1, input2, _weight, _reduction);
}

/// <summary>The squared difference.</summary>
public sealed class MSELoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Reduction _reduction;

    internal MSELoss(nn.Reduction reduction) : base(nameof(MSELoss))
    {
        _reduction = reduction;
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.mse_loss(input1, input2, _reduction);
}

/// <summary>The absolute difference.</summary>
public sealed class L1Loss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Reduction _reduction;

    internal L1Loss(nn.Reduction reduction) : base(nameof(L1Loss))
    {
        _reduction = reduction;
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.l1_loss(input1, input2, _reduction);
}

/// <summary>A parabola for differences below beta, the absolute difference beyond.</summary>
public sealed class SmoothL1Loss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Reduction _reduction;
    private readonly double _beta;

    internal SmoothL1Loss(nn.Reduction reduction, double beta) : base(nameof(SmoothL1Loss))
    {
        (_reduction, _beta) = (reduction, beta);
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.smooth_l1_loss(input1, input2, _reduction, _beta);
}

/// <summary>A parabola for differences below delta, a line of slope delta beyond.</summary>
public sealed class HuberLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly double _delta;
    private readonly nn.Reduction _reduction;

    internal HuberLoss(double delta, nn.Reduction reduction) : base(nameof(HuberLoss))
    {
        (_delta, _reduction) = (delta, reduction);
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.huber_loss(input1, input2, _delta, _reduction);
}

/// <summary>Binary cross-entropy of probabilities.</summary>
public sealed class BCELoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Tensor? _weight;
    private readonly nn.Reduction _reduction;

    internal BCELoss(Tensor? weight, nn.Reduction reduction) : base(nameof(BCELoss))
    {
        (_weight, _reduction) = (weight, reduction);
        if (weight is not null) register_buffer(nameof(weight), weight);
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.binary_cross_entropy(input1, input2, _weight, _reduction);
}

/// <summary>Binary cross-entropy of logits.</summary>
public sealed class BCEWithLogitsLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Tensor? _weight;
    private readonly nn.Reduction _reduction;
    private readonly Tensor? _pos_weights;

    internal BCEWithLogitsLoss(Tensor? weight, nn.Reduction reduction, Tensor? pos_weights) : base(nameof(BCEWithLogitsLoss))
    {
        (_weight, _reduction, _pos_weights) = (weight, reduction, pos_weights);
        if (weight is not null) register_buffer(nameof(weight), weight);
        if (pos_weights is not null) register_buffer(nameof(pos_weights), pos_weights);
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.binary_cross_entropy_with_logits(input1, input2, _weight, _reduction, _pos_weights);
}

/// <summary>The divergence of Kullback and Leibler, from logarithms.</summary>
public sealed class KLDivLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly bool _log_target;
    private readonly nn.Reduction _reduction;

    internal KLDivLoss(bool log_target, nn.Reduction reduction) : base(nameof(KLDivLoss))
    {
        (_log_target, _reduction) = (log_target, reduction);
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.kl_div(input1, input2, _log_target, _reduction);
}

/// <summary>Brings the directions of like pairs together and those of others apart.</summary>
public sealed class CosineEmbeddingLoss : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly double _margin;
    private readonly nn.Reduction _reduction;

    internal CosineEmbeddingLoss(double margin, nn.Reduction reduction) : base(nameof(CosineEmbeddingLoss))
    {
        (_margin, _reduction) = (margin, reduction);
    }

    public override Tensor forward(Tensor input1, Tensor input2, Tensor input3) =>
        nn.functional.cosine_embedding_loss(input1, input2, input3, _margin, _reduction);
}

/// <summary>Wants one input above the other by a margin.</summary>
public sealed class MarginRankingLoss : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly double _margin;
    private readonly nn.Reduction _reduction;

    internal MarginRankingLoss(double margin, nn.Reduction reduction) : base(nameof(MarginRankingLoss))
    {
        (_margin, _reduction) = (margin, reduction);
    }

    public override Tensor forward(Tensor input1, Tensor input2, Tensor input3) =>
        nn.functional.margin_ranking_loss(input1, input2, input3, _margin, _reduction);
}

/// <summary>Wants an anchor nearer to its positive than to its negative by a margin.</summary>
public sealed class TripletMarginLoss : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly double _margin;
    private readonly long _p;
    private readonly double _eps;
    private readonly bool _swap;
    private readonly nn.Reduction _reduction;

    internal TripletMarginLoss(double margin, long p, double eps, bool swap, nn.Reduction reduction) : base(nameof(TripletMarginLoss))
    {
        (_margin, _p, _eps, _swap, _reduction) = (margin, p, eps, swap, reduction);
    }

    public override Tensor forward(Tensor input1, Tensor input2, Tensor input3) =>
        nn.functional.triplet_margin_loss(input1, input2, input3, _margin, _p, _eps, _swap, _reduction);
}

/// <summary>Distances of like pairs, and what others lack to the margin.</summary>
public sealed class HingeEmbeddingLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly double _margin;
    private readonly nn.Reduction _reduction;

    internal HingeEmbeddingLoss(double margin, nn.Reduction reduction) : base(nameof(HingeEmbeddingLoss))
    {
        (_margin, _reduction) = (margin, reduction);
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.hinge_embedding_loss(input1, input2, _margin, _reduction);
}

/// <summary>Wants the right class above each other one by a margin.</summary>
public sealed class MultiMarginLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly int _p;
    private readonly double _margin;
    private readonly Tensor? _weight;
    private readonly nn.Reduction _reduction;

    internal MultiMarginLoss(int p, double margin, Tensor? weight, nn.Reduction reduction) : base(nameof(MultiMarginLoss))
    {
        (_p, _margin, _weight, _reduction) = (p, margin, weight, reduction);
        if (weight is not null) register_buffer(nameof(weight), weight);
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.multi_margin_loss(input1, input2, _p, _margin, _weight, _reduction);
}

/// <summary>Connectionist temporal classification: targets without their alignment.</summary>
public sealed class CTCLoss : nn.Module<Tensor, Tensor, Tensor, Tensor, Tensor>
{
    private readonly long _blank;
    private readonly bool _zero_infinity;
    private readonly nn.Reduction _reduction;

    internal CTCLoss(long blank, bool zero_infinity, nn.Reduction reduction) : base(nameof(CTCLoss))
    {
        (_blank, _zero_infinity, _reduction) = (blank, zero_infinity, reduction);
    }

    public override Tensor forward(Tensor input1, Tensor input2, Tensor input3, Tensor input4) =>
        nn.functional.ctc_loss(input1, input2, input3, input4, _blank, _zero_infinity, _reduction);
}

/// <summary>Counts under a Poisson distribution.</summary>
public sealed class PoissonNLLLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly bool _log_input;
    private readonly bool _full;
    private readonly double _eps;
    private readonly nn.Reduction _reduction;

    internal PoissonNLLLoss(bool log_input, bool full, double eps, nn.Reduction reduction) : base(nameof(PoissonNLLLoss))
    {
        (_log_input, _full, _eps, _reduction) = (log_input, full, eps, reduction);
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.poisson_nll_loss(input1, input2, _log_input, _full, _eps, _reduction);
}

/// <summary>Numbers under normal distributions of given mean and variance.</summary>
public sealed class GaussianNLLLoss : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly bool _full;
    private readonly double _eps;
    private readonly nn.Reduction _reduction;

    internal GaussianNLLLoss(bool full, double eps, nn.Reduction reduction) : base(nameof(GaussianNLLLoss))
    {
        (_full, _eps, _reduction) = (full, eps, reduction);
    }

    public override Tensor forward(Tensor input1, Tensor input2, Tensor input3) =>
        nn.functional.gaussian_nll_loss(input1, input2, input3, _full, _eps, _reduction);
}

/// <summary>log(1 + exp(-target·input)).</summary>
public sealed class SoftMarginLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Reduction _reduction;

    internal SoftMarginLoss(nn.Reduction reduction) : base(nameof(SoftMarginLoss))
    {
        _reduction = reduction;
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.soft_margin_loss(input1, input2, _reduction);
}

/// <summary>The mean over classes of binary cross-entropies.</summary>
public sealed class MultiLabelSoftMarginLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Tensor? _weight;
    private readonly nn.Reduction _reduction;

    internal MultiLabelSoftMarginLoss(Tensor? weight, nn.Reduction reduction) : base(nameof(MultiLabelSoftMarginLoss))
    {
        (_weight, _reduction) = (weight, reduction);
        if (weight is not null) register_buffer(nameof(weight), weight);
    }

    public override Tensor forward(Tensor input1, Tensor input2) =>
        nn.functional.multilabel_soft_margin_loss(input1, input2, _weight, _reduction);
}
