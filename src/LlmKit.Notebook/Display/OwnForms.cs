using System.Globalization;

namespace LlmKit.Notebook.Display;

/// <summary>The forms of values that were registered, or that their types bring.</summary>
internal static class OwnForms
{
    [ThreadStatic]
    private static int t_depth;

    /// <summary>Whether a formatter is at work, so that what is made now becomes a part of
    /// something.</summary>
    public static bool IsInside => t_depth > 0;

    public static bool Exist(Type type) =>
        Registry.For(type).Any() || ConventionSource.Of(type).Formatters.Count > 0;

    /// <summary>What the first formatter that does not decline makes of a value; null when there is
    /// none.</summary>
    /// <exception cref="FormatterException">The formatter failed.</exception>
    public static string? Find(object value, string mimeType)
    {
        // A formatter may show what it was given again, for ever.
        if (t_depth > Formatter.RecursionLimit) return null;

        var type = value.GetType();
        foreach (var formatter in Registry.For(type).Concat(ConventionSource.Of(type).Formatters))
        {
            if (formatter.MimeType == mimeType && Run(formatter, value) is { } text) return text;
        }

        return null;
    }

    private static string? Run(ITypeFormatter formatter, object value)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        t_depth++;
        try
        {
            return formatter.Format(value, new(writer)) ? writer.ToString() : null;
        }
        catch (Exception e) when (!Stop.Asked(e))
        {
            throw new FormatterException(value.GetType(), formatter.MimeType, e);
        }
        finally
        {
            t_depth--;
        }
    }
}

/// <summary>A formatter that was registered, or that a library brings, failed.</summary>
internal sealed class FormatterException(Type type, string mimeType, Exception inner) : Exception(
    $"The formatter of {CSharpName.Of(type)} for {mimeType} failed: {new Unread(inner)}", inner);
