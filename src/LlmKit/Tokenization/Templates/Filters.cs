namespace LlmKit.Tokenization.Templates;

/// <summary>A filter: what stands left of the bar, and what stands between the parentheses.</summary>
internal delegate object? Filter(object? value, Arguments arguments);

/// <summary>All filters by name.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, string> s_refused = new(StringComparer.Ordinal)
    {
        ["random"] = "a rendering has to give the same text each time",
        ["xmlattr"] = "prompts are no HTML",
        ["urlize"] = "prompts are no HTML",
        ["pprint"] = "its line breaks differ between versions of Python; tojson(indent=2) does the same for data",
    };

    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>(
        TextFilters.All.Concat(NumberFilters.All).Concat(SequenceFilters.All).Concat(ChoiceFilters.All), StringComparer.Ordinal);

    public static object? Apply(string name, object? value, Arguments arguments) =>
        All.TryGetValue(name, out var filter) ? filter(value, arguments) : throw new TemplateFault(UnknownMessage(name));

    public static string UnknownMessage(string name) => s_refused.TryGetValue(name, out var reason)
        ? $"The filter {name} is left out: {reason}."
        : $"There is no filter {name}. Known are {string.Join(", ", All.Keys.Order(StringComparer.Ordinal))}.";

    /// <summary>Reads <c>a.b.0</c> from an item, as <c>attribute=</c> of several filters means it.</summary>
    public static object? Read(object? item, object? path, object? fallback = null)
    {
        if (path is long index) return Members.Item(item, index);
        if (path is not string name) throw new TemplateFault($"attribute is a {Values.TypeName(path)}. It has to be a name or a number.");
        foreach (var part in name.Split('.'))
            item = Members.Item(item, long.TryParse(part, System.Globalization.NumberStyles.None, null, out var number) ? number : part);
        return item is Undefined && fallback is not null ? fallback : item;
    }

    /// <summary>The items that a filter with <c>attribute=</c> looks at, each with what it reads from it.</summary>
    public static IEnumerable<(object? Item, object? Key)> Keyed(object? value, object? attribute) =>
        Values.Items(value).Select(item =>
        {
            Budget.Spend();
            return (item, attribute is null ? item : Read(item, attribute));
        });

    /// <summary>A text in lower case where case does not count; other values as they are.</summary>
    public static object? Folded(object? value, bool isCaseSensitive) =>
        !isCaseSensitive && value is string text ? PythonText.Lower(text) : value;
}
