namespace LlmKit.Tokenization.Templates;

/// <summary>The values a function is called with.</summary>
internal sealed class Arguments(string function, List<object?> positional, Dictionary<string, object?>? named = null)
{
    public static Arguments None { get; } = new("", []);

    public string Function => function;

    public List<object?> Positional => positional;

    public IReadOnlyDictionary<string, object?> Named => named ?? [];

    /// <summary>Throws when there are more values than parameters, or a name that none of them has.</summary>
    public Arguments Fit(params ReadOnlySpan<string> parameters)
    {
        if (positional.Count > parameters.Length)
        {
            throw new TemplateFault(
                $"{function} is given {positional.Count} values and takes {(parameters.Length == 0 ? "none" : $"at most {parameters.Length}")}.");
        }

        foreach (var name in Named.Keys)
        {
            var index = parameters.IndexOf(name);
            if (index < 0)
                throw new TemplateFault($"{function} has no parameter {name}. It has {(parameters.Length == 0 ? "none" : string.Join(", ", parameters!))}.");
            if (index < positional.Count) throw new TemplateFault($"{function} is given {name} twice.");
        }

        return this;
    }

    public bool Has(int index, string name) => index < positional.Count || Named.ContainsKey(name);

    public object? Of(int index, string name, object? fallback) =>
        index < positional.Count ? positional[index] : Named.TryGetValue(name, out var value) ? value : fallback;

    public object? Required(int index, string name) =>
        Has(index, name) ? Of(index, name, null) : throw new TemplateFault($"{function} is not given its value '{name}'.");

    public string Text(int index, string name, string? fallback = null)
    {
        if (!Has(index, name) && fallback is not null) return fallback;
        return Required(index, name) as string
            ?? throw Wrong(name, Required(index, name), "a text");
    }

    public long Number(int index, string name, long fallback) => Of(index, name, fallback) switch
    {
        long number => number,
        bool truth => truth ? 1 : 0,
        var other => throw Wrong(name, other, "a whole number"),
    };

    public bool Truth(int index, string name, bool fallback) => Values.IsTrue(Of(index, name, fallback));

    private TemplateFault Wrong(string name, object? value, string wanted) => value is Undefined undefined
        ? undefined.Fault() : new($"{function}'s {name} is a {Values.TypeName(value)}. It has to be {wanted}.");
}
