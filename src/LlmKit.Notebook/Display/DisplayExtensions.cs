using LlmKit.Notebook.Display;

namespace LlmKit.Notebook;

/// <summary><c>value.Display()</c> and its kin.</summary>
public static class DisplayExtensions
{
    /// <inheritdoc cref="Kernel.display"/>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) =>
        Kernel.display(value, mimeTypes);

    /// <summary>Shows text that already is in the form of <paramref name="mimeType"/>, as it is.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType) =>
        Kernel.display(new RawContent(mimeType, value));

    /// <summary>Shows the items as a table, also those that bring their own formatters.</summary>
    public static DisplayedValue DisplayTable<T>(this IEnumerable<T> value, params string[] mimeTypes) =>
        Kernel.display(new TableOf(value), mimeTypes);

    /// <summary>The text of one form of a value.</summary>
    public static string ToDisplayString(this object? obj, string mimeType = MimeBundle.Plain) =>
        Formatter.ToDisplayString(obj, mimeType);

    /// <summary>What one formatter makes of a value.</summary>
    /// <exception cref="ArgumentException">The formatter does not write such values.</exception>
    public static string ToDisplayString(this object obj, ITypeFormatter formatter) =>
        Formatter.ToDisplayString(obj, formatter);
}
