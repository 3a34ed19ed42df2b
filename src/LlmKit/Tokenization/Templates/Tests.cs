using System.Text;

namespace LlmKit.Tokenization.Templates;

/// <summary>All tests by name: what stands behind <c>is</c>.</summary>
internal static class Tests
{
    private static readonly string[] s_equal = ["==", "eq", "equalto"];

    public static IReadOnlyDictionary<string, Func<object?, Arguments, bool>> All { get; } = Create();

    public static bool Apply(string name, object? value, Arguments arguments) =>
        All.TryGetValue(name, out var test) ? test(value, arguments) : throw new TemplateFault(UnknownMessage(name));

    public static string UnknownMessage(string name) =>
        $"There is no test {name}. Known are {string.Join(", ", All.Keys.Where(key => char.IsLetter(key[0])).Order(StringComparer.Ordinal))}.";

    private static Dictionary<string, Func<object?, Arguments, bool>> Create()
    {
        var all = new Dictionary<string, Func<object?, Arguments, bool>>(StringComparer.Ordinal)
        {
            ["defined"] = (value, a) => value is not Undefined,
            ["undefined"] = (value, a) => value is Undefined,
            ["none"] = (value, a) => value is null,
            ["true"] = (value, a) => value is true,
            ["false"] = (value, a) => value is false,
            ["boolean"] = (value, a) => value is bool,
            ["string"] = (value, a) => value is string,
            ["number"] = (value, a) => Values.IsNumber(value),
            ["integer"] = (value, a) => value is long,
            ["float"] = (value, a) => value is double,
            ["mapping"] = (value, a) => value is TemplateDictionary,
            ["iterable"] = (value, a) => Values.IsIterable(value),
            ["sequence"] = (value, a) => Values.IsIterable(value) && value is not Undefined,
            ["callable"] = (value, a) => value is Callable,
            ["escaped"] = (value, a) => false,
            ["in"] = (value, a) => Values.Contains(a.Required(0, "sequence"), value),
            ["sameas"] = (value, a) => IsSame(value, a.Required(0, "other")),
            ["even"] = (value, a) => Whole(value) % 2 == 0,
            ["odd"] = (value, a) => Whole(value) % 2 != 0,
            ["divisibleby"] = (value, a) => a.Number(0, "num", 0) is not 0 and var by ? (by == -1 || Whole(value) % by == 0)
                : throw new TemplateFault("divisibleby is given 0."),
            ["upper"] = (value, a) => Values.Text(value) is var text && text.EnumerateRunes().Any(Rune.IsUpper) && !text.EnumerateRunes().Any(Rune.IsLower),
            ["lower"] = (value, a) => Values.Text(value) is var text && text.EnumerateRunes().Any(Rune.IsLower) && !text.EnumerateRunes().Any(Rune.IsUpper),
            ["filter"] = (value, a) => value is string name && Filters.All.ContainsKey(name),
            ["test"] = (value, a) => value is string name && All.ContainsKey(name),
            ["!="] = (value, a) => !Values.AreEqual(value, a.Required(0, "other")),
            ["ne"] = (value, a) => !Values.AreEqual(value, a.Required(0, "other")),
        };
        foreach (var name in s_equal) all[name] = (value, a) => Values.AreEqual(value, a.Required(0, "other"));
        AddOrder(all, order => order < 0, "<", "lt", "lessthan");
        AddOrder(all, order => order <= 0, "<=", "le");
        AddOrder(all, order => order > 0, ">", "gt", "greaterthan");
        AddOrder(all, order => order >= 0, ">=", "ge");
        return all;
    }

    private static void AddOrder(Dictionary<string, Func<object?, Arguments, bool>> all, Predicate<int> holds, params string[] names)
    {
        foreach (var name in names)
            all[name] = (value, a) => holds(Values.Compare(value, a.Required(0, "other"), name));
    }

    private static bool IsSame(object? value, object? other) => (value, other) switch
    {
        (bool a, bool b) => a == b,
        (long a, long b) => a == b,
        (string a, string b) => a == b,
        _ => ReferenceEquals(value, other),
    };

    private static long Whole(object? value) => value is Undefined undefined ? throw undefined.Fault()
        : Values.Whole(value) ?? throw new TemplateFault($"A {Values.TypeName(value)} is neither even nor odd. It has to be a whole number.");
}
