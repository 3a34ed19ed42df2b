using System.Collections;

namespace LlmKit.Notebook;

/// <summary>One thing to show in several forms, by MIME type; the client picks the richest that it can
/// draw.</summary>
/// <remarks>Values are text; those of binary types are base64, those of JSON types JSON.</remarks>
public sealed class MimeBundle : IEnumerable<KeyValuePair<string, string>>
{
    public const string Plain = "text/plain";
    public const string Html = "text/html";
    private readonly Dictionary<string, string> _parts = [];

    public MimeBundle()
    {
    }

    public MimeBundle(string mimeType, string value) => Add(mimeType, value);

    /// <summary>The text for a terminal; empty when there is none.</summary>
    public string PlainText => _parts.GetValueOrDefault(Plain, "");

    public string? this[string mimeType] => _parts.GetValueOrDefault(mimeType);

    public static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    public static bool IsBinary(string mimeType) =>
        (mimeType.StartsWith("image/", StringComparison.Ordinal) && mimeType != "image/svg+xml") || mimeType == "application/pdf";

    /// <summary>Throws unless the text can be a MIME type.</summary>
    internal static void Check(string mimeType)
    {
        ArgumentNullException.ThrowIfNull(mimeType);
        var slash = mimeType.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < mimeType.Length - 1 && !mimeType.Any(char.IsWhiteSpace)) return;
        throw new ArgumentException(
            $"\"{mimeType}\" is no MIME type. One looks like text/html: a type, a slash, a subtype.", nameof(mimeType));
    }

    public void Add(string mimeType, string value) => _parts[mimeType] = value;

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _parts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
