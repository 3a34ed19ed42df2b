using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LlmKit.Torch.Tests;

/// <summary>Wrong settings and inputs of activations and small layers: the message says what was given and
/// the rule.</summary>
public sealed class LayerMistakeTests
{
    private static readonly Dictionary<string, (string[] Fragments, Action Call)> s_mistakes = new()
    {
        ["a share above 1"] = (["p = 1.5", "at least 0 and at most 1"], () => nn.Dropout(1.5)),
        ["a share below 0"] = (["p = -0.1", "at least 0 and at most 1"], () => nn.Dropout2d(-0.1)),
        ["a share that is no number"] = (["p = nan", "at least 0"], () => nn.AlphaDropout(double.NaN)),
        ["a share set later"] = (["p = 2.0", "at most 1"], () => nn.FeatureAlphaDropout().p = 2),
        ["a share of a function"] = (["p = 1.5", "at most 1"], () => F.dropout3d(ones(1, 1, 1, 1), 1.5)),
        ["a share out of training"] = (["p = -1.0", "at least 0"],
            () => F.dropout(ones(1), -1, training: false)),
        ["channels that are not there"] = (["dropout1d", "(N, C, L)", "[2, 3, 4, 5]"],
            () => nn.Dropout1d().call(ones(2, 3, 4, 5))),
        ["a volume without depth"] = (["dropout3d", "(C, D, H, W)", "[2, 3]"], () => F.dropout3d(ones(2, 3))),
        ["bounds in the wrong order"] = (["min_val = 1.0", "max_val = -1.0", "below"],
            () => nn.Hardtanh(1, -1)),
        ["bounds of a function"] = (["min_val = 2.0", "max_val = 2.0"], () => F.hardtanh(ones(1), 2, 2)),
        ["slopes in the wrong order"] = (["lower = 0.5", "upper = 0.25"], () => nn.RReLU(0.5, 0.25)),
        ["slopes of a function"] = (["lower = 0.5", "upper = 0.25"], () => F.rrelu(ones(1), 0.5, 0.25)),
        ["no slope"] = (["num_parameters = 0", "number of channels"], () => nn.PReLU(0)),
        ["slopes for other channels"] = (["prelu(float32[2, 3], float32[4])"],
            () => nn.PReLU(4).call(ones(2, 3))),
        ["an α of 0"] = (["celu(float32[1], 0)", "alpha"], () => nn.CELU(0).call(ones(1))),
        ["a negative λ"] = (["softshrink(float32[1], -1)", "greater or equal to 0"],
            () => nn.Softshrink(-1).call(ones(1))),
        ["an odd half"] = (["glu(float32[2, 3], -1)", "even", "3"], () => nn.GLU().call(ones(2, 3))),
        ["a softmax of a matrix's channels"] = (["Softmax2d", "(C, H, W)", "[2, 3]"],
            () => nn.Softmax2d().call(ones(2, 3))),
        ["sizes that do not fit"] = (["unflatten(float32[2, 6], 1, [4, 2])"],
            () => nn.Unflatten(1, [4, 2]).call(ones(2, 6))),
        ["a bilinear form of nothing"] = (["in1_features = 0", "at least 1"], () => nn.Bilinear(0, 1, 1)),
        ["bags without offsets"] = (["[4]", "need offsets"], () => Bags().call(Ids(4))),
        ["bags with too many offsets"] = (["[2, 2]", "no offsets"], () => Bags().call(Ids(2, 2), Ids(2))),
        ["offsets in a matrix"] = (["[1, 2]", "one row"], () => Bags().call(Ids(4), Ids(1, 2))),
        ["ids in a box"] = (["[1, 1, 2]", "(bags, ids of a bag)"], () => Bags().call(Ids(1, 1, 2))),
        ["factors for a mean"] = (["per_sample_weights", "Mean"],
            () => Bags().call(Ids(1, 2), null, ones(1, 2))),
        ["factors of another shape"] = (["[3]", "[1, 2]"],
            () => F.embedding_bag(Ids(1, 2), ones(2, 2), mode: EmbeddingBagMode.Sum,
                per_sample_weights: ones(3))),
        ["an id past the rows"] = (["embedding_bag(float32[3, 2]"], () => Bags().call(Ids(1, 2) * 3)),
        ["a padding past the rows"] = (["padding_index = 3", "3 rows"],
            () => nn.EmbeddingBag(3, 2, padding_index: 3)),
        ["a smoothing above 1"] = (["label_smoothing = 1.5", "at most 1"],
            () => nn.CrossEntropyLoss(null, null, nn.Reduction.Mean, label_smoothing: 1.5)),
    };

    public static TheoryData<string> Mistakes => [.. s_mistakes.Keys];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void The_message_says_what_was_given_and_the_rule(string name)
    {
        using var scope = NewDisposeScope();
        var (fragments, call) = s_mistakes[name];

        var error = Assert.ThrowsAny<Exception>(call);

        Assert.True(error is ArgumentException or TorchException, $"It is a {error.GetType().Name}.");
        Assert.All(fragments, fragment => Assert.Contains(fragment, error.Message, StringComparison.Ordinal));
    }

    private static TorchSharp.Modules.EmbeddingBag Bags() => nn.EmbeddingBag(3, 2);

    private static Tensor Ids(params long[] shape) => ones(shape, dtype: int64);
}
