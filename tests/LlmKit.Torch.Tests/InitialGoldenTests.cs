using LlmKit.Torch.Tests.Operators;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.init;
using F = TorchSharp.torch.nn.functional;

namespace LlmKit.Torch.Tests;

/// <summary>
/// What layers, <c>nn.init</c> and dropouts draw after a seed, against python3-torch. A layer that drew its
/// weights in another order, from another distribution or with another bound would differ.
/// </summary>
[Collection(nameof(DefaultGenerator))]
public sealed class InitialGoldenTests
{
    private sealed record Case(GoldenTensor[]? Outputs, Dictionary<string, GoldenTensor>? State);

    private static readonly Dictionary<string, Case> s_goldens = Golden.Load<Case>("initial.json");

    private static readonly Dictionary<string, Func<nn.Module>> s_layers = new()
    {
        ["Linear"] = () => nn.Linear(3, 4),
        ["Linear.no_bias"] = () => nn.Linear(5, 4, hasBias: false),
        ["Bilinear"] = () => nn.Bilinear(2, 3, 2),
        ["Embedding"] = () => nn.Embedding(4, 3),
        ["Embedding.padding_idx"] = () => nn.Embedding(4, 5, padding_idx: 1),
        ["EmbeddingBag"] = () => nn.EmbeddingBag(3, 2),
        ["PReLU"] = () => nn.PReLU(2),
        ["Conv1d"] = () => nn.Conv1d(2, 3, 2),
        ["Conv2d"] = () => nn.Conv2d(2, 2, 2),
        ["ConvTranspose2d"] = () => nn.ConvTranspose2d(2, 1, 2),
        ["Conv1d.same"] = () => nn.Conv1d(2, 2, 3, Padding.Same, groups: 2),
        ["Conv2d.groups"] = () => nn.Conv2d(4, 2, (1, 3), groups: 2, bias: false),
        ["Conv3d"] = () => nn.Conv3d(1, 2, 2),
        ["ConvTranspose1d.groups"] = () => nn.ConvTranspose1d(2, 4, 2, groups: 2),
        ["ConvTranspose3d"] = () => nn.ConvTranspose3d(2, 3, (1, 2, 1)),
        ["InstanceNorm2d"] = () => nn.InstanceNorm2d(2, affine: true, track_running_stats: true),
        ["LayerNorm"] = () => nn.LayerNorm(3),
        ["BatchNorm1d"] = () => nn.BatchNorm1d(3),
        ["GroupNorm"] = () => nn.GroupNorm(2, 4),
        ["Sequential"] = () => nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1)),
        ["RNN"] = () => nn.RNN(2, 2),
        ["LSTM"] = () => nn.LSTM(2, 2, bidirectional: true),
        ["GRU"] = () => nn.GRU(2, 3),
        ["LSTMCell"] = () => nn.LSTMCell(3, 2),
        ["MultiheadAttention"] = () => nn.MultiheadAttention(4, 2),
        ["MultiheadAttention.kdim"] = () => nn.MultiheadAttention(4, 2, kdim: 3, vdim: 2),
        ["TransformerEncoderLayer"] = () => nn.TransformerEncoderLayer(4, 2, 5),
        ["TransformerDecoderLayer"] = () => nn.TransformerDecoderLayer(4, 2, 3),
        ["Transformer"] = () => nn.Transformer(4, 2, 1, 1, 3),
    };

    private static readonly Dictionary<string, Func<Tensor[], Outputs>> s_draws = new(new OperatorTable
    {
        { "dropout", () => F.dropout(ones(2, 5), 0.4, training: true) },
        { "dropout1d", () => F.dropout1d(ones(2, 4, 2), 0.4) },
        { "dropout1d.unbatched", () => F.dropout1d(ones(6, 2), 0.4) },
        { "dropout2d", () => F.dropout2d(ones(2, 4, 2, 1), 0.4) },
        { "dropout3d", () => F.dropout3d(ones([2, 4, 2, 1, 1]), 0.4) },
        { "dropout3d.unbatched", () => F.dropout3d(ones(6, 2, 1, 1), 0.4) },
        { "gumbel_softmax", () => F.gumbel_softmax(tensor(new[,] { { 0.5f, 1, -1 } }), tau: 0.5) },
        { "alpha_dropout", () => F.alpha_dropout(ones(5), 0.4, training: true) },
        { "feature_alpha_dropout", () => F.feature_alpha_dropout(ones(2, 4, 2), 0.4, training: true) },
        { "rrelu", () => F.rrelu(-ones(5), 0.1, 0.4, training: true) },
        { "init.uniform_", () => uniform_(empty(2, 3), -0.5, 0.5) },
        { "init.normal_", () => normal_(empty(2, 3), 1, 0.02) },
        { "init.trunc_normal_", () => trunc_normal_(empty(3, 4), std: 0.5, a: -0.6, b: 0.7) },
        { "init.constant_", () => constant_(empty(2, 2), 0.3) },
        { "init.ones_", () => ones_(empty(2)) },
        { "init.zeros_", () => zeros_(empty(2)) },
        { "init.eye_", () => eye_(empty(2, 3)) },
        { "init.xavier_uniform_", () => xavier_uniform_(empty(3, 4)) },
        { "init.xavier_uniform_.gain", () => xavier_uniform_(empty(2, 3, 2), gain: 1.5) },
        { "init.xavier_normal_", () => xavier_normal_(empty(3, 4), gain: 0.5) },
        { "init.kaiming_uniform_", () => kaiming_uniform_(empty(3, 4)) },
        { "init.kaiming_uniform_.relu_fan_out",
            () => kaiming_uniform_(empty(3, 2, 2), 0, FanInOut.FanOut, NonlinearityType.ReLU) },
        { "init.kaiming_uniform_.a", () => kaiming_uniform_(empty(3, 4), a: Math.Sqrt(5)) },
        { "init.kaiming_normal_", () => kaiming_normal_(empty(3, 4)) },
        { "init.kaiming_normal_.tanh",
            () => kaiming_normal_(empty(3, 4), nonlinearity: NonlinearityType.Tanh) },
        { "init.orthogonal_", () => orthogonal_(empty(3, 4)) },
        { "init.orthogonal_.tall", () => orthogonal_(empty(4, 2), gain: 2) },
    });

    public static TheoryData<string> Draws => [.. s_goldens.Keys.Intersect(s_draws.Keys)];

    public static TheoryData<string> Layers => [.. s_goldens.Keys.Intersect(s_layers.Keys)];

    [Theory]
    [MemberData(nameof(Draws))]
    public void Draws_the_numbers_that_python_draws(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);

        var outputs = s_draws[name]([]).Tensors;

        Golden.Near(Assert.Single(s_goldens[name].Outputs!), Assert.Single(outputs), name);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_fresh_layer_has_the_weights_that_python_gives_it(string name)
    {
        using var scope = NewDisposeScope();
        var golden = s_goldens[name].State!;
        manual_seed(1);

        using var layer = s_layers[name]();
        var state = layer.state_dict();

        Assert.Equal(golden.Keys, state.Keys);
        foreach (var (key, expected) in golden) Golden.Near(expected, state[key], $"{name}, {key}");
    }

    [Fact]
    public void Every_call_has_a_golden() =>
        Assert.Empty(s_draws.Keys.Concat(s_layers.Keys).Except(s_goldens.Keys));

    [Fact]
    public void Every_golden_of_a_layer_or_initialization_that_exists_is_compared()
    {
        Assert.Empty(Golden.Uncompared(s_goldens.Keys, s_layers.Keys, typeof(nn)));
        Assert.Empty(Golden.Uncompared(s_goldens.Keys, s_draws.Keys, typeof(F)));
        Assert.Empty(Golden.Uncompared(Initializations(s_goldens.Keys), Initializations(s_draws.Keys),
            typeof(nn.init)));
    }

    private static IEnumerable<string> Initializations(IEnumerable<string> names) =>
        from name in names where name.StartsWith("init.",
            StringComparison.Ordinal) select name["init.".Length..];
}
