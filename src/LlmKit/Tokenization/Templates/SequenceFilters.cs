namespace LlmKit.Tokenization.Templates;

/// <summary>The filters that work on lists and dicts.</summary>
internal static class SequenceFilters
{
    private static readonly Comparer<object?> s_order = Comparer<object?>.Create((left, right) =>
    {
        Budget.Spend();
        return Values.Compare(left, right);
    });

    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>
    {
        ["length"] = (value, a) => Values.Count(value),
        ["count"] = (value, a) => Values.Count(value),
        ["list"] = (value, a) => Values.Items(value).ToList(),
        ["first"] = (value, a) => Values.Items(value) is [var first, ..] ? first : new Undefined("There is no first item, since there is none"),
        ["last"] = (value, a) => Values.Items(value) is [.., var last] ? last : new Undefined("There is no last item, since there is none"),
        ["reverse"] = (value, a) => value is string text
            ? string.Concat(PythonText.Characters(text).AsEnumerable().Reverse()) : Values.Items(value).Reverse().ToList(),
        ["join"] = Join,
        ["items"] = (value, a) => value switch
        {
            TemplateDictionary dictionary => Members.Pairs(dictionary),
            Undefined => new List<object?>(),
            _ => throw new TemplateFault($"items takes a dict, not a {Values.TypeName(value)}."),
        },
        ["dictsort"] = SortDictionary,
        ["sort"] = Sort,
        ["unique"] = Unique,
        ["min"] = (value, a) => Extreme(value, a, sign: -1),
        ["max"] = (value, a) => Extreme(value, a, sign: 1),
        ["sum"] = (value, a) => Filters.Keyed(value, a.Fit("attribute", "start").Of(0, "attribute", null))
            .Aggregate(a.Of(1, "start", 0L), (sum, pair) => Operators.Apply("+", sum, pair.Key)),
        ["groupby"] = Group,
        ["batch"] = Batch,
        ["slice"] = Slice,
    };

    private static string Join(object? value, Arguments arguments)
    {
        arguments.Fit("d", "attribute");
        var separator = Values.Text(arguments.Of(0, "d", ""));
        var parts = new List<string>();
        long length = 0;
        foreach (var (_, key) in Filters.Keyed(value, arguments.Of(1, "attribute", null)))
        {
            parts.Add(Values.Text(key));
            length += parts[^1].Length + (long)separator.Length;
        }

        Budget.Grow(length);
        return string.Join(separator, parts);
    }

    private static List<object?> SortDictionary(object? value, Arguments arguments)
    {
        arguments.Fit("case_sensitive", "by", "reverse");
        if (value is not TemplateDictionary dictionary) throw new TemplateFault($"dictsort takes a dict, not a {Values.TypeName(value)}.");
        var (isCaseSensitive, by) = (arguments.Truth(0, "case_sensitive", false), arguments.Text(1, "by", "key"));
        if (by is not ("key" or "value")) throw new TemplateFault($"dictsort's by is '{by}'. Known are key, value.");
        return Sorted(
            Members.Pairs(dictionary), pair => Filters.Folded(((TemplateTuple)pair!).Items[by == "key" ? 0 : 1], isCaseSensitive),
            arguments.Truth(2, "reverse", false));
    }

    private static List<object?> Sort(object? value, Arguments arguments)
    {
        arguments.Fit("reverse", "case_sensitive", "attribute");
        var isCaseSensitive = arguments.Truth(1, "case_sensitive", false);
        var attribute = arguments.Of(2, "attribute", null);
        if (attribute is not string names || !names.Contains(',', StringComparison.Ordinal))
            return Sorted(Values.Items(value), KeyOf(attribute), arguments.Truth(0, "reverse", false));
        var parts = names.Split(',');
        return Sorted(
            Values.Items(value), item => new TemplateTuple([.. parts.Select(part => KeyOf(part)(item))]),
            arguments.Truth(0, "reverse", false));

        Func<object?, object?> KeyOf(object? path) =>
            item => Filters.Folded(path is null ? item : Filters.Read(item, path), isCaseSensitive);
    }

