using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LlmKit.Plotting.Drawing;

/// <summary>Writes PNG files (ISO/IEC 15948): with a palette up to 256 colours, otherwise 24 bits a pixel.</summary>
internal static class PngFile
{
    private static readonly uint[] s_crcTable = [.. Enumerable.Range(0, 256).Select(CrcOfByte)];

    /// <summary>The file of an opaque picture.</summary>
    /// <param name="rgb">Three bytes a pixel, row by row.</param>
    /// <param name="scale">Pixels to a CSS pixel; the file states 96 · scale pixels to the inch.</param>
    public static byte[] Encode(int width, int height, byte[] rgb, double scale = 1)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var indices = new byte[width * height];
        var palette = Palettize(rgb, indices);

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = (byte)(palette is null ? 2 : 3);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "pHYs", Density(scale));
        if (palette is not null) WriteChunk(file, "PLTE", palette);
        WriteChunk(file, "IDAT", palette is null ? Compress(rgb, width * 3, 3) : Compress(indices, width, 0));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>The file of a grid of cells, a pixel each.</summary>
    public static byte[] Encode(Shape.Raster raster) =>
        Encode(raster.Columns, raster.Rows, [.. raster.Pixels.SelectMany(color => new[] { color.R, color.G, color.B })]);

    // The colours as PLTE wants them, or null when there are more than 256.
    private static byte[]? Palettize(byte[] rgb, byte[] indices)
    {
        var known = new Dictionary<int, byte>();
        var palette = new List<byte>();
        var (last, lastIndex) = (-1, (byte)0);
        for (var i = 0; i < indices.Length; i++)
        {
            var color = rgb[3 * i] << 16 | rgb[3 * i + 1] << 8 | rgb[3 * i + 2];
            if (color != last)
            {
                if (!known.TryGetValue(color, out lastIndex))
                {
                    if (known.Count == 256) return null;
                    lastIndex = (byte)known.Count;
                    known.Add(color, lastIndex);
                    palette.AddRange(rgb.AsSpan(3 * i, 3));
                }

                last = color;
            }

            indices[i] = lastIndex;
        }

        return [.. palette];
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

    // Rows go through the filter with the smallest sum of absolute differences; palette indices (distance 0) through none.
    private static byte[] Compress(byte[] bytes, int stride, int distance)
    {
        var result = new MemoryStream();
        using (var zlib = new ZLibStream(result, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var previous = new byte[stride];
            var candidates = new byte[distance == 0 ? 1 : 3][];
            for (var i = 0; i < candidates.Length; i++) candidates[i] = new byte[stride + 1];
            for (var at = 0; at < bytes.Length; at += stride)
            {
                var row = bytes.AsSpan(at, stride);
                zlib.Write(Best(candidates, row, previous, distance));
                row.CopyTo(previous);
            }
        }

        return result.ToArray();
    }

    private static byte[] Best(byte[][] candidates, ReadOnlySpan<byte> row, ReadOnlySpan<byte> previous, int distance)
    {
        row.CopyTo(candidates[0].AsSpan(1));
        if (candidates.Length == 1) return candidates[0];

        candidates[1][0] = 1;
        candidates[2][0] = 2;
        for (var i = 0; i < row.Length; i++)
        {
            candidates[1][i + 1] = (byte)(row[i] - (i < distance ? 0 : row[i - distance]));
            candidates[2][i + 1] = (byte)(row[i] - previous[i]);
        }

        return candidates.MinBy(candidate => candidate.Skip(1).Sum(value => Math.Abs((int)(sbyte)value)))!;
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
