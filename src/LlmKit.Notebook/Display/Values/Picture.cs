using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Display;

/// <summary>A picture that bytes are, known by the first of them.</summary>
/// <param name="MimeType">Of the bytes.</param>
/// <param name="Size">Width and height in pixels; null when the first bytes do not tell.</param>
internal sealed record Picture(string MimeType, string Name, (int Width, int Height)? Size, byte[] Bytes)
{
    private const int SvgProlog = 1000;

    /// <summary>One line about it.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture,
        $"{Name} image, {(Size is var (width, height) ? $"{width} × {height}, " : "")}{Bytes.Length:N0} bytes");

    public string DataUri => $"data:{MimeType};base64,{Convert.ToBase64String(Bytes)}";

    public static Picture? Of(byte[] bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] =>
            new("image/png", "PNG", PngSize(bytes), bytes),
        [0xFF, 0xD8, 0xFF, ..] => new("image/jpeg", "JPEG", null, bytes),
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', _, _, _, _, ..] =>
            new("image/gif", "GIF", GifSize(bytes), bytes),
        _ when IsWebP(bytes) => new("image/webp", "WebP", null, bytes),
        _ => IsSvg(bytes) ? new("image/svg+xml", "SVG", null, bytes) : null,
    };

    private static (int, int)? PngSize(byte[] bytes) => bytes.Length < 24
        ? null
        : (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));

    private static (int, int) GifSize(byte[] bytes) =>
        (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(6)), BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)));

    private static bool IsWebP(byte[] bytes) =>
        bytes.Length >= 12 && bytes.AsSpan().StartsWith("RIFF"u8) && bytes.AsSpan(8).StartsWith("WEBP"u8);

    // <svg, or <svg behind an XML declaration, a document type or comments.
    private static bool IsSvg(byte[] bytes)
    {
        var start = Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, SvgProlog)))
            .TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (start.StartsWith("<svg", StringComparison.Ordinal)) return true;
        return (start.StartsWith("<?xml", StringComparison.Ordinal) || start.StartsWith("<!--", StringComparison.Ordinal) ||
                start.StartsWith("<!DOCTYPE svg", StringComparison.OrdinalIgnoreCase)) &&
               start.Contains("<svg", StringComparison.Ordinal);
    }
}
