namespace LlmKit.Notebook.Display;

/// <summary>What the notebook's author said about the display of types.</summary>
internal static class Registry
{
    private static readonly Lock s_lock = new();
    private static volatile ITypeFormatter[] s_formatters = [];
    private static volatile (Type Type, string[] MimeTypes)[] s_preferred = [];

    public static void Add(ITypeFormatter formatter)
    {
        lock (s_lock) s_formatters = [formatter, .. s_formatters];
    }

    public static void Prefer(Type type, string[] mimeTypes)
    {
        lock (s_lock)
        {
            var others = s_preferred.Where(each => each.Type != type);
            s_preferred = mimeTypes.Length == 0 ? [.. others] : [(type, mimeTypes), .. others];
        }
    }

    public static void Clear()
    {
        lock (s_lock) (s_formatters, s_preferred) = ([], []);
    }

    /// <summary>The formatters for values of a type, nearest first and youngest first.</summary>
    public static IEnumerable<ITypeFormatter> For(Type type) => Ranked(type).Select(each => each.Formatter);

    /// <summary>The MIME types of the formatters that stand nearest to a type.</summary>
    public static IReadOnlyList<string> MimeTypesFor(Type type)
    {
        var ranked = Ranked(type).ToList();
        var nearest = ranked.TakeWhile(each => each.Distance == ranked[0].Distance);
        return [.. nearest.Select(each => each.Formatter.MimeType).Distinct()];
    }

    /// <summary>What the author prefers for a type; null when nothing was said.</summary>
    public static IReadOnlyList<string>? PreferredFor(Type type) => s_preferred
        .Select(each => (each.MimeTypes, Distance: TypeDistance.Between(each.Type, type)))
        .Where(each => each.Distance is not null)
        .OrderBy(each => each.Distance)
        .FirstOrDefault().MimeTypes;

    private static IEnumerable<(ITypeFormatter Formatter, int? Distance)> Ranked(Type type) => s_formatters
        .Select(formatter => (Formatter: formatter, Distance: TypeDistance.Between(formatter.Type, type)))
        .Where(each => each.Distance is not null)
        .OrderBy(each => each.Distance);
}
