namespace LlmKit.Tokenization.Templates;

/// <summary>The functions that every template can call.</summary>
internal static class TemplateFunctions
{
    // As in Jinja's sandbox.
    private const long LongestRange = 100_000;

    public static IEnumerable<KeyValuePair<string, object?>> Globals(TimeProvider clock)
    {
        yield return new("range", new Callable("range", Range));
        yield return new("dict", new Callable("dict", Dictionary));
        yield return new("namespace", new Callable("namespace", Namespace));
        yield return new("joiner", new Callable("joiner", Joiner));
        yield return new("raise_exception", new Callable("raise_exception", arguments => throw new TemplateFault(
            $"The template refuses these messages: {Values.Text(arguments.Fit("message").Required(0, "message"))}") { IsRaised = true }));
        yield return new("strftime_now", new Callable("strftime_now", arguments =>
            TimeFormat.Apply(arguments.Fit("format").Text(0, "format"), clock.GetLocalNow())));
    }

    private static List<object?> Range(Arguments arguments)
    {
        arguments.Fit("start", "stop", "step");
        var hasStart = arguments.Positional.Count > 1;
        var start = hasStart ? arguments.Number(0, "start", 0) : 0;
        var stop = hasStart ? arguments.Number(1, "stop", 0) : arguments.Number(0, "stop", 0);
        var step = arguments.Number(2, "step", 1);
        if (step == 0) throw new TemplateFault("range's step is 0. It has to be above or below.");
        var length = step > 0 ? Count(start, stop, step) : Count(stop, start, -(decimal)step);
        if (length > LongestRange) throw new TemplateFault($"range has {length:N0} items. At most {LongestRange:N0} are allowed.");
        Budget.GrowList((long)length);
        return Enumerable.Range(0, (int)length).Select(i => (object?)(start + (i * step))).ToList();

        static decimal Count(long low, long high, decimal step) => high <= low ? 0 : Math.Ceiling(((decimal)high - low) / step);
    }

    private static TemplateDictionary Dictionary(Arguments arguments)
    {
        var dictionary = new TemplateDictionary();
        foreach (var (key, value) in Entries(arguments)) dictionary.Put(key, value);
        return dictionary;
    }

    private static TemplateNamespace Namespace(Arguments arguments)
    {
        var space = new TemplateNamespace();
        foreach (var (key, value) in Entries(arguments)) space.Values[Values.Text(key)] = value;
        return space;
    }

    // What dict(…) and namespace(…) take: a dict or a list of pairs, and names with values.
    private static IEnumerable<KeyValuePair<object?, object?>> Entries(Arguments arguments)
    {
        if (arguments.Positional.Count > 1) throw new TemplateFault($"{arguments.Function} takes one value and names with values.");
        var first = arguments.Positional is [TemplateDictionary dictionary] ? dictionary.Entries
            : arguments.Positional is [var pairs] ? Values.Items(pairs).Select(Pair) : [];
        return first.Concat(arguments.Named.Select(entry => new KeyValuePair<object?, object?>(entry.Key, entry.Value)));

        static KeyValuePair<object?, object?> Pair(object? pair) => Values.Items(pair) is [var key, var value] ? new(key, value)
            : throw new TemplateFault("dict takes pairs of a key and a value.");
    }

    private static Callable Joiner(Arguments arguments)
    {
        var separator = arguments.Fit("sep").Text(0, "sep", ", ");
        var isUsed = false;
        return new Callable("joiner", _ =>
        {
            var text = isUsed ? separator : "";
            isUsed = true;
            return text;
        });
    }
}
