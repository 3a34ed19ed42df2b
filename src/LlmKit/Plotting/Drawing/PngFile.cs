using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LlmKit.Plotting.Drawing;

/// <summary>
/// Writes PNG files (ISO/IEC 15948) with a palette of 256 colours. A picture with more keeps its commonest;
/// each of the others, which antialiasing makes where lines cross, becomes the nearest of those.
/// </summary>
internal static class PngFile
{
    private const int MostColors = 256;

    private static readonly uint[] s_crcTable = [.. Enumerable.Range(0, 256).Select(CrcOfByte)];

    /// <summary>The file of an opaque picture.</summary>
    /// <param name="rgb">Three bytes a pixel, row by row.</param>
    /// <param name="scale">Pixels to a CSS pixel; the file states 96 · scale pixels to the inch.</param>
    public static byte[] Encode(int width, int height, byte[] rgb, double scale = 1)
    {
        var pixels = new int[width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = rgb[3 * i] << 16 | rgb[3 * i + 1] << 8 | rgb[3 * i + 2];
        }
        var palette = Commonest(pixels);

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3);

        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "pHYs", Density(scale));
        WriteChunk(
            file, "PLTE",
            [.. palette.SelectMany(color => new[] { (byte)(color >> 16), (byte)(color >> 8), (byte)color })]);
        WriteChunk(file, "IDAT", Compress(Indices(pixels, palette), width));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>The file of a grid of cells, a pixel each.</summary>
    public static byte[] Encode(Shape.Raster raster) =>
        Encode(raster.Columns, raster.Rows,
            [.. raster.Pixels.SelectMany(color => new[] { color.R, color.G, color.B })]);

    private static int[] Commonest(int[] pixels)
    {
        var counts = new Dictionary<int, int>();
        for (var i = 0; i < pixels.Length;)
        {
            var start = i;
            while (i < pixels.Length && pixels[i] == pixels[start]) i++;
            counts[pixels[start]] = counts.GetValueOrDefault(pixels[start]) + i - start;
        }

        return [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(MostColors)
            .Select(pair => pair.Key)];
    }

    private static byte[] Indices(int[] pixels, int[] palette)
    {
        var known = new Dictionary<int, byte>();
        for (var i = 0; i < palette.Length; i++) known[palette[i]] = (byte)i;
        var indices = new byte[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            if (i > 0 && pixels[i] == pixels[i - 1])
            {
                indices[i] = indices[i - 1];
                continue;
            }

            if (!known.TryGetValue(pixels[i], out indices[i]))
            {
                known[pixels[i]] = indices[i] = Nearest(pixels[i], palette);
            }
        }

        return indices;
    }

    private static byte Nearest(int color, int[] palette)
    {
        var (best, least) = (0, int.MaxValue);
        for (var i = 0; i < palette.Length; i++)
        {
            var (r, g, b) =
                ((color >> 16) - (palette[i] >> 16), (color >> 8 & 255) - (palette[i] >> 8 & 255),
                (color & 255) - (palette[i] & 255));
            var distance = r * r + g * g + b * b;
            if (distance < least) (best, least) = (i, distance);
        }

        return (byte)best;
    }

    private static byte[] Density(double scale)
    {
        var density = new byte[9];
        var pixelsPerMetre = (int)Math.Round(96 * scale / 0.0254);
        BinaryPrimitives.WriteInt32BigEndian(density, pixelsPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(density.AsSpan(4), pixelsPerMetre);
        density[8] = 1;
        return density;
    }

    // Each row starts with the number of its filter: 0, none, is best for palette indices.
    private static byte[] Compress(byte[] indices, int width)
    {
        var result = new MemoryStream();
        using (var zlib = new ZLibStream(result, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var at = 0; at < indices.Length; at += width)
            {
                zlib.WriteByte(0);
                zlib.Write(indices, at, width);
            }
        }

        return result.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes) crc = s_crcTable[(crc ^ value) & 0xFF] ^ crc >> 8;
        return ~crc;
    }

    private static uint CrcOfByte(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xEDB88320 ^ crc >> 1 : crc >> 1;
        return crc;
    }
}
