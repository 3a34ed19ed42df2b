namespace LlmKit.Notebook.Documents.Pages;

/// <summary>Pictures inside a page, as <c>data:</c> addresses.</summary>
internal static class Pictures
{
    // A page that is to be mailed or printed wants no file above this.
    private const long MaxBytes = 32L << 20;

    private static readonly Dictionary<string, string> s_types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".gif"] = "image/gif",
        [".webp"] = "image/webp", [".svg"] = "image/svg+xml", [".avif"] = "image/avif",
            [".bmp"] = "image/bmp",
    };

    /// <summary>The types that browsers draw, the sharpest first.</summary>
    public static IReadOnlyList<string> Types { get; } =
        ["image/svg+xml", "image/png", "image/webp", "image/jpeg", "image/gif", "image/avif", "image/bmp"];

    /// <summary>The ending of a file of that type.</summary>
    public static string ExtensionOf(string mimeType) => s_types.First(pair => pair.Value == mimeType).Key;

    /// <summary>The bytes of a picture as an output stores it: SVG is text, everything else base64. Null when
    /// that is broken.</summary>
    public static byte[]? Bytes(string mimeType, string data)
    {
        if (mimeType == "image/svg+xml") return System.Text.Encoding.UTF8.GetBytes(data);

        var bytes = new byte[data.Length / 4 * 3 + 3];
        return Convert.TryFromBase64String(data, bytes, out var length)
            && length > 0 ? bytes[..length] : null;
    }

    public static string Address(string mimeType, byte[] bytes) =>
        $"data:{mimeType};base64,{Convert.ToBase64String(bytes)}";

    /// <summary>A picture file beside the notebook as an address; null for a file that is no picture or
    /// cannot be had.</summary>
    public static string? Embed(string folder, string address)
    {
        if (address.Contains("://", StringComparison.Ordinal)
            || address.StartsWith("data:", StringComparison.Ordinal))
            return null;
        var name = Uri.UnescapeDataString(address.Split('?', '#')[0]);
        if (name.Contains('\0', StringComparison.Ordinal)
            || !s_types.TryGetValue(Path.GetExtension(name), out var mimeType))
            return null;
        try
        {
            var file = new FileInfo(Path.Combine(folder, name));
            return file.Exists
                && file.Length <= MaxBytes ? Address(mimeType, File.ReadAllBytes(file.FullName)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
