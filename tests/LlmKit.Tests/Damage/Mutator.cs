using System.Buffers.Binary;
using System.Text;

namespace LlmKit.Tests.Damage;

/// <summary>
/// Damages files in the ways in which they get damaged and in those that parsers stumble over. The same number gives the same
/// input on every machine.
/// </summary>
/// <param name="seeds">Files that are right.</param>
/// <param name="words">What the format is made of: its signs, names and values.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, IReadOnlyList<byte[]> words)
{
    private const int Longest = 1 << 18;

    private static readonly string[] s_numbers =
    [
        "0", "-1", "-0", "1e999", "-1e308", "1e-400", "2147483647", "2147483648", "-2147483649", "4294967296", "9223372036854775807", "9223372036854775808",
        "99999999999999999999", "1.5", "NaN", "Infinity", "0x10", "007", "1_000", "1,5", "+3", "999999999",
    ];

    private static readonly long[] s_extremes = [0, 1, -1, 127, 128, 255, 256, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, 1L << 40, 100_000_000];

    public byte[] Make(int number)
    {
        var random = new Random((number * 31) + 7);
        var bytes = new List<byte>(seeds[number % seeds.Count]);
        for (var left = random.Next(1, 5); left > 0; left--) Damage(bytes, random);
        if (random.Next(400) == 0) Grow(bytes, random);
        if (random.Next(1000) == 0) bytes.Clear();
        return [.. bytes];
    }

    private void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(random.Next(8) == 0 ? 200 : 12), bytes.Count - at);
        switch (random.Next(13))
        {
            case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
            case 2: bytes.RemoveRange(at, length); break;
            case 3: Repeat(bytes, at, length, random.Next(1, 5)); break;
            case 4 or 5: bytes.InsertRange(at, Word(random)); break;
            case 6:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, Word(random));
                break;
            case 7: Splice(bytes, at, seeds[random.Next(seeds.Count)], random); break;
            case 8: Swap(bytes, at, random); break;
            case 9: Number(bytes, at, random); break;
            case 10: Extreme(bytes, at, random); break;
            case 11: Nest(bytes, at, random); break;
            case 12 when random.Next(4) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
        }
    }

    private byte[] Word(Random random) => words.Count == 0 || random.Next(12) == 0
        ? Encoding.UTF8.GetBytes(s_numbers[random.Next(s_numbers.Length)]) : words[random.Next(words.Count)];

    private static void Repeat(List<byte> bytes, int at, int length, int times)
    {
        var part = bytes.GetRange(at, length);
        for (; times > 0; times--) bytes.InsertRange(at, part);
    }

    // The rest of another file behind the start of this one, or a part of it within.
    private static void Splice(List<byte> bytes, int at, byte[] other, Random random)
    {
        var from = random.Next(other.Length + 1);
        var isRest = random.Next(2) == 0;
        if (isRest) bytes.RemoveRange(at, bytes.Count - at);
        bytes.InsertRange(at, other[from..(isRest ? other.Length : Math.Min(other.Length, from + random.Next(60)))]);
    }

    private static void Swap(List<byte> bytes, int at, Random random)
    {
        var middle = random.Next(at, bytes.Count + 1);
        var end = random.Next(middle, Math.Min(bytes.Count, middle + 80) + 1);
        var part = bytes.GetRange(middle, end - middle);
        bytes.RemoveRange(middle, part.Count);
        bytes.InsertRange(at, part);
    }

    // The next number in digits becomes another.
    private static void Number(List<byte> bytes, int at, Random random)
    {
        var start = bytes.FindIndex(at, b => b is >= (byte)'0' and <= (byte)'9');
        if (start < 0) return;
        var end = start;
        while (end < bytes.Count && bytes[end] is >= (byte)'0' and <= (byte)'9') end++;
        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, Encoding.UTF8.GetBytes(s_numbers[random.Next(s_numbers.Length)]));
    }

    // A number of four or eight bytes becomes the least, the most, or one beside them.
    private static void Extreme(List<byte> bytes, int at, Random random)
    {
        var number = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, s_extremes[random.Next(s_extremes.Length)]);
        var width = Math.Min(random.Next(2) == 0 ? 4 : 8, bytes.Count - at);
        for (var i = 0; i < width; i++) bytes[at + i] = number[i];
    }

    private void Nest(List<byte> bytes, int at, Random random)
    {
        var word = Word(random);
        var times = Math.Min(random.Next(100) == 0 ? 20_000 : 1 << random.Next(9), Longest / Math.Max(1, word.Length));
        bytes.InsertRange(at, Enumerable.Repeat(word, times).SelectMany(part => part));
    }

    private static void Grow(List<byte> bytes, Random random)
    {
        if (bytes.Count == 0) return;
        var at = random.Next(bytes.Count);
        var part = bytes.GetRange(at, Math.Min(random.Next(1, 400), bytes.Count - at));
        bytes.InsertRange(at, Enumerable.Repeat(part, random.Next(Longest) / part.Count).SelectMany(each => each));
    }
}
