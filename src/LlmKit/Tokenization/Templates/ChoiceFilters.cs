namespace LlmKit.Tokenization.Templates;

/// <summary>The filters that apply other filters and tests, or choose a value.</summary>
internal static class ChoiceFilters
{
    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>
    {
        ["default"] = Default,
        ["d"] = Default,
        ["attr"] = (value, a) => Members.Attribute(value, a.Fit("name").Text(0, "name")),
        ["map"] = Map,
        ["select"] = (value, a) => Where(value, a, hasAttribute: false, wanted: true),
        ["reject"] = (value, a) => Where(value, a, hasAttribute: false, wanted: false),
        ["selectattr"] = (value, a) => Where(value, a, hasAttribute: true, wanted: true),
        ["rejectattr"] = (value, a) => Where(value, a, hasAttribute: true, wanted: false),
    };

    private static object? Default(object? value, Arguments arguments)
    {
        arguments.Fit("default_value", "boolean");
        var isMissing = value is Undefined || (arguments.Truth(1, "boolean", false) && !Values.IsTrue(value));
        return isMissing ? arguments.Of(0, "default_value", "") : value;
    }

    private static List<object?> Map(object? value, Arguments arguments)
    {
        if (arguments.Positional.Count == 0)
        {
            arguments.Fit("attribute", "default");
            var (attribute, fallback) = (arguments.Required(0, "attribute"), arguments.Of(1, "default", null));
            return Values.Items(value).Select(item =>
            {
                Budget.Spend();
                return Filters.Read(item, attribute, fallback);
            }).ToList();
        }

        var name = arguments.Text(0, "filter");
        var rest = new Arguments(name, arguments.Positional[1..], new(arguments.Named));
        return Values.Items(value).Select(item => Filters.Apply(name, Budget.Charged(item), rest)).ToList();
    }

    private static List<object?> Where(object? value, Arguments arguments, bool hasAttribute, bool wanted)
    {
        var skip = hasAttribute ? 1 : 0;
        var attribute = hasAttribute ? arguments.Required(0, "attribute") : null;
        var name = arguments.Positional.Count > skip ? arguments.Text(skip, "test") : null;
        var rest = new Arguments(name ?? "", arguments.Positional[Math.Min(skip + 1, arguments.Positional.Count)..], new(arguments.Named));
        return Values.Items(value).Where(item =>
        {
            var tested = Budget.Charged(hasAttribute ? Filters.Read(item, attribute) : item);
            return (name is null ? Values.IsTrue(tested) : Tests.Apply(name, tested, rest)) == wanted;
        }).ToList();
    }
}
