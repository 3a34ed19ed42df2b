namespace LlmKit.Tokenization.Templates;

/// <summary>A value that is not there. It prints as nothing, is false and empty, and fails when something is done with it.</summary>
/// <param name="Reason">Why it is not there, as a sentence without its point.</param>
internal sealed record Undefined(string Reason)
{
    public TemplateFault Fault() => new($"{Reason}. Ask 'is defined' before, or give a value by | default(…).");
}

/// <summary>A sequence that cannot be changed: <c>(a, b)</c>.</summary>
/// <param name="names">What its items are also called; null when nothing.</param>
internal sealed class TemplateTuple(object?[] items, string[]? names = null)
{
    public object?[] Items => items;

    public string[] Names => names ?? [];
}

/// <summary>A space of names that a template may assign to from within loops.</summary>
internal sealed class TemplateNamespace
{
    public Dictionary<string, object?> Values { get; } = new(StringComparer.Ordinal);
}

/// <summary>Something that can be called: a macro, a method bound to its value, a function.</summary>
/// <param name="Name">For messages.</param>
internal sealed record Callable(string Name, Func<Arguments, object?> Body);

/// <summary>Keys and values in the order in which they came. Keys are equal as in Python: 1, 1.0 and true are one key.</summary>
internal sealed class TemplateDictionary
{
    // A key that is None; the collection knows no null keys.
    private static readonly object s_none = new();

    private readonly OrderedDictionary<object, object?> _values = new(KeyComparer.Instance);

    public int Count => _values.Count;

    public object? this[string key]
    {
        set => _values[key] = value;
    }

    public IEnumerable<KeyValuePair<object?, object?>> Entries
    {
        get
        {
            foreach (var (key, value) in _values) yield return new(ReferenceEquals(key, s_none) ? null : key, value);
        }
    }

    public List<object?> KeyList => [.. Entries.Select(entry => entry.Key)];

    public bool TryFind(object? key, out object? value) => _values.TryGetValue(Checked(key), out value);

    public void Put(object? key, object? value) => _values[Checked(key)] = value;

    private static object Checked(object? key) => key switch
    {
        null => s_none,
        List<object?> or TemplateDictionary => throw new TemplateFault(
            $"A {Values.TypeName(key)} cannot be a key. Keys are texts, numbers, true, false, none and tuples of them."),
        Undefined undefined => throw undefined.Fault(),
        _ => key,
    };

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static KeyComparer Instance { get; } = new();

        public new bool Equals(object? x, object? y) => ReferenceEquals(x, y) || Values.AreEqual(x, y);

        public int GetHashCode(object value) => value switch
        {
            string text => text.GetHashCode(StringComparison.Ordinal),
            bool truth => (truth ? 1.0 : 0.0).GetHashCode(),
            long number => ((double)number).GetHashCode(),
            double number => number.GetHashCode(),
            TemplateTuple tuple => tuple.Items.Length,
            _ => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value),
        };
    }
}
