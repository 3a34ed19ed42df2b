using LlmKit.Plotting;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LlmKit.Tests.Plotting;

/// <summary>A palette PNG taken apart, every check sum verified with a table-free CRC.</summary>
internal sealed record PngReader(int Width, int Height, int PixelsPerMetre, byte[] Rgb)
{
    public static PngReader Read(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        var chunks = new List<(string Type, byte[] Data)>();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var body = file[(at + 4)..(at + 8 + length)];
            Assert.Equal(Crc(body), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            chunks.Add((Encoding.ASCII.GetString(body, 0, 4), body[4..]));
            at += 12 + length;
        }

        Assert.Equal(["IHDR", "pHYs", "PLTE", "IDAT", "IEND"], chunks.Select(chunk => chunk.Type));
        var header = chunks[0].Data;
        var (width, height) =
            (BinaryPrimitives.ReadInt32BigEndian(header),
            BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        Assert.Equal([8, 3, 0, 0, 0], header[8..]);
        return new(
            width, height, BinaryPrimitives.ReadInt32BigEndian(chunks[1].Data),
            Pixels(chunks[3].Data, chunks[2].Data, width, height));
    }

    public Color At(int x, int y) =>
        new(Rgb[3 * (y * Width + x)], Rgb[3 * (y * Width + x) + 1], Rgb[3 * (y * Width + x) + 2]);

    public int CountOf(Color color) =>
        Enumerable.Range(0, Width * Height).Count(i => At(i % Width, i / Width) == color);

    private static byte[] Pixels(byte[] data, byte[] palette, int width, int height)
    {
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        var raw = new MemoryStream();
        zlib.CopyTo(raw);
        var rows = raw.ToArray().Chunk(width + 1).ToList();
        Assert.Equal(height, rows.Count);
        Assert.All(rows, row => Assert.Equal(0, row[0]));
        return [.. rows.SelectMany(row => row[1..])
            .SelectMany(index => palette[(3 * index)..(3 * index + 3)])];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
        }

        return crc ^ uint.MaxValue;
    }
}
