using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace LlmKit.Torch.Tests.Layers;

public sealed class RecurrentTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_packed_sequence_gives_what_it_gives_alone(bool isSorted)
    {
        using var scope = NewDisposeScope();
        var lstm = nn.LSTM(3, 4, numLayers: 2, bidirectional: true);
        Tensor[] sequences = isSorted ? [randn(5, 3), randn(3, 3), randn(1, 3)] : [randn(2, 3), randn(5, 3), randn(3, 3)];

        var (packed, h, c) = lstm.call(pack_sequence(sequences, enforce_sorted: isSorted));

        var (padded, lengths) = pad_packed_sequence(packed, batch_first: true);
        Assert.Equal(sequences.Select(sequence => sequence.size(0)), lengths.data<long>().ToArray());
        for (var i = 0; i < sequences.Length; i++)
        {
            var (alone, lastH, lastC) = lstm.call(sequences[i]);
            Near(alone, padded[i, ..(int)sequences[i].size(0)]);
            Near(lastH, h[.., i]);
            Near(lastC, c[.., i]);
        }
    }

    [Fact]
    public void A_first_state_belongs_to_its_sequence_also_when_packing_sorts()
    {
        using var scope = NewDisposeScope();
        var gru = nn.GRU(2, 3);
        Tensor[] sequences = [randn(1, 2), randn(4, 2)];
        var first = randn(1, 2, 3);

        var (_, last) = gru.call(pack_sequence(sequences, enforce_sorted: false), first);

        for (var i = 0; i < 2; i++) Near(gru.call(sequences[i], first[.., i]).Item2, last[.., i]);
    }

    [Fact]
    public void Padding_and_packing_undo_each_other()
    {
        using var scope = NewDisposeScope();
        var padded = pad_sequence([ones(2, 1), ones(3, 1) * 2], batch_first: true, padding_value: -1);

        var packed = pack_padded_sequence(padded, tensor(new long[] { 2, 3 }), batch_first: true, enforce_sorted: false);
        var (again, _) = pad_packed_sequence(packed, batch_first: true, padding_value: -1, total_length: 4);

        Assert.Equal([2, 1, 2, 1, 2], packed.data.data<float>().ToArray());
        Assert.Equal([1, 1, -1, -1, 2, 2, 2, -1], again.data<float>().ToArray());
    }

    [Fact]
    public void A_cell_repeated_is_the_layer()
    {
        using var scope = NewDisposeScope();
        var layer = nn.LSTM(3, 2);
        var cell = nn.LSTMCell(3, 2);
        cell.load_state_dict(layer.state_dict().ToDictionary(pair => pair.Key.Replace("_l0", ""), pair => pair.Value));
        var x = randn(4, 3);

        (Tensor, Tensor)? state = null;
        for (var t = 0; t < 4; t++) state = cell.call(x[t], state);

        var (_, h, c) = layer.call(x);
        Near(h[0], state!.Value.Item1);
        Near(c[0], state.Value.Item2);
    }

    [Fact]
    public void Layers_drop_between_them_only_in_training()
    {
        using var scope = NewDisposeScope();
        var rnn = nn.RNN(4, 32, numLayers: 2, dropout: 0.5);
        var x = randn(3, 2, 4);
        Assert.False(rnn.call(x).Item1.equal(rnn.call(x).Item1));

        rnn.eval();
        Assert.True(rnn.call(x).Item1.equal(rnn.call(x).Item1));
    }

    [Fact]
    public void Wrong_shapes_are_refused_with_the_rule()
    {
        using var scope = NewDisposeScope();
        var lstm = nn.LSTM(3, 2, batchFirst: true);

        Assert.StartsWith("LSTM: the input (2, 5, 4) has 4 features, the layer was made for 3.",
            Assert.Throws<ArgumentException>(() => lstm.call(zeros(2, 5, 4))).Message);
        Assert.StartsWith("LSTM: the input has the shape (3). It must be (T, C), or with a batch (B, T, C).",
            Assert.Throws<ArgumentException>(() => lstm.call(zeros(3))).Message);
        Assert.StartsWith("LSTM: a first state has the shape (1, 5, 2). It must be (layers·directions, B, hidden) = (1, 2, 2).",
            Assert.Throws<ArgumentException>(() => lstm.call(zeros(2, 5, 3), (zeros(1, 5, 2), zeros(1, 5, 2)))).Message);
        Assert.StartsWith("hiddenSize = 0.", Assert.Throws<ArgumentOutOfRangeException>(() => nn.GRU(3, 0)).Message);
        Assert.StartsWith("dropout = 2.", Assert.Throws<ArgumentOutOfRangeException>(() => nn.GRU(3, 1, dropout: 2)).Message);
    }

    [Fact]
    public void A_layer_tells_its_sizes()
    {
        Assert.Equal("LSTM(3, 2, num_layers=2, batch_first=True, dropout=0.1, bidirectional=True)",
            nn.LSTM(3, 2, 2, batchFirst: true, dropout: 0.1, bidirectional: true).ToString());
        Assert.Equal("RNNCell(3, 2, nonlinearity=relu)", nn.RNNCell(3, 2, nn.NonLinearities.ReLU).ToString());
    }

    private static void Near(Tensor expected, Tensor actual) =>
        Assert.True(expected.allclose(actual, 1e-5, 1e-6), $"{expected}\nis not\n{actual}");
}
