using System.Text;
using LlmKit.Data.Deduplication;

namespace LlmKit.Tests.Data;

/// <summary>Suffixes are in order, and what stood before is taken out.</summary>
public sealed class SubstringTests
{
    [Fact]
    public void Suffixes_are_in_the_order_that_comparing_all_of_them_gives()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 3000; trial++)
        {
            var letters = random.Next(1, 5) switch { 1 => 1, 2 => 2, 3 => 4, _ => 256 };
            var text = new byte[random.Next(0, 70)];
            for (var index = 0; index < text.Length; index++) text[index] = (byte)random.Next(letters);
            if (text.Length > 20 && trial % 3 == 0) text.AsSpan(0, text.Length / 2).CopyTo(text.AsSpan(text.Length / 2));

            var expected = Enumerable.Range(0, text.Length).ToArray();
            Array.Sort(expected, (one, other) => text.AsSpan(one).SequenceCompareTo(text.AsSpan(other)));
            Assert.Equal(expected, SuffixArray.Of(text));
        }
    }

    [Fact]
    public void The_first_copy_stays_and_later_ones_go()
    {
        const string Notice = "All rights are reserved by the harbour board of this town.";
        using var search = new RepeatedSubstrings(least: 30);
        string[] texts = [$"The tide is low. {Notice}", $"{Notice} Ships are late.", "Nothing here is repeated at all."];
        foreach (var text in texts) search.Add(text);

        Assert.Equal([texts[0], " Ships are late.", texts[2]], texts.Select((text, number) => search.Cut(number, text)));
    }

    [Theory]
    [InlineData(SubstringUnit.Bytes, 8)]
    [InlineData(SubstringUnit.Characters, 5)]
    public void What_is_cut_is_what_comparing_all_windows_finds(SubstringUnit unit, int least)
    {
        var random = new Random(9);
        for (var trial = 0; trial < 60; trial++)
        {
            var texts = Enumerable.Range(0, random.Next(1, 12)).Select(_ => RandomText(random)).ToArray();
            foreach (var memory in (long[])[1 << 16, 1 << 20])
            {
                using var search = new RepeatedSubstrings(least, unit, new() { Memory = memory });
                foreach (var text in texts) search.Add(text);

                Assert.Equal(Slowly(texts, least, unit), texts.Select((text, number) => search.Cut(number, text)));
            }
        }
    }

    [Fact]
    public void A_search_by_parts_cuts_what_one_in_memory_cuts()
    {
        var folder = Directory.CreateTempSubdirectory("llmkit-spill-").FullName;
        var random = new Random(2);
        var texts = Enumerable.Range(0, 300).Select(_ => string.Join(' ', Enumerable.Range(0, 60).Select(_ => $"词{random.Next(9)}"))).ToArray();
        using (var parts = new RepeatedSubstrings(24, settings: new() { Memory = 1 << 16, Folder = folder }))
        using (var whole = new RepeatedSubstrings(24))
        {
            foreach (var text in texts)
            {
                parts.Add(text);
                whole.Add(text);
            }

            var cut = texts.Select((text, number) => whole.Cut(number, text)).ToArray();
            Assert.Equal(cut, texts.Select((text, number) => parts.Cut(number, text)));
            Assert.Equal(2, Directory.GetFiles(folder).Length);
            Assert.NotEqual(texts, cut);
        }

        Assert.Empty(Directory.GetFiles(folder));
        Directory.Delete(folder);
    }

    private static string RandomText(Random random)
    {
        string[] pieces = ["a", "b", "ab", "中", "文", "中文字", "😀", "é", "aaaaaaaaaa", "the same again"];
        return string.Concat(Enumerable.Range(0, random.Next(0, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    // Every window that equals an earlier one is marked, byte by byte; half characters stay.
    private static string[] Slowly(string[] texts, int least, SubstringUnit unit)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. texts.Select(Cut)];

        string Cut(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var isCut = new bool[bytes.Length];
            for (var start = 0; start < bytes.Length; start++)
            {
                var length = least;
                if (unit == SubstringUnit.Characters)
                {
                    if ((bytes[start] & 0xc0) == 0x80) continue;
                    var runes = Encoding.UTF8.GetString(bytes.AsSpan(start)).EnumerateRunes().Take(least).ToArray();
                    if (runes.Length < least) break;
                    length = runes.Sum(rune => rune.Utf8SequenceLength);
                }

                if (start + length > bytes.Length) break;
                if (!seen.Add(Convert.ToHexString(bytes.AsSpan(start, length)))) isCut.AsSpan(start, length).Fill(true);
            }

            var kept = new List<byte>();
            for (var index = 0; index < bytes.Length; index++)
            {
                var first = index;
                while ((bytes[first] & 0xc0) == 0x80) first--;
                var end = first + 1;
                while (end < bytes.Length && (bytes[end] & 0xc0) == 0x80) end++;
                if (!isCut.AsSpan(first, end - first).IndexOf(false).Equals(-1)) kept.Add(bytes[index]);
            }

            return Encoding.UTF8.GetString([.. kept]);
        }
    }
}
