namespace LlmKit.Tokenization.Templates;

/// <summary>What stands behind a point or between brackets: attributes, methods, items, slices.</summary>
internal static class Members
{
    private static readonly string[] s_changing =
    [
        "append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse", "update", "popitem", "setdefault", "fromkeys",
    ];

    /// <summary><c>target.name</c>: a method first, then an item, as Jinja has it.</summary>
    public static object? Attribute(object? target, string name)
    {
        if (target is Undefined undefined) throw new TemplateFault($"{undefined.Reason}, so it has no '{name}'. Ask 'is defined' before.");
        if (name.StartsWith("__", StringComparison.Ordinal))
            return new Undefined($"'{name}' reaches behind the values, which a template may not");
        return (object?)Method(target, name) ?? target switch
        {
            TemplateDictionary dictionary when dictionary.TryFind(name, out var value) => value,
            TemplateDictionary dictionary => new Undefined($"The dict has no '{name}'{KeysOf(dictionary)}"),
            TemplateNamespace space => space.Values.TryGetValue(name, out var value) ? value : new Undefined($"The namespace has no '{name}'"),
            TemplateTuple tuple when Array.IndexOf(tuple.Names, name) is >= 0 and var index => tuple.Items[index],
            LoopState loop => loop.Read(name),
            _ => new Undefined($"The {Values.TypeName(target)} has no '{name}'"),
        };
    }

    /// <summary><c>target[index]</c>; what is not there is undefined.</summary>
    public static object? Item(object? target, object? index)
    {
        switch (target, index)
        {
            case (Undefined undefined, _): throw new TemplateFault($"{undefined.Reason}, so it has no {Values.Repr(index)}. Ask 'is defined' before.");
            case (TemplateDictionary dictionary, _) when dictionary.TryFind(index, out var value): return value;
            case (TemplateDictionary dictionary, string name):
                return (object?)Method(target, name) ?? new Undefined($"The dict has no '{name}'{KeysOf(dictionary)}");
            case (TemplateDictionary dictionary, _): return new Undefined($"The dict has no {Values.Repr(index)}{KeysOf(dictionary)}");
            case (_, string name): return Attribute(target, name);
            case (string text, _) when Values.Whole(index) is { } at: return Character(Budget.Charged(text), at);
            case (List<object?> list, _) when Values.Whole(index) is { } at: return At(list, at);
            case (TemplateTuple tuple, _) when Values.Whole(index) is { } at: return At(tuple.Items, at);
            default: return new Undefined($"The {Values.TypeName(target)} has no {Values.Repr(index)}");
        }
    }

    /// <summary><c>target[start:stop:step]</c>.</summary>
    public static object? Slice(object? target, long? start, long? stop, long? step)
    {
        if (step == 0) throw new TemplateFault("The step of a slice is 0. It has to be above or below.");
        switch (target)
        {
            case Undefined undefined: throw undefined.Fault();
            case string text when PythonText.IsPlain(text):
                return string.Concat(Indices(text.Length, start, stop, step ?? 1).Select(index => text[index]));
            case string text:
                var characters = PythonText.Characters(text);
                return string.Concat(Indices(characters.Count, start, stop, step ?? 1).Select(index => characters[index]));
            case List<object?> list:
                return Indices(list.Count, start, stop, step ?? 1).Select(index => list[index]).ToList();
            case TemplateTuple tuple:
                return new TemplateTuple([.. Indices(tuple.Items.Length, start, stop, step ?? 1).Select(index => tuple.Items[index])]);
            default:
                throw new TemplateFault($"A {Values.TypeName(target)} cannot be sliced. It has to be a list or a text.");
        }
    }

    private static IEnumerable<int> Indices(int count, long? start, long? stop, long step)
    {
        var (low, high) = step > 0 ? (0L, (long)count) : (-1L, count - 1L);
        var from = start is { } first ? Math.Clamp(first < 0 ? first + count : first, low, high) : step > 0 ? low : high;
        var to = stop is { } last ? Math.Clamp(last < 0 ? last + count : last, low, high) : step > 0 ? high : low;
        step = Math.Clamp(step, -count - 1L, count + 1L);
        for (var index = from; step > 0 ? index < to : index > to; index += step) yield return (int)index;
    }

    private static object? At(IReadOnlyList<object?> items, long index)
    {
        var at = index < 0 ? index + items.Count : index;
        return at >= 0 && at < items.Count ? items[(int)at] : new Undefined($"The list of {items.Count} has no item {index}");
    }

    private static object Character(string text, long index)
    {
        if (!PythonText.IsPlain(text)) return At(PythonText.Characters(text), index)!;
        var at = index < 0 ? index + text.Length : index;
        return at >= 0 && at < text.Length ? text[(int)at].ToString() : new Undefined($"The text of {text.Length} characters has no character {index}");
    }

    private static Callable? Method(object? target, string name) => target switch
    {
        string text => TextMethods.Find(text, name),
        TemplateDictionary dictionary => DictionaryMethod(dictionary, name) ?? Changing("dict", name),
        List<object?> list => SequenceMethod(list, name) ?? Changing("list", name),
        TemplateTuple tuple => SequenceMethod(tuple.Items, name),
        _ => null,
    };

    private static Callable? Changing(string type, string name) => !s_changing.Contains(name) ? null : new(name, _ => throw new TemplateFault(
        type == "list" ? $"{name} would change a list, which templates may not. Make a longer one: set list = list + [item]."
            : $"{name} would change a dict, which templates may not. Make another: set d = dict(d, key=value)."));

    private static Callable? DictionaryMethod(TemplateDictionary dictionary, string name) => name switch
    {
        "items" => new(name, arguments => Pairs(dictionary, arguments.Fit())),
        "keys" => new(name, _ => dictionary.KeyList),
        "values" => new(name, _ => dictionary.Entries.Select(entry => entry.Value).ToList()),
        "copy" => new(name, _ => dictionary),
        "get" => new(name, arguments =>
            dictionary.TryFind(arguments.Fit("key", "default").Required(0, "key"), out var value) ? value : arguments.Of(1, "default", null)),
        _ => null,
    };

    public static List<object?> Pairs(TemplateDictionary dictionary, Arguments? arguments = null)
    {
        Budget.GrowList(dictionary.Count);
        return [.. dictionary.Entries.Select(entry => new TemplateTuple([entry.Key, entry.Value]))];
    }

    private static Callable? SequenceMethod(IReadOnlyList<object?> items, string name) => name switch
    {
        "index" => new(name, arguments => PlaceOf(items, arguments.Required(0, "value"))),
        "count" => new(name, arguments => items.LongCount(item => Values.AreEqual(item, arguments.Required(0, "value")))),
        "copy" => new(name, _ => items.ToList()),
        _ => null,
    };

    private static long PlaceOf(IReadOnlyList<object?> items, object? wanted)
    {
        for (var i = 0; i < items.Count; i++) if (Values.AreEqual(items[i], wanted)) return i;
        throw new TemplateFault($"The list has no {Values.Repr(wanted)}. Ask 'in' before.");
    }

    private static string KeysOf(TemplateDictionary dictionary) => dictionary.Count is > 0 and <= 12
        ? $"; it has {string.Join(", ", dictionary.Entries.Select(entry => Values.Text(entry.Key)))}" : "";
}
