namespace LlmKit.Tokenization.Templates;

/// <summary>What a template sees as <c>loop</c>.</summary>
internal sealed class LoopState(IReadOnlyList<object?> items)
{
    private object?[]? _last;

    public int Index { get; set; }

    public int Length => items.Count;

    public object? Read(string name) => name switch
    {
        "index" => (long)Index,
        "index0" => Index - 1L,
        "revindex" => Length - Index + 1L,
        "revindex0" => (long)(Length - Index),
        "first" => Index == 1,
        "last" => Index == Length,
        "length" => (long)Length,
        "depth" => 1L,
        "depth0" => 0L,
        "previtem" => Index > 1 ? items[Index - 2] : new Undefined("There is no item before the first"),
        "nextitem" => Index < Length ? items[Index] : new Undefined("There is no item behind the last"),
        "cycle" => new Callable("loop.cycle", arguments => arguments.Positional is { Count: > 0 } choices
            ? choices[(Index - 1) % choices.Count] : throw new TemplateFault("loop.cycle is given nothing to choose from.")),
        "changed" => new Callable("loop.changed", HasChanged),
        _ => new Undefined($"loop has no {name}; it has index, index0, revindex, revindex0, first, last, length, previtem, nextitem, cycle, changed"),
    };

    private object HasChanged(Arguments arguments)
    {
        object?[] values = [.. arguments.Positional];
        var isSame = _last is not null && _last.Length == values.Length
            && _last.Zip(values).All(pair => Values.AreEqual(pair.First, pair.Second));
        _last = values;
        return !isSame;
    }
}
