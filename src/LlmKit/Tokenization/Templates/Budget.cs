namespace LlmKit.Tokenization.Templates;

/// <summary>What is left to the rendering that runs on this thread. Every operation pays from it, so that no template runs for ever.</summary>
internal static class Budget
{
    // Characters and items that cost as much as one operation.
    private const int ItemsPerStep = 8;

    [ThreadStatic]
    private static long s_left;

    [ThreadStatic]
    private static TemplateLimits? s_limits;

    public static void Open(TemplateLimits limits) => (s_limits, s_left) = (limits, limits.Steps);

    /// <summary>Ends the rendering: from here on nothing has to be paid for.</summary>
    public static void Close() => s_limits = null;

    public static void Spend(long steps = 1)
    {
        s_left -= steps;
        if (s_left >= 0 || s_limits is null) return;
        throw new TemplateFault(
            $"The template takes more than {s_limits.Steps:N0} steps. Look for loops within loops, or raise TemplateLimits.Steps.");
    }

    /// <summary>Pays for a text or a list of so many items, before it is made.</summary>
    public static void Grow(long items)
    {
        if (s_limits is { } limits && items > limits.Length)
        {
            throw new TemplateFault(
                $"A text or list of {items:N0} items is longer than {limits.Length:N0}. Look for what doubles it, or raise TemplateLimits.Length.");
        }

        Spend(1 + (items / ItemsPerStep));
    }

    /// <summary>Pays for a list of so many items, before it is made: an item takes the room of some letters.</summary>
    public static void GrowList(long items)
    {
        if (s_limits is { } limits && items > limits.LongestList)
        {
            throw new TemplateFault(
                $"A list of {items:N0} items is longer than {limits.LongestList:N0}. Look for what doubles it, or raise TemplateLimits.Length.");
        }

        Spend(1 + items);
    }

    /// <summary>Pays for going once over a value.</summary>
    public static T Charged<T>(T value)
    {
        Spend(1 + (value switch
        {
            string text => text.Length,
            List<object?> list => list.Count,
            TemplateDictionary dictionary => dictionary.Count,
            TemplateTuple tuple => tuple.Items.Length,
            _ => 0,
        } / ItemsPerStep));
        return value;
    }
}
