using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>
/// Losses against python3-torch, under each reduction: values and the gradient for every input.
/// </summary>
public sealed class LossGoldenTests
{
    private sealed record Case(
        GoldenTensor[] Inputs, GoldenTensor[] Outputs, GoldenTensor[] Weights, GoldenTensor?[] Grads);

    private static readonly Dictionary<string, Case> s_goldens = Golden.Load<Case>("losses.json");

    private static readonly Dictionary<string, Func<nn.Reduction, Tensor[], Tensor>> s_losses = new()
    {
        ["CrossEntropyLoss"] = (r, x) => nn.CrossEntropyLoss(reduction: r).call(x[0], x[1]),
        ["CrossEntropyLoss.weight"] =
            (r, x) => nn.CrossEntropyLoss(Weights(4), reduction: r).call(x[0], x[1]),
        ["CrossEntropyLoss.ignore_index"] =
            (r, x) => nn.CrossEntropyLoss(ignore_index: 1, reduction: r).call(x[0], x[1]),
        ["CrossEntropyLoss.default_ignored"] = (r, x) => nn.CrossEntropyLoss(reduction: r).call(x[0], x[1]),
        ["CrossEntropyLoss.label_smoothing"] =
            (r, x) => nn.CrossEntropyLoss(null, null, r, label_smoothing: 0.1).call(x[0], x[1]),
        ["CrossEntropyLoss.all"] =
            (r, x) => nn.CrossEntropyLoss(Weights(4), 0, r, label_smoothing: 0.2).call(x[0], x[1]),
        ["CrossEntropyLoss.probabilities"] = (r, x) => nn.CrossEntropyLoss(reduction: r).call(x[0], x[1]),
        ["CrossEntropyLoss.probabilities_weight_smoothing"] =
            (r, x) => nn.functional.cross_entropy(x[0], x[1], Weights(4), reduction: r, label_smoothing: 0.1),
        ["CrossEntropyLoss.sequence"] = (r, x) => nn.CrossEntropyLoss(reduction: r).call(x[0], x[1]),
        ["NLLLoss"] = (r, x) => nn.NLLLoss(reduction: r).call(x[0], x[1]),
        ["MultiMarginLoss"] = (r, x) => nn.MultiMarginLoss(reduction: r).call(x[0], x[1]),
        ["MultiMarginLoss.p_margin_weight"] =
            (r, x) => nn.MultiMarginLoss(2, 0.5, Weights(4), r).call(x[0], x[1]),
        ["MultiLabelSoftMarginLoss"] = (r, x) => nn.MultiLabelSoftMarginLoss(reduction: r).call(x[0], x[1]),
        ["MultiLabelSoftMarginLoss.weight"] =
            (r, x) => nn.MultiLabelSoftMarginLoss(Weights(3), r).call(x[0], x[1]),
        ["MSELoss"] = (r, x) => nn.MSELoss(r).call(x[0], x[1]),
        ["L1Loss"] = (r, x) => nn.L1Loss(r).call(x[0], x[1]),
        ["SmoothL1Loss"] = (r, x) => nn.SmoothL1Loss(r).call(x[0], x[1]),
        ["SmoothL1Loss.beta"] = (r, x) => nn.SmoothL1Loss(r, 0.4).call(x[0], x[1]),
        ["HuberLoss"] = (r, x) => nn.HuberLoss(reduction: r).call(x[0], x[1]),
        ["HuberLoss.delta"] = (r, x) => nn.HuberLoss(0.6, r).call(x[0], x[1]),
        ["PoissonNLLLoss"] = (r, x) => nn.PoissonNLLLoss(reduction: r).call(x[0], x[1]),
        ["PoissonNLLLoss.no_log_full"] =
            (r, x) => nn.PoissonNLLLoss(false, true, 1e-6, r).call(x[0], x[1]),
        ["GaussianNLLLoss"] = (r, x) => nn.GaussianNLLLoss(reduction: r).call(x[0], x[1], x[2]),
        ["GaussianNLLLoss.full"] = (r, x) => nn.GaussianNLLLoss(true, 0.5, r).call(x[0], x[1], x[2]),
        ["BCELoss"] = (r, x) => nn.BCELoss(reduction: r).call(x[0], x[1]),
        ["BCELoss.weight"] = (r, x) => nn.BCELoss(Weights(3), r).call(x[0], x[1]),
        ["BCEWithLogitsLoss"] = (r, x) => nn.BCEWithLogitsLoss(reduction: r).call(x[0], x[1]),
        ["BCEWithLogitsLoss.weight_pos_weight"] =
            (r, x) => nn.BCEWithLogitsLoss(Weights(3), r, tensor(new[] { 2f, 0.5f, 3 })).call(x[0], x[1]),
        ["KLDivLoss"] = (r, x) => nn.KLDivLoss(false, r).call(x[0], x[1]),
        ["KLDivLoss.log_target"] = (r, x) => nn.KLDivLoss(true, r).call(x[0], x[1]),
        ["SoftMarginLoss"] = (r, x) => nn.SoftMarginLoss(r).call(x[0], x[1]),
        ["CosineEmbeddingLoss"] = (r, x) => nn.CosineEmbeddingLoss(reduction: r).call(x[0], x[1], x[2]),
        ["CosineEmbeddingLoss.margin"] = (r, x) => nn.CosineEmbeddingLoss(-0.5, r).call(x[0], x[1], x[2]),
        ["MarginRankingLoss"] = (r, x) => nn.MarginRankingLoss(reduction: r).call(x[0], x[1], x[2]),
        ["MarginRankingLoss.margin"] = (r, x) => nn.MarginRankingLoss(0.5, r).call(x[0], x[1], x[2]),
        ["TripletMarginLoss"] = (r, x) => nn.TripletMarginLoss(reduction: r).call(x[0], x[1], x[2]),
        ["TripletMarginLoss.swap"] =
            (r, x) => nn.TripletMarginLoss(0.5, 1, swap: true, reduction: r).call(x[0], x[1], x[2]),
        ["HingeEmbeddingLoss"] = (r, x) => nn.HingeEmbeddingLoss(reduction: r).call(x[0], x[1]),
        ["HingeEmbeddingLoss.margin"] = (r, x) => nn.HingeEmbeddingLoss(2.5, r).call(x[0], x[1]),
        ["NLLLoss.weight_ignore_index"] =
            (r, x) => nn.functional.nll_loss(x[0], x[1], Weights(4), r, ignore_index: 0),
        ["CTCLoss"] = (r, x) => Ctc(r, x, false),
        ["CTCLoss.zero_infinity"] = (r, x) => Ctc(r, x, true),
    };

