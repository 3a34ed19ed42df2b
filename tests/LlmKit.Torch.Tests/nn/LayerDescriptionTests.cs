using LlmKit.Torch.Tests.Operators;

namespace LlmKit.Torch.Tests;

/// <summary>How the modules of Golden/make_layers.py print, against python3-torch.</summary>
public sealed class LayerDescriptionTests
{
    private static readonly Dictionary<string, string> s_goldens =
        Golden.Load<string>("layer_descriptions.json");

    private static readonly Dictionary<string, LayerCall> s_layers =
        new([.. BasicLayers.Table, .. NormalizationLayers.Table, .. SpatialLayers.Table]);

    public static TheoryData<string> Names => [.. s_goldens.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_module_prints_as_in_PyTorch(string name)
    {
        using var module = s_layers[name].Build();

        Assert.Equal(s_goldens[name], module.ToString());
    }
}
