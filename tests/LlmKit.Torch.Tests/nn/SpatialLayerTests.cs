using LlmKit.Torch.Tests.Operators;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LlmKit.Torch.Tests;

/// <summary>Laws of convolutions, pools, norms and resizing beside their agreement with Python.</summary>
public sealed class SpatialLayerTests
{
    private sealed record Case(GoldenTensor[] Inputs);

    private static readonly Dictionary<string, Case> s_goldens = Golden.Load<Case>("layers.json");

    private static readonly Dictionary<string, LayerCall> s_layers =
        new(NormalizationLayers.Table.Concat(SpatialLayers.Table));

    public static TheoryData<string> Names => [.. s_layers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_the_result_is_left_in_the_scope(string name)
    {
        using var module = s_layers[name].Build();
        using var scope = NewDisposeScope();
        var inputs = s_goldens[name].Inputs.Select(x => x.ToTensor()).ToArray();
        var before = scope.DisposablesCount;

        s_layers[name].Call(module, inputs);

        Assert.Equal(before + 1, scope.DisposablesCount);
    }

    [Fact]
    public void A_transposed_convolution_is_the_gradient_of_the_convolution()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var (x, weight) = (randn([1, 4, 5, 6], float64).requires_grad_(), randn([6, 2, 3, 2], float64));
        var y = F.conv2d(x, weight, strides: [2, 1], padding: [1, 0], dilation: [1, 2], groups: 2);
        var gradient = randn(y.shape, float64);

        y.backward([gradient]);
        var transposed = F.conv_transpose2d(
            gradient, weight, strides: [2, 1], padding: [1, 0], dilation: [1, 2], groups: 2);

        Assert.True(allclose(x.grad!, transposed, 1e-12, 1e-12));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    [InlineData(5, 2)]
    public void Same_padding_keeps_the_length_in_every_mode(long kernel, long dilation)
    {
        using var scope = NewDisposeScope();
        PaddingModes[] modes =
            [PaddingModes.Zeros, PaddingModes.Reflect, PaddingModes.Replicate, PaddingModes.Circular];
        foreach (var mode in modes)
        {
            using var layer = nn.Conv1d(1, 2, kernel, Padding.Same, dilation: dilation, padding_mode: mode);

            Assert.Equal([3, 2, 11], layer.call(ones(3, 1, 11)).shape);
        }
    }

    [Fact]
    public void Without_momentum_the_running_mean_is_the_mean_of_all_batches()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm1d(1, momentum: null);

        foreach (var mean in new[] { 1f, 4, 10 }) norm.call(tensor(new[] { mean - 1, mean + 1 }, [2, 1]));

        Assert.Equal(5, norm.running_mean!.ToSingle(), 1e-5);
        Assert.Equal(2, norm.running_var!.ToSingle(), 1e-5);
        Assert.Equal(3, norm.num_batches_tracked!.ToInt64());
    }

    [Fact]
    public void Outside_of_training_a_batch_norm_learns_no_statistics()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm1d(2);
        norm.eval();

        norm.call(ones(4, 2) * 7);

        Assert.Equal([0f, 0], norm.running_mean!.data<float>().ToArray());
        Assert.Equal(0, norm.num_batches_tracked!.ToInt64());
    }

    [Fact]
    public void Reset_statistics_are_those_of_a_fresh_norm()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm1d(2);
        norm.call(arange(6, float32).view(3, 2));

        norm.reset_running_stats();

        Assert.Equal([0f, 0], norm.running_mean!.data<float>().ToArray());
        Assert.Equal([1f, 1], norm.running_var!.data<float>().ToArray());
        Assert.Equal(0, norm.num_batches_tracked!.ToInt64());
    }

    [Fact]
    public void Statistics_follow_the_type_of_the_module_and_the_count_stays_a_whole_number()
    {
        using var norm = nn.BatchNorm2d(2).to(float64);

        Assert.Equal(float64, norm.running_var!.dtype);
        Assert.Equal(int64, norm.num_batches_tracked!.dtype);
        using var scope = NewDisposeScope();
        Assert.Equal(float64, norm.call(randn([2, 2, 3, 3], float64)).dtype);
    }

    [Fact]
    public void Indices_of_maxima_lead_back_to_the_maxima()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.MaxPool2d(2, stride: 1);
        var x = randn(2, 3, 4, 5);

        var (values, indices) = layer.forward_with_indices(x);

        var found = x.flatten(2).gather(2, indices.flatten(2)).view(values.shape);
        Assert.True(equal(values, found));
        Assert.True(equal(values, layer.call(x)));
    }

    [Fact]
    public void Folding_the_blocks_counts_each_place_as_often_as_the_window_covers_it()
    {
        using var scope = NewDisposeScope();

        var counts = F.fold(F.unfold(ones(1, 1, 3, 3), 2), 3, 2);

        Assert.Equal([1f, 2, 1, 2, 4, 2, 1, 2, 1], counts.data<float>().ToArray());
    }

    [Fact]
    public void Unshuffled_pixels_are_where_they_were()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 12, 2, 3);

        Assert.True(equal(x, F.pixel_unshuffle(F.pixel_shuffle(x, 2), 2)));
    }
}