    // Equal items keep their order, also when the order is turned round.
    private static List<object?> Sorted(IReadOnlyList<object?> items, Func<object?, object?> keyOf, bool isReverse)
    {
        try
        {
            return [.. isReverse ? items.OrderByDescending(keyOf, s_order) : items.OrderBy(keyOf, s_order)];
        }
        catch (InvalidOperationException e) when (e.InnerException is TemplateFault fault)
        {
            throw new TemplateFault(fault.Message);
        }
    }

    private static List<object?> Unique(object? value, Arguments arguments)
    {
        arguments.Fit("case_sensitive", "attribute");
        var isCaseSensitive = arguments.Truth(0, "case_sensitive", false);
        var seen = new TemplateDictionary();
        var result = new List<object?>();
        foreach (var (item, key) in Filters.Keyed(value, arguments.Of(1, "attribute", null)))
        {
            var folded = Filters.Folded(key, isCaseSensitive);
            if (seen.TryFind(folded, out _)) continue;
            seen.Put(folded, null);
            result.Add(item);
        }

        return result;
    }

    private static object? Extreme(object? value, Arguments arguments, int sign)
    {
        arguments.Fit("case_sensitive", "attribute");
        var isCaseSensitive = arguments.Truth(0, "case_sensitive", false);
        (object? Item, object? Key)? best = null;
        foreach (var (item, key) in Filters.Keyed(value, arguments.Of(1, "attribute", null)))
        {
            var folded = Filters.Folded(key, isCaseSensitive);
            if (best is null || s_order.Compare(folded, best.Value.Key) * sign > 0) best = (item, folded);
        }

        return best is null ? new Undefined("There is no least or most, since there are no items") : best.Value.Item;
    }

    private static List<object?> Group(object? value, Arguments arguments)
    {
        arguments.Fit("attribute", "default", "case_sensitive");
        var isCaseSensitive = arguments.Truth(2, "case_sensitive", false);
        var pairs = Values.Items(value).Select(item => (
            Item: item, Key: Filters.Read(item, arguments.Required(0, "attribute"), arguments.Of(1, "default", null)))).ToList();
        var groups = new List<object?>();
        List<object?>? members = null;
        object? last = null;
        foreach (var (item, key) in pairs.OrderBy(pair => Filters.Folded(pair.Key, isCaseSensitive), s_order))
        {
            var folded = Filters.Folded(key, isCaseSensitive);
            if (members is null || !Values.AreEqual(folded, last))
                groups.Add(new TemplateTuple([key, members = []], ["grouper", "list"]));
            members.Add(item);
            last = folded;
        }

        return groups;
    }

    private static List<object?> Batch(object? value, Arguments arguments)
    {
        var size = arguments.Fit("linecount", "fill_with").Number(0, "linecount", 0);
        if (size < 1) throw new TemplateFault($"batch's linecount is {size}. It has to be at least 1.");
        var batches = Values.Items(value).Chunk((int)Math.Min(size, int.MaxValue)).Select(batch => batch.ToList()).ToList();
        if (batches is [.., var last] && arguments.Of(1, "fill_with", null) is { } fill) Fill(last, size, fill);
        return batches.Cast<object?>().ToList();
    }

    private static List<object?> Slice(object? value, Arguments arguments)
    {
        var items = Values.Items(value);
        var count = arguments.Fit("slices", "fill_with").Number(0, "slices", 0);
        if (count < 1) throw new TemplateFault($"slice's slices is {count}. It has to be at least 1.");
        Budget.GrowList(count);
        var (each, more) = Math.DivRem(items.Count, count);
        var slices = new List<object?>();
        var at = 0;
        for (long i = 0; i < count; i++)
        {
            var length = (int)(each + (i < more ? 1 : 0));
            var slice = items.Skip(at).Take(length).ToList();
            if (i >= more && more > 0 && arguments.Of(1, "fill_with", null) is { } fill) slice.Add(fill);
            slices.Add(slice);
            at += length;
        }

        return slices;
    }

    private static void Fill(List<object?> items, long size, object fill)
    {
        Budget.GrowList(size);
        while (items.Count < size) items.Add(fill);
    }
}
