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
            (r, x) => nn.functional.cross_entropy(x[0], x[1], reduction: r, label_smoothing: 0.1),
        ["CrossEntropyLoss.all"] =
            (r, x) => nn.functional.cross_entropy(x[0], x[1], Weights(4), 0, r, label_smoothing: 0.2),
        ["CrossEntropyLoss.probabilities"] = (r, x) => nn.CrossEntropyLoss(reduction: r).call(x[0], x[1]),
        ["CrossEntropyLoss.probabilities_weight_smoothing"] =
            (r, x) => nn.functional.cross_entropy(x[0], x[1], Weights(4), reduction: r, label_smoothing: 0.1),
        ["CrossEntropyLoss.sequence"] = (r, x) => nn.CrossEntropyLoss(reduction: r).call(x[0], x[1]),
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

    private static Tensor Weights(int classes) => tensor(new[] { 0.5f, 1.5f, 2, 0.25f, 1 }[..classes]);
}
