using System.Globalization;

namespace LlmKit.Notebook.Display;

/// <summary>Text that is not longer than there is room for.</summary>
internal static class Cut
{
    private const StringSplitOptions OnlyWords =
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>The start of a text, and what is left out: <c>… 4,000 more characters (5,000 in
    /// all)</c>.</summary>
    public static string Counted(string text, int most) =>
        text.Length <= most ? text : Start(text, most) + Rest(text, most);

    /// <summary>What <see cref="Counted"/> puts behind the start of a text that is too long.</summary>
    public static string Rest(string text, int most) => string.Create(
        CultureInfo.InvariantCulture,
        $"… {text.Length - Start(text, most).Length:N0} more characters ({text.Length:N0} in all)");

    /// <summary>The start of a text, with … where it is too long.</summary>
    public static string Short(string text, int most) =>
        text.Length <= most ? text : Start(text, most - 1) + "…";

    /// <summary>The start of a text; a surrogate pair is not parted.</summary>
    public static string Start(string text, int length)
    {
        if (text.Length <= length) return text;
        var isInPair = length > 0 && char.IsHighSurrogate(text[length - 1]);
        return text[..Math.Max(0, isInPair ? length - 1 : length)];
    }

    /// <summary>The text on one line.</summary>
    public static string OnOneLine(string text) =>
        text.AsSpan().IndexOfAny('\n', '\r') < 0 ? text : string.Join(' ', text.Split(['\n', '\r'], OnlyWords));
}
