using System.Buffers.Binary;

namespace LlmKit.Notebook;

/// <summary>How large a PNG wants to be shown. One drawn for a fine screen says so in its pHYs chunk (PNG specification, 11.3.4.3).</summary>
internal static class PngSize
{
    private const double DotsPerInch = 96, MetresPerInch = 0.0254;

    /// <summary>Width and height in CSS pixels when the picture has more than 96 dots an inch; null otherwise.</summary>
    public static (int Width, int Height)? Shown(string base64)
    {
        Span<byte> start = new byte[96];
        if (base64.Length < 128 || !Convert.TryFromBase64Chars(base64.AsSpan(0, 128), start, out _)) return null;

        var mark = start.IndexOf("pHYs"u8);
        if (!start[1..4].SequenceEqual("PNG"u8) || mark < 0 || mark + 13 > start.Length || start[mark + 12] != 1) return null;

        var scale = DotsPerInch / (BinaryPrimitives.ReadUInt32BigEndian(start[(mark + 4)..]) * MetresPerInch);
        return scale >= 1 ? null : (Pixels(start[16..], scale), Pixels(start[20..], scale));
    }

    /// <summary>Width and height in its own pixels; null for what is no PNG.</summary>
    public static (int Width, int Height)? Pixels(string base64)
    {
        Span<byte> start = new byte[24];
        if (base64.Length < 32 || !Convert.TryFromBase64Chars(base64.AsSpan(0, 32), start, out _) || !start[1..4].SequenceEqual("PNG"u8)) return null;
        return (BinaryPrimitives.ReadInt32BigEndian(start[16..]), BinaryPrimitives.ReadInt32BigEndian(start[20..]));
    }

    private static int Pixels(ReadOnlySpan<byte> length, double scale) => (int)Math.Round(BinaryPrimitives.ReadInt32BigEndian(length) * scale);
}
