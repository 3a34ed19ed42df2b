using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>How modules print, against python3-torch.</summary>
public sealed class DescriptionTests
{
    private static readonly Dictionary<string, string> s_goldens = Golden.Load<string>("descriptions.json");

    private static readonly Dictionary<string, Func<nn.Module>> s_modules = new()
    {
        ["ReLU"] = () => nn.ReLU(),
        ["ReLU.inplace"] = () => nn.ReLU(inplace: true),
        ["ReLU6.inplace"] = () => nn.ReLU6(inplace: true),
        ["LeakyReLU"] = () => nn.LeakyReLU(),
        ["LeakyReLU.inplace"] = () => nn.LeakyReLU(1e-5, inplace: true),
        ["PReLU"] = () => nn.PReLU(3),
        ["RReLU"] = () => nn.RReLU(),
        ["RReLU.inplace"] = () => nn.RReLU(0, 1, inplace: true),
        ["Threshold"] = () => nn.Threshold(1, -20.5),
        ["Threshold.inplace"] = () => nn.Threshold(0.1, 1e20, inplace: true),
        ["ELU"] = () => nn.ELU(),
        ["ELU.inplace"] = () => nn.ELU(0.25, inplace: true),
        ["SELU.inplace"] = () => nn.SELU(inplace: true),
        ["CELU.inplace"] = () => nn.CELU(2, inplace: true),
        ["GELU"] = () => nn.GELU(),
        ["GELU.tanh"] = () => nn.GELU(GELU.Approximate.tanh),
        ["SiLU.inplace"] = () => nn.SiLU(inplace: true),
        ["Mish.inplace"] = () => nn.Mish(inplace: true),
        ["Hardswish.inplace"] = () => nn.Hardswish(inplace: true),
        ["GLU"] = () => nn.GLU(),
        ["Sigmoid"] = () => nn.Sigmoid(),
        ["LogSigmoid"] = () => nn.LogSigmoid(),
        ["Hardsigmoid"] = () => nn.Hardsigmoid(),
        ["Softplus"] = () => nn.Softplus(),
        ["Softsign"] = () => nn.Softsign(),
        ["Tanh"] = () => nn.Tanh(),
        ["Hardtanh"] = () => nn.Hardtanh(),
        ["Hardtanh.inplace"] = () => nn.Hardtanh(-2, 0.125, inplace: true),
        ["Tanhshrink"] = () => nn.Tanhshrink(),
        ["Softshrink"] = () => nn.Softshrink(),
        ["Hardshrink"] = () => nn.Hardshrink(1),
        ["Softmax"] = () => nn.Softmax(-1),
        ["LogSoftmax"] = () => nn.LogSoftmax(1),
        ["Softmin"] = () => nn.Softmin(0),
        ["Softmax2d"] = () => nn.Softmax2d(),
        ["Dropout"] = () => nn.Dropout(),
        ["Dropout1d"] = () => nn.Dropout1d(0.1),
        ["Dropout2d"] = () => nn.Dropout2d(1),
        ["Dropout3d"] = () => nn.Dropout3d(0),
        ["AlphaDropout"] = () => nn.AlphaDropout(),
        ["FeatureAlphaDropout"] = () => nn.FeatureAlphaDropout(0.3, inplace: true),
        ["Flatten"] = () => nn.Flatten(),
        ["Unflatten"] = () => nn.Unflatten(1, [2, -1]),
        ["Unflatten.one"] = () => nn.Unflatten(-1, [4]),
        ["Identity"] = () => nn.Identity(),
        ["Linear"] = () => nn.Linear(2, 3, hasBias: false),
        ["Bilinear"] = () => nn.Bilinear(2, 3, 4),
        ["Bilinear.no_bias"] = () => nn.Bilinear(2, 3, 4, hasBias: false),
        ["Embedding"] = () => nn.Embedding(5, 3),
        ["Embedding.all"] = () => nn.Embedding(5, 3, -1, 1, 1, true, true),
        ["EmbeddingBag"] = () => nn.EmbeddingBag(5, 3),
        ["EmbeddingBag.all"] = () =>
            nn.EmbeddingBag(5, 3, 1, 1, true, EmbeddingBagMode.Sum, padding_index: 2),
        ["LayerNorm"] = () => nn.LayerNorm(4),
        ["LayerNorm.two_dims"] = () => nn.LayerNorm([2, 3], 1, false),
        ["CosineSimilarity"] = () => nn.CosineSimilarity(),
        ["PairwiseDistance"] = () => nn.PairwiseDistance(),
        ["Sequential"] = () => nn.Sequential(nn.Flatten(), nn.Sequential(nn.Linear(2, 2), nn.Tanh())),
    };

    public static TheoryData<string> Names => [.. s_modules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_module_prints_as_in_PyTorch(string name)
    {
        using var module = s_modules[name]();

        Assert.Equal(s_goldens[name], module.ToString());
    }

    [Fact]
    public void Every_golden_is_compared() => Assert.Empty(s_goldens.Keys.Except(s_modules.Keys));
}
