using LlmKit.Data.Augmentation;

namespace LlmKit.Tests.Data.Augmentation;

/// <summary>The four changes keep what they promise to keep, in English and Chinese.</summary>
public sealed class EasyAugmentationTests : IDisposable
{
    private static readonly Synonyms s_synonyms = Synonyms.Of([["quick", "fast", "rapid"], ["film", "movie"], ["好", "佳", "棒"], ["天气", "气候"]]);

    private static readonly string[] s_texts =
    [
        "The quick film, don't you think? It was a quick one.", "Quick!", "今天天气真好，好极了。", "好good film好 quick", "", "...", "  spaces  here\n", "😀 film 😀", "𠀀好",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-words-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Words_and_gaps_are_the_text()
    {
        Assert.All(s_texts, text => Assert.Equal(text, WordText.Of(text).ToString()));
        Assert.Equal(["好", "good", "film", "好", "quick"], WordText.Of(s_texts[3]).Words);
        Assert.Equal(["don't", "天气", "好"], WordText.Of("don't天气，好", run => run == "天气" ? [run] : [run]).Words);
        Assert.Contains("may only cut", Assert.Throws<ArgumentException>(() => WordText.Of("天气", _ => ["天"])).Message);
    }

    [Fact]
    public void The_same_seed_gives_the_same_texts() => Assert.All(s_texts, text => Assert.Equal(
        new EasyAugmentation(s_synonyms, 5).Variants(text, 20, 0.3), new EasyAugmentation(s_synonyms, 5).Variants(text, 20, 0.3)));

    [Fact]
    public void A_replacement_changes_words_for_their_synonyms_only() => Law((ways, text, random) =>
    {
        var (before, after) = (WordText.Of(text), WordText.Of(ways.Replace(text, random.NextDouble())));

        Assert.Equal(before.Gaps, after.Gaps);
        foreach (var (old, now) in before.Words.Zip(after.Words))
            Assert.True(old == now || s_synonyms[old].Contains(now, StringComparer.OrdinalIgnoreCase), $"{old} became {now}");
    });

    [Fact]
    public void An_insertion_adds_as_many_words_as_alpha_says_and_keeps_the_others_in_order() => Law((ways, text, random) =>
    {
        var alpha = random.NextDouble();
        var (before, after) = (WordText.Of(text).Words, WordText.Of(ways.Insert(text, alpha)).Words);
        var canInsert = before.Any(word => s_synonyms[word].Count > 0);

        var (found, at) = (0, 0);
        foreach (var word in after)
            if (at < before.Count && word == before[at]) (found, at) = (found + 1, at + 1);
        Assert.Equal(before.Count, found);
        Assert.Equal(canInsert ? Math.Max(1, (int)(alpha * before.Count)) : 0, after.Count - before.Count);
    });

    [Fact]
    public void A_swap_keeps_every_word() => Law((ways, text, random) =>
    {
        var (before, after) = (WordText.Of(text), WordText.Of(ways.Swap(text, random.NextDouble())));

        Assert.Equal(before.Words.Order(), after.Words.Order());
    }, s_texts[..3]);

    [Fact]
    public void A_deletion_leaves_words_in_order_and_never_none() => Law((ways, text, random) =>
    {
        var (before, after) = (WordText.Of(text).Words, WordText.Of(ways.Delete(text, random.NextDouble())).Words);

        Assert.True(before.Count == 0 || after.Count > 0);
        var at = 0;
        foreach (var word in after)
        {
            while (at < before.Count && before[at] != word) at++;
            Assert.True(at++ < before.Count, $"{word} is not in {text}");
        }
    }, s_texts[..3]);

    [Fact]
    public void Nothing_changes_at_alpha_0_and_all_can_change_at_1()
    {
        var ways = new EasyAugmentation(s_synonyms);

        Assert.Equal(s_texts[0], ways.Swap(ways.Insert(ways.Replace(ways.Delete(s_texts[0], 0), 0), 0), 0));
        Assert.Single(WordText.Of(ways.Delete(s_texts[0], 1)).Words);
        Assert.Matches("^The (fast|rapid) movie, don't you think\\? It was a (fast|rapid) one\\.$", ways.Replace(s_texts[0], 1));
        Assert.Matches("^(Fast|Rapid)!$", ways.Replace("Quick!", 1));
        Assert.Contains("must be at least 0 and at most 1", Assert.Throws<ArgumentOutOfRangeException>(() => ways.Swap("a b", 2)).Message);
    }

    [Fact]
    public void Deletion_takes_as_many_words_as_its_rate_says()
    {
        var text = string.Join(' ', Enumerable.Range(0, 20_000).Select(number => $"w{number}"));
        var left = WordText.Of(new EasyAugmentation(s_synonyms, 1).Delete(text, 0.2)).Words.Count;

        // Four standard deviations: 4 · √(20000 · 0.2 · 0.8) = 226.
        Assert.InRange(left, 16_000 - 226, 16_000 + 226);
    }

    [Fact]
    public void Variants_are_new_and_different()
    {
        var variants = new EasyAugmentation(s_synonyms).Variants(s_texts[0], 9, 0.2);

        Assert.Equal(9, variants.Distinct().Count());
        Assert.DoesNotContain(s_texts[0], variants);
        Assert.Empty(new EasyAugmentation(s_synonyms).Variants("..."));
    }

    [Fact]
    public void Synonyms_come_from_files_of_groups()
    {
        var path = Path.Combine(_folder, "words.txt");
        File.WriteAllText(path, "# groups\nquick, fast, in a hurry\nAa01A01= 人 士 人物\nfast\trapid\n");
        var synonyms = Synonyms.Read(path);

        Assert.Equal(["fast", "in a hurry"], synonyms["Quick"]);
        Assert.Equal(["quick", "in a hurry", "rapid"], synonyms["fast"]);
        Assert.Equal(["士", "人物"], synonyms["人"]);
        File.WriteAllText(path, "alone\n");
        Assert.Contains("has no synonyms", Assert.Throws<FormatException>(() => Synonyms.Read(path)).Message);
    }

    [Fact]
    public void WordNet_gives_the_members_of_its_sets()
    {
        Assert.Contains("wordnet-base", Assert.Throws<FileNotFoundException>(() => Synonyms.WordNet(_folder)).Message);
        Assert.SkipUnless(File.Exists("/usr/share/wordnet/data.noun"), "WordNet is not installed: apt-get install wordnet-base.");
        var synonyms = Synonyms.WordNet();

        Assert.Contains("auto", synonyms["car"]);
        Assert.Contains("railway car", synonyms["car"]);
        Assert.Contains("fast", synonyms["quick"]);
        Assert.InRange(synonyms.Count, 50_000, 200_000);
    }

    private static void Law(Action<EasyAugmentation, string, Random> law, string[]? texts = null)
    {
        for (var seed = 0; seed < 100; seed++)
            foreach (var text in texts ?? s_texts) law(new(s_synonyms, seed), text, new(seed));
    }
}