    public static TheoryData<string> Names =>
        [.. s_goldens.Keys.Where(name => s_losses.ContainsKey(name[..name.LastIndexOf('.')]))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_python(string name)
    {
        using var scope = NewDisposeScope();
        var golden = s_goldens[name];
        var dot = name.LastIndexOf('.');
        var reduction = Enum.Parse<nn.Reduction>(name[(dot + 1)..], ignoreCase: true);
        var inputs =
            golden.Inputs.Select((x, i) => x.ToTensor(requiresGrad: golden.Grads[i] is not null)).ToArray();

        var output = s_losses[name[..dot]](reduction, inputs);

        Golden.Near(golden.Outputs[0], output, $"{name}, value");
        Golden.WeightedLoss([output], golden.Weights).backward();
        for (var i = 0; i < inputs.Length; i++)
        {
            if (golden.Grads[i] is { } expected)
                Golden.Near(expected, Assert.IsType<Tensor>(inputs[i].grad),
                    $"{name}, gradient of input {i}");
        }
    }

    [Fact]
    public void Every_loss_in_the_table_has_a_golden_under_each_reduction() => Assert.Empty(
        from loss in s_losses.Keys
        from reduction in new[] { "none", "mean", "sum" }
        where !s_goldens.ContainsKey($"{loss}.{reduction}")
        select $"{loss}.{reduction}");

    [Fact]
    public void Every_golden_of_a_loss_that_exists_is_compared() => Assert.Empty(Golden.Uncompared(
        s_goldens.Keys.Select(name => name[..name.LastIndexOf('.')]), s_losses.Keys, typeof(nn)));

    private static Tensor Ctc(nn.Reduction reduction, Tensor[] x, bool zeroInfinity) =>
        nn.CTCLoss(0, zeroInfinity, reduction).call(
            x[0].log_softmax(-1), x[1], tensor(new[] { 5L, 4 }), tensor(new[] { 3L, 2 }));

    private static Tensor Weights(int classes) => tensor(new[] { 0.5f, 1.5f, 2, 0.25f, 1 }[..classes]);
}
