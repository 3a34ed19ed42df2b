namespace LlmKit.Notebook.Display;

/// <summary>How many items of a sequence are shown.</summary>
internal static class ListLimit
{
    public static int Of(Type sequence)
    {
        var limits = Formatter.ListLimits;
        if (limits.IsEmpty) return Formatter.ListExpansionLimit;
        if (limits.TryGetValue(sequence, out var limit)) return limit;

        var items = sequence.GetElementType() ?? sequence.GetInterfaces()
            .FirstOrDefault(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0];
        return items is not null && limits.TryGetValue(items, out limit) ? limit : Formatter.ListExpansionLimit;
    }
}
