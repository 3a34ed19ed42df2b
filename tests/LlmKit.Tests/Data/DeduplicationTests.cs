using System.Text;
using LlmKit.Data.Deduplication;

namespace LlmKit.Tests.Data;

/// <summary>What is found twice, and that nothing else is.</summary>
public sealed class DeduplicationTests
{
    [Fact]
    public void Signatures_of_sets_are_those_of_datasketch()
    {
        foreach (var each in DataGolden.Load("minhash.json").GetProperty("datasketch").EnumerateArray())
        {
            var hashes = new MinHash(new() { Bands = 16, Rows = 8, DrawsAsDatasketch = true, Seed = each.GetProperty("seed").GetInt32() });
            var set = each.GetProperty("set").EnumerateArray().Select(element => Encoding.UTF8.GetBytes(element.GetString()!));

            Assert.Equal(DataGolden.Signature(each), hashes.SignatureOf(set));
        }
    }

    [Fact]
    public void Signatures_of_texts_are_those_of_datatrove()
    {
        var hashes = new MinHash(MinHashSettings.Datatrove);
        foreach (var each in DataGolden.Load("minhash.json").GetProperty("datatrove").EnumerateArray())
        {
            var text = each.GetProperty("text").GetString()!;
            Assert.True(DataGolden.Signature(each).AsSpan().SequenceEqual(hashes.Signature(text)), text);
        }
    }

    [Fact]
    public void Bands_and_rows_for_a_threshold_are_those_of_datasketch()
    {
        foreach (var each in DataGolden.Load("minhash.json").GetProperty("bands").EnumerateArray())
        {
            var settings = MinHashSettings.Datasketch(each.GetProperty("threshold").GetDouble(), each.GetProperty("places").GetInt32());

            Assert.Equal((each.GetProperty("best")[0].GetInt32(), each.GetProperty("best")[1].GetInt32()), (settings.Bands, settings.Rows));
        }
    }

    [Fact]
    public void Functions_are_the_same_on_every_kind_of_processor()
    {
        var random = new Random(1);
        var functions = new Permutations(37, 5, isPaired: true);
        var hashes = Enumerable.Range(0, 1000).Select(_ => (uint)random.NextInt64(1L << 32)).ToArray();
        var (eight, four, plain) = (new uint[37], new uint[37], new uint[37]);
        foreach (var minima in (uint[][])[eight, four, plain]) Array.Fill(minima, uint.MaxValue);
        for (var start = 0; start < 1000; start += 10)
        {
            // Without these instructions .NET computes the same in another way.
            functions.LowerEight(eight, hashes.AsSpan(start, 10));
            if (System.Runtime.Intrinsics.X86.Avx2.IsSupported) functions.LowerFour(four, hashes.AsSpan(start, 10));
            else functions.LowerOne(four, hashes.AsSpan(start, 10));
            functions.LowerOne(plain, hashes.AsSpan(start, 10));
            Assert.Equal(plain, eight);
            Assert.Equal(plain, four);
        }
    }

    [Theory]
    [InlineData("Hello, World!", "hello world", true)]
    [InlineData("你好，世界", "你好世界", true)]
    [InlineData("你好，世界", "你好世纪", false)]
    [InlineData("!!!", "???", false)]
    [InlineData("Crème brûlée", "creme brulee", true)]
    [InlineData("‘№ 7’ • tide", "7 tide", true)]
    [InlineData("page 1 of 2", "page 2 of 2", false)]
    public void Texts_are_compared_by_their_words_alone_where_that_is_asked(string first, string second, bool areSame)
    {
        using var byWords = new ExactDuplicates(ignoresForm: true);
        using var byLetters = new ExactDuplicates();
        foreach (var text in (string[])[first, second, first])
        {
            byWords.Add(text);
            byLetters.Add(text);
        }

        Assert.Equal([0, areSame ? 0 : 1, 0], Enumerable.Range(0, 3).Select(byWords.ClusterOf));
        Assert.Equal([0, 1, 0], Enumerable.Range(0, 3).Select(byLetters.ClusterOf));
    }

