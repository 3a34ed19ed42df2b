namespace LlmKit.Notebook.Display;

/// <summary>Which forms values of a type have.</summary>
internal static class Preferences
{
    /// <summary>Richest first; null when nobody said anything about the type.</summary>
    public static IReadOnlyList<string>? Of(Type type)
    {
        if (Registry.PreferredFor(type) is { } chosen) return chosen;

        var registered = Registry.MimeTypesFor(type);
        var isRich = registered.Any(mimeType => mimeType != MimeBundle.Plain);
        if (isRich) return registered;

        var source = ConventionSource.Of(type);
        if (source.PreferredMimeTypes.Count > 0) return source.PreferredMimeTypes;
        if (source.Formatters.Count > 0) return FormsOf(source);
        return registered.Count > 0 ? registered : Scalar.Is(type) ? [MimeBundle.Plain] : null;
    }

    // The convention's default is the default MIME type; a source that does not write it shows what it does
    // write.
    private static string[] FormsOf(ConventionSource source)
    {
        string[] forms = [.. source.Formatters.Select(formatter => formatter.MimeType).Distinct()];
        return forms.Contains(Formatter.DefaultMimeType) ? [Formatter.DefaultMimeType] : forms;
    }
}
