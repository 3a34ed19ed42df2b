using LlmKit.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp;

/// <summary>Runs one of libtorch's recurrent operators over whole sequences, padded or packed.</summary>
/// <param name="Name">The layer, for messages.</param>
/// <param name="Padded">Operator for (T, B, C) or (B, T, C).</param>
/// <param name="Packed">Operator for packed sequences.</param>
/// <param name="States">1, or 2 for LSTM's hidden and cell state.</param>
internal sealed record Recurrence(string Name, Operator Padded, Operator Packed, int States)
{
    /// <returns>The outputs, then the last states (layers·directions, B, hidden).</returns>
    public Tensor[] Run(RecurrentOptions options, Modules.Parameter[] weights, bool training, Tensor input, Tensor[]? states)
    {
        using var scope = NewDisposeScope();
        CheckInput(options, input, input.dim() is 2 or 3);
        var isBatched = input.dim() == 3;
        var batchDimension = options.BatchFirst ? 0 : 1;
        if (!isBatched) input = input.unsqueeze(batchDimension);
        states = states is null
            ? Zeros(options, input, input.size(batchDimension))
            : [.. states.Select(state => isBatched || state.dim() != 2 ? state : state.unsqueeze(1))];
        CheckStates(options, states, input.size(batchDimension));

        var results = Call(Padded, [input, State(states), weights, options.Bias, options.NumLayers,
            training ? options.Dropout : 0, training, options.Bidirectional, options.BatchFirst]);
        if (!isBatched) results = [results[0].squeeze(batchDimension), .. results[1..].Select(state => state.squeeze(1))];
        return [.. results.Select(result => result.MoveToOuterDisposeScope())];
    }

    /// <summary>The same for a packed batch; states come and go in the order of the batch before it was sorted.</summary>
    public (PackedSequence Output, Tensor[] States) Run(
        RecurrentOptions options, Modules.Parameter[] weights, bool training, PackedSequence input, Tensor[]? states)
    {
        using var scope = NewDisposeScope();
        CheckInput(options, input.data, input.data.dim() == 2);
        var batch = input.batch_sizes[0].item<long>();
        states = states is null
            ? Zeros(options, input.data, batch)
            : [.. states.Select(state => input.sorted_indices is { } sorted ? state.index_select(1, sorted) : state)];
        CheckStates(options, states, batch);

        var results = Call(Packed, [input.data, input.batch_sizes, State(states), weights, options.Bias, options.NumLayers,
            training ? options.Dropout : 0, training, options.Bidirectional]);
        var last = results[1..].Select(state => input.unsorted_indices is { } order ? state.index_select(1, order) : state);
        return (input.With(results[0]).MoveToOuterDisposeScope(), [.. last.Select(state => state.MoveToOuterDisposeScope())]);
    }

    // LSTM's operators take a list of states, the others one tensor.
    private Argument State(Tensor[] states) => States == 2 ? states : states[0];

    private Tensor[] Call(Operator operation, ReadOnlySpan<Argument> arguments)
    {
        if (States == 1)
        {
            var (output, hidden) = operation.Call2(arguments);
            return [output, hidden];
        }

        var (sequence, h, c) = operation.Call3(arguments);
        return [sequence, h, c];
    }

    private Tensor[] Zeros(RecurrentOptions options, Tensor input, long batch)
    {
        var zero = zeros([options.NumLayers * options.Directions, batch, options.HiddenSize], input.dtype, input.device);
        return [.. Enumerable.Repeat(zero, States)];
    }

    private void CheckInput(RecurrentOptions options, Tensor input, bool hasRank)
    {
        if (!hasRank)
            throw new ArgumentException($"{Name}: the input has the shape ({Shape(input)}). It must be (T, C), or with a batch {(options.BatchFirst ? "(B, T, C)" : "(T, B, C)")}.", nameof(input));
        if (input.size(-1) != options.InputSize)
            throw new ArgumentException($"{Name}: the input ({Shape(input)}) has {input.size(-1)} features, the layer was made for {options.InputSize}.", nameof(input));
    }

    private void CheckStates(RecurrentOptions options, Tensor[] states, long batch)
    {
        long[] expected = [options.NumLayers * options.Directions, batch, options.HiddenSize];
        foreach (var state in states)
        {
            if (!state.shape.SequenceEqual(expected))
                throw new ArgumentException($"{Name}: a first state has the shape ({Shape(state)}). It must be (layers·directions, B, hidden) = ({string.Join(", ", expected)}).", nameof(states));
        }
    }

    private static string Shape(Tensor tensor) => string.Join(", ", tensor.shape);
}