    [Fact]
    public void A_search_that_spills_to_files_finds_what_one_in_memory_finds()
    {
        var folder = Directory.CreateTempSubdirectory("llmkit-spill-").FullName;
        var random = new Random(11);
        var texts = Enumerable.Range(0, 5000).Select(_ => $"text {random.Next(2500)}").ToArray();
        var small = new SpillSettings { Memory = 1 << 16, Folder = folder };
        using (var spilled = new NearDuplicates(settings: small))
        using (var held = new NearDuplicates())
        {
            spilled.AddAll(texts);
            held.AddAll(texts);
            Assert.NotEmpty(Directory.GetFiles(folder));
            var (some, others) = (spilled.Find(), held.Find());

            Assert.All(Enumerable.Range(0, texts.Length), number => Assert.Equal(others.LeaderOf(number), some.LeaderOf(number)));
            Assert.Equal(texts.Distinct().Count(), Enumerable.Range(0, texts.Length).Count(number => some.LeaderOf(number) == number));
        }

        Assert.Empty(Directory.GetFiles(folder));
        Directory.Delete(folder);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void As_many_near_duplicates_are_found_as_the_chance_to_meet_says_and_no_others(int replaced)
    {
        var random = new Random(replaced);
        var texts = new List<string>();
        for (var n = 0; n < 800; n++)
        {
            var words = Enumerable.Range(0, 104).Select(_ => $"w{random.Next(100_000)}").ToArray();
            texts.Add(string.Join(' ', words));

            // Five 5-grams change with each word, so of 100 there stay 100 − 5·replaced, among 100 + 5·replaced.
            for (var place = 0; place < replaced; place++) words[10 + (place * 12)] = $"x{random.Next(100_000)}";
            texts.Add(string.Join(' ', words));
        }

        using var finder = new NearDuplicates();
        finder.AddAll(texts);
        var expected = new MinHashSettings().ChanceToMeet((100.0 - (5 * replaced)) / (100 + (5 * replaced)));
        var found = Enumerable.Range(0, 800).Count(n => finder.ClusterOf((2 * n) + 1) == 2 * n) / 800.0;

        // Four standard errors of a share of 800.
        Assert.InRange(found, expected - 0.07, expected + 0.07);
        Assert.All(Enumerable.Range(0, 800), n => Assert.True(finder.ClusterOf(2 * n) == 2 * n && finder.ClusterOf((2 * n) + 1) >= 2 * n));
    }

    [Fact]
    public void Texts_that_meet_by_chance_are_told_apart_by_their_whole_signatures()
    {
        var loose = new MinHashSettings { Words = 1, Bands = 64, Rows = 1 };
        var texts = Enumerable.Range(0, 50).Select(n => string.Join(' ', Enumerable.Range(n * 10, 40).Select(w => $"w{w}"))).ToArray();
        using var unverified = new NearDuplicates(new(loose));
        using var verified = new NearDuplicates(new(loose), atLeast: 0.9);
        unverified.AddAll(texts);
        verified.AddAll(texts);
        verified.AddAll([texts[7]]);

        Assert.Equal(0, unverified.ClusterOf(49));
        Assert.Equal(Enumerable.Range(0, 50).Append(7), Enumerable.Range(0, 51).Select(verified.ClusterOf));
    }

    [Fact]
    public void Texts_are_compared_with_the_one_before_when_the_first_that_they_met_is_none()
    {
        var settings = new MinHashSettings { Words = 1, Bands = 2, Rows = 1 };
        var hashes = new MinHash(settings);
        string[] words = [.. Enumerable.Range(0, 30).Select(n => $"w{n}")];
        var least = Enumerable.Range(0, 2).Select(band => words.MinBy(word => hashes.Signature(word)![band])!).ToArray();
        Assert.NotEqual(least[0], least[1]);

        // In each band the twins at the end stand behind a word that gives them the least hash, and is another text.
        using var search = new NearDuplicates(hashes, atLeast: 1);
        search.AddAll([.. least, string.Join(' ', words), string.Join(' ', words)]);
        Assert.Equal([0, 1, 2, 2], Enumerable.Range(0, 4).Select(search.ClusterOf));
    }

    [Fact]
    public void Fingerprints_that_differ_in_few_bits_are_found_as_comparing_all_pairs_finds_them()
    {
        var random = new Random(5);
        var texts = new List<string>();
        for (var n = 0; n < 120; n++)
        {
            var words = Enumerable.Range(0, 300).Select(_ => $"w{random.Next(3000)}").ToArray();
            texts.Add(string.Join(' ', words));
            words[random.Next(300)] = "changed";
            texts.Add(string.Join(' ', words));
        }

        foreach (var distance in (int[])[0, 3, 6])
        {
            using var found = new SimilarFingerprints(distance);
            found.AddAll(texts);
            var slow = new Clusters();
            var prints = texts.Select(text => SimHash.TryOf(text)!.Value).ToArray();
            foreach (var _ in texts) slow.Add();
            for (var first = 0; first < prints.Length; first++)
                for (var second = first + 1; second < prints.Length; second++)
                    if (SimHash.Distance(prints[first], prints[second]) <= distance) slow.Join(first, second);

            Assert.Equal(Enumerable.Range(0, texts.Count).Select(slow.LeaderOf), Enumerable.Range(0, texts.Count).Select(found.ClusterOf));
            Assert.True(distance == 0 || Enumerable.Range(0, texts.Count).Any(n => slow.LeaderOf(n) != n));
        }
    }

    [Theory]
    [InlineData(KeepRule.First, 0)]
    [InlineData(KeepRule.Last, 4)]
    [InlineData(KeepRule.Longest, 2)]
    [InlineData(KeepRule.Shortest, 2)]
    public void Of_each_cluster_the_text_that_the_rule_names_stays(KeepRule rule, int kept)
    {
        var clusters = new Clusters();
        for (var number = 0; number < 5; number++) clusters.Add();
        clusters.Join(4, 2);
        clusters.Join(2, 0);
        int[] lengths = rule == KeepRule.Longest ? [3, 9, 7, 9, 7] : [3, 0, 1, 9, 1];

        Assert.Equal([kept, 1, kept, 3, kept], clusters.Kept(rule, lengths));
    }
}
