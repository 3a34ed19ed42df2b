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
    [InlineData(SubstringUnit.Bytes, 3)]
    [InlineData(SubstringUnit.Characters, 5)]
    public void What_is_cut_is_what_comparing_all_windows_finds(SubstringUnit unit, int least)
    {
        var random = new Random(9);
        for (var trial = 0; trial < 60; trial++)
        {
            var texts = Enumerable.Range(0, random.Next(1, 12)).Select(_ => RandomText(random)).ToArray();
            using var search = new RepeatedSubstrings(least, unit);
            foreach (var text in texts) search.Add(text);

            Assert.Equal(Slowly(texts, least, unit), texts.Select((text, number) => search.Cut(number, text)));
        }
    }

    [Theory]
    [InlineData(SubstringUnit.Bytes, 2)]
    [InlineData(SubstringUnit.Bytes, 24)]
    [InlineData(SubstringUnit.Bytes, 61)]
    [InlineData(SubstringUnit.Characters, 2)]
    [InlineData(SubstringUnit.Characters, 17)]
    public void A_search_in_files_cuts_what_one_in_memory_cuts(SubstringUnit unit, int least)
    {
        var folder = Directory.CreateTempSubdirectory("llmkit-spill-").FullName;
        var random = new Random(least);
        for (var trial = 0; trial < 4; trial++)
        {
            // Rare words, so that some texts have nothing that stood before; and one with a long run of a letter.
            var texts = Enumerable.Range(0, 150).Select(n => n == 40 ? new string('a', 999) + "中中中中" : n % 3 == 0 ? RandomText(random)
                : string.Join(' ', Enumerable.Range(0, random.Next(60)).Select(_ => $"词{random.Next(n % 3 == 1 ? 30 : 90_000)}"))).ToArray();
            using var parts = new RepeatedSubstrings(least, unit, new() { Memory = 1 << 16, Folder = folder });
            using var whole = new RepeatedSubstrings(least, unit);
            foreach (var text in texts)
            {
                parts.Add(text);
                whole.Add(text);
            }

            var cut = texts.Select((text, number) => whole.Cut(number, text)).ToArray();
            Assert.Equal(cut, texts.Select((text, number) => parts.Cut(number, text)));
            Assert.Equal(parts.RangesOf(7), whole.RangesOf(7));
            Assert.NotEqual(texts, cut);
            Assert.NotEmpty(Directory.GetFiles(folder));
        }

        Assert.Empty(Directory.GetFiles(folder));
        Directory.Delete(folder);
    }

    [Fact]
    public void A_hash_that_rolls_is_that_of_the_bytes_it_holds()
    {
        var random = new Random(4);
        var bytes = new byte[500];
        random.NextBytes(bytes);
        var rolling = new RollingHash(0x0B4F_29C3_71D6_5E8B);
        var (from, to) = (0, 0);
        for (var step = 0; step < 900; step++)
        {
            if (to < bytes.Length && (from == to || random.Next(3) > 0)) rolling.Append(bytes[to++]);
            else if (from < to) rolling.RemoveFirst(bytes[from++]);

            var fresh = new RollingHash(0x0B4F_29C3_71D6_5E8B);
            foreach (var letter in bytes.AsSpan(from, to - from)) fresh.Append(letter);
            Assert.Equal(fresh.Value, rolling.Value);
        }
    }

    [Fact]
    public void Records_are_read_in_order_whether_they_fit_into_the_memory_or_not()
    {
        foreach (var count in (int[])[0, 1, 1000, 5000, 20_000])
        {
            var random = new Random(count);
            var records = Enumerable.Range(0, count).Select(n => n % 2 == 0 ? new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()) : (UInt128)random.Next()).ToArray();
            using var sorted = new SortedRecords(new() { Memory = 1 << 16 });
            foreach (var record in records) sorted.Add(record);

            Assert.Equal(records.Order(), sorted.Read());
        }
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
