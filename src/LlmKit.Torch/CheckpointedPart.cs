using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>One run of a checkpointed part: what it takes to do the same again in backward.</summary>
internal sealed unsafe class CheckpointedPart
{
    private static readonly Operator s_alias = new("alias");

    // Neither inputs nor results: through them the graph would hold itself.
    private readonly Func<Tensor[], Tensor[]> _function;
    private readonly int _inputs;
    private readonly RandomState _random;
    private readonly AutocastState _autocast = AutocastState.Now;
    private string[] _results = [];
    private bool[] _isDifferentiable = [];

    private CheckpointedPart(Func<Tensor[], Tensor[]> function, Tensor[] inputs)
    {
        _function = function;
        _inputs = inputs.Length;
        _random = RandomState.Of(inputs);
    }

    public static Tensor[] Run(Func<Tensor[], Tensor[]> function, Tensor[] inputs)
    {
        foreach (var input in inputs) ArgumentNullException.ThrowIfNull(input, nameof(inputs));
        if (!is_grad_enabled()) return function(inputs);

        using var scope = NewDisposeScope();
        var results = new CheckpointedPart(function, inputs).Forward(inputs);
        foreach (var result in results) scope.MoveToOuter(result);
        return results;
    }

    // The first run is recorded to learn which tensors it uses that it was not given. Then the recording is
    // dropped.
    private Tensor[] Forward(Tensor[] inputs)
    {
        var versions = Array.ConvertAll(inputs, Version);
        var entries = Array.ConvertAll(inputs, input => s_alias.Call(input));
        var (results, since) = Compute(entries);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (Version(inputs[i]) != versions[i]) throw Changed(inputs[i], i);
        }

        _results = Array.ConvertAll(results, Argument.Describe);
        _isDifferentiable = Array.ConvertAll(results, result => result.requires_grad);
        if (!_isDifferentiable.Contains(true)) return results;

        var captured = Borders(results, entries, since);
        return [.. ManagedFunction.Apply("Checkpoint", [.. inputs, .. captured], Keep, Backward)];

        List<Tensor> Keep(autograd.AutogradContext context)
        {
            context.save_for_backward([.. inputs, .. captured]);
            context.mark_non_differentiable([.. results.Where(result => !result.requires_grad)]);
            context.set_materialize_grads(false);
            return [.. results];
        }
    }

    private List<Tensor> Backward(autograd.AutogradContext context, List<Tensor?> gradients)
    {
        var wantsGraph = is_grad_enabled();
        using var recorded = enable_grad();
        using var random = _random.Replay();
        var saved = context.get_saved_variables();
        var entries = saved.Take(_inputs).Select(input => s_alias.Call(input));
        Tensor[] sources = [.. entries, .. saved.Skip(_inputs)];

        var (results, since) = Compute(sources[.._inputs]);
        CheckSame(results);
        var reached = Enumerable.Range(0, gradients.Count).Where(i => gradients[i] is not null).ToList();
        var differentiable = results.Where((_, i) => _isDifferentiable[i]).ToList();
        return Differentiate([.. reached.Select(i => s_alias.Call(differentiable[i]))],
            [.. reached.Select(i => gradients[i]!)], sources, since, wantsGraph);
    }

    // The recording hangs on the graph around the part, which the caller's backward goes through on its own.
    private List<Tensor> Differentiate(
        Tensor[] results, Tensor[] gradients, Tensor[] sources, long since, bool wantsGraph)
    {
        nint[] from = autograd.Handles(results), to = autograd.Handles(sources);
        var handles = new nint[to.Length];
        nint cut;
        fixed (nint* fromPointer = from, toPointer = to, handlePointer = handles)
        {
            var status = Native.llmkit_graph_cut(
                fromPointer, from.Length, toPointer, to.Length, since, handlePointer, &cut);
            if (status != 0) throw Differs(Native.LastError());
        }

        try
        {
            var ends = Array.ConvertAll(handles, handle => handle == 0 ? null : new Tensor(handle));
            if (ends.Skip(_inputs).Contains(null))
                throw Differs("it did not use a tensor that it used in forward.");
            var found = new Queue<Tensor>(
                autograd.grad(results, [.. ends.OfType<Tensor>()], gradients, create_graph: wantsGraph));
            return [.. ends.Select(end => end is null ? null! : found.Dequeue())];
        }
        finally
        {
            Native.llmkit_graph_mend(cut);
            GC.KeepAlive(results);
            GC.KeepAlive(sources);
        }
    }

    // Casts of weights are not shared with what lies around: in backward the surroundings are gone.
    private (Tensor[] Results, long Since) Compute(Tensor[] entries)
    {
        using var autocast = _autocast.Enter();
        var since = Native.llmkit_graph_clock();
        var results = _function(entries);
        return results is not null && !results.Contains(null) ? (results, since)
            : throw new InvalidOperationException(
                "The checkpointed part returned null. Return a tensor for each result.");
    }

    private void CheckSame(Tensor[] results)
    {
        var now = Array.ConvertAll(results, Argument.Describe);
        if (!now.SequenceEqual(_results))
            throw Differs($"it returned {string.Join(", ", now)}, in forward {string.Join(", ", _results)}.");
    }

    private static Tensor[] Borders(Tensor[] results, Tensor[] entries, long since)
    {
        nint[] from = autograd.Handles(results), to = autograd.Handles(entries);
        nint* list;
        int count;
        fixed (nint* fromPointer = from, toPointer = to)
        {
            Native.Check(
                Native.llmkit_graph_borders(
                    fromPointer, from.Length, toPointer, to.Length, since, &list, &count), "Checkpoint");
        }

        GC.KeepAlive(results);
        GC.KeepAlive(entries);
        var borders = new Tensor[count];
        for (var i = 0; i < count; i++) borders[i] = new Tensor(list[i]);
        Native.llmkit_list_free((nint)list);
        return borders;
    }

    private static long Version(Tensor tensor)
    {
        var version = Native.llmkit_tensor_version(tensor.Handle);
        GC.KeepAlive(tensor);
        return version;
    }

    private static InvalidOperationException Changed(Tensor input, int index) => new(
        $"The checkpointed part changed its input {index}, {Argument.Describe(input)}, in place, so that " +
        "backward cannot start from it again. Change a clone of it.");

    private static InvalidOperationException Differs(string what) => new(
        $"The checkpointed part does something else in backward: {what} Let it depend on nothing but its " +
        "inputs, its parameters and the default random numbers.");
}
