using System.Text;
using FsCheck.Fluent;
using LlmKit.Tokenization;
using LlmKit.Tokenization.Decoders;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.PreTokenizers;
using LlmKit.Tokenization.Training;

namespace LlmKit.Tests.Tokenization.Training;

/// <summary>What holds for every trainer.</summary>
public sealed class TrainingLawTests
{
    private static readonly TokenizerParts s_byteLevel = new()
    {
        PreTokenizer = new ByteLevel { AddsPrefixSpace = false },
        Decoder = new ByteLevelDecoder(),
    };

    public static TheoryData<string> Models() => ["bpe", "wordpiece", "unigram", "wordlevel"];

    [Theory, MemberData(nameof(Models))]
    public void Threads_and_the_order_of_texts_change_nothing(string model)
    {
        // So large that every thread gets some.
        string[] texts =
        [
            .. Enumerable.Repeat(LlmKit.Data.Corpus.Sample().Text, 200).SelectMany(text => TextLines.Read(new StringReader(text))),
            .. RandomTexts.Make(seed: 3, count: 300),
        ];
        var expected = Json(Trainer(model, threads: 1).Train(texts, new() { PreTokenizer = new Whitespace() }));

        var orders = new Random(5);
        foreach (var threads in (int[])[1, 2, 3, 16])
        {
            orders.Shuffle(texts);
            var actual = Json(Trainer(model, threads).Train(texts, new() { PreTokenizer = new Whitespace() }));
            Assert.Equal(expected, actual);
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void A_vocabulary_has_no_more_tokens_than_asked_and_special_ones_first(string model)
    {
        var trainer = Trainer(model, threads: 2) with { SpecialTokens = ["<a>", "<b>"] };

        var tokenizer = trainer.Train([LlmKit.Data.Corpus.Sample().Text], new() { PreTokenizer = new Whitespace() });

        Assert.InRange(tokenizer.VocabularySize, 10, 1500);
        Assert.Equal(1, tokenizer.IdOf("<b>") - tokenizer.IdOf("<a>"));
        Assert.Equal([tokenizer.IdOf("<a>")!.Value], tokenizer.EncodeIds("<a>"));
        Assert.All(tokenizer.AddedTokens, token => Assert.True(token.IsSpecial));
        Assert.Equal(tokenizer.VocabularySize, Tokenizer.Parse(Encoding.UTF8.GetBytes(Json(tokenizer))).VocabularySize);
    }

    [Fact]
    public void A_byte_level_vocabulary_spells_every_text() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll<FsCheck.NonEmptyString, FsCheck.NonEmptyString>((taught, given) =>
    {
        var text = new string([.. given.Get.Where(unit => !char.IsSurrogate(unit))]) + "鲸🐋";
        foreach (var trainer in (TokenizerTrainer[])[new BytePairTrainer { VocabularySize = 300 }, new UnigramTrainer { VocabularySize = 300 }])
        {
            var tokenizer = trainer.Train([taught.Get], s_byteLevel);
            if (tokenizer.Decode(tokenizer.EncodeIds(text)) != text) return false;
        }

        return true;
    }));

    [Fact]
    public void Byte_fallback_spells_what_the_text_did_not_have()
    {
        var parts = new TokenizerParts
        {
            PreTokenizer = new Metaspace(),
            Decoder = new DecoderSequence(new ByteFallbackDecoder(), new MetaspaceDecoder()),
        };
        foreach (var trainer in (TokenizerTrainer[])
            [new BytePairTrainer { FallsBackToBytes = true, VocabularySize = 300 }, new UnigramTrainer { FallsBackToBytes = true, VocabularySize = 300 }])
        {
            var tokenizer = trainer.Train(["aab aab"], parts);
            Assert.Equal("aab 鲸", tokenizer.Decode(tokenizer.EncodeIds("aab 鲸")));
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void A_text_without_words_is_refused(string model)
    {
        var error = Assert.Throws<InvalidDataException>(() => Trainer(model, 2).Train(["", " \n"], new() { PreTokenizer = new Whitespace() }));

        Assert.Equal("There is nothing to learn from: the texts hold no word. Give texts that do.", error.Message);
    }

    [Fact]
    public void A_vocabulary_smaller_than_its_alphabet_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new BytePairTrainer { VocabularySize = 100, SpecialTokens = ["<s>"] }.Train(["a"], s_byteLevel));

        Assert.Equal("VocabularySize = 100 is less than the 257 special tokens and characters that must be in it. Set at least 257.", error.Message);
    }

    [Theory, MemberData(nameof(Models))]
    public void A_fault_of_the_source_ends_the_training(string model)
    {
        static IEnumerable<string> Texts()
        {
            for (var i = 0; i < 100_000; i++) yield return "some text of the source";
            throw new IOException("The disk is gone.");
        }

        Assert.Equal("The disk is gone.", Assert.Throws<IOException>(() => Trainer(model, 4).Train(Texts())).Message);
    }

    [Fact]
    public void A_training_can_be_stopped_in_each_stage()
    {
        foreach (var stage in Enum.GetValues<TrainingStage>())
        {
            using var stop = new CancellationTokenSource();
            var told = new Told(progress => { if (progress.Stage == stage) stop.Cancel(); });
            TokenizerTrainer trainer = stage == TrainingStage.MergingPairs ? new BytePairTrainer() : new UnigramTrainer();

            Assert.ThrowsAny<OperationCanceledException>(() => trainer.Train(
                Enumerable.Repeat(LlmKit.Data.Corpus.Sample().Text, 20), new() { PreTokenizer = new Whitespace() }, told, stop.Token));
        }
    }

    [Fact]
    public void Added_tokens_of_the_parts_get_ids_that_are_free()
    {
        var parts = new TokenizerParts { PreTokenizer = new Whitespace(), AddedTokens = [new(0, "<x>"), new(7, "<s>") { IsSpecial = true, TakesSpaceAfter = true }] };

        var tokenizer = new BytePairTrainer { SpecialTokens = ["<s>"] }.Train(["aab aab"], parts);

        Assert.Equal([new AddedToken(0, "<s>") { IsSpecial = true, TakesSpaceAfter = true }, new AddedToken(5, "<x>")], tokenizer.AddedTokens);
        Assert.Equal([0, 4, 5], tokenizer.EncodeIds("<s> aab<x>"));
    }

    [Theory, InlineData(4), InlineData(7)]
    public void No_token_is_longer_than_asked(int longest)
    {
        var text = LlmKit.Data.Corpus.Sample().Text;
        var parts = new TokenizerParts { PreTokenizer = new Whitespace() };

        foreach (var trainer in (TokenizerTrainer[])
            [new BytePairTrainer { MaxTokenLength = longest }, new WordPieceTrainer { MaxTokenLength = longest }, new UnigramTrainer { MaxTokenLength = longest }])
        {
            var lengths = trainer.Train([text], parts).Model.Vocabulary.Keys.Where(token => token[0] is not ('<' or '['))
                .Select(token => token.Replace("##", "", StringComparison.Ordinal).Length).ToList();
            // Unigram needn't keep the longest.
            Assert.InRange(lengths.Max(), trainer is UnigramTrainer ? longest - 2 : longest, longest);
        }
    }

    [Fact]
    public void Merges_are_those_of_counting_all_pairs_anew_at_every_step()
    {
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            string[] words = [.. Enumerable.Range(0, 30).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => (char)('a' + random.Next(3)))))];
            var trainer = new BytePairTrainer
            {
                VocabularySize = random.Next(12, 60),
                MinimumFrequency = random.Next(0, 4),
                ContinuationPrefix = random.Next(2) == 0 ? null : "##",
                EndSuffix = random.Next(2) == 0 ? null : "</w>",
                MaxTokenLength = random.Next(2) == 0 ? null : random.Next(1, 5),
            };

            var model = (BytePairEncoding)trainer.Train([string.Join(' ', words)], new() { PreTokenizer = new Whitespace() }).Model;

            return model.Merges.SequenceEqual(SlowMerges(trainer, words, model.Vocabulary));
        }));
    }

    // The ids of characters are taken from the model, as their order is not what is tested.
    private static IEnumerable<(string, string)> SlowMerges(BytePairTrainer trainer, string[] words, IReadOnlyDictionary<string, int> vocabulary)
    {
        var (prefix, suffix) = (trainer.ContinuationPrefix ?? "", trainer.EndSuffix ?? "");
        var spelled = words.Select(word => word.Select((letter, i) => $"{(i > 0 ? prefix : "")}{letter}{(i == word.Length - 1 ? suffix : "")}").ToList()).ToList();
        var ids = spelled.SelectMany(word => word).Distinct().ToDictionary(token => token, token => vocabulary[token]);
        while (ids.Count < trainer.VocabularySize)
        {
            var best = spelled.SelectMany(word => word.Zip(word.Skip(1)))
                .Where(pair => Length(pair.First) + Length(pair.Second) <= (trainer.MaxTokenLength ?? int.MaxValue))
                .GroupBy(pair => pair).Where(group => group.Count() >= Math.Max(1, trainer.MinimumFrequency))
                .OrderByDescending(group => group.Count()).ThenBy(group => ids[group.Key.First]).ThenBy(group => ids[group.Key.Second]).FirstOrDefault();
            if (best is null) yield break;
            var (left, right) = best.Key;
            var merged = left + right[(right.StartsWith(prefix, StringComparison.Ordinal) ? prefix.Length : 0)..];
            ids.TryAdd(merged, ids.Count);
            foreach (var word in spelled)
            {
                for (var i = 0; i + 1 < word.Count; i++)
                {
                    if ((word[i], word[i + 1]) != (left, right)) continue;
                    word[i] = merged;
                    word.RemoveAt(i + 1);
                }
            }

            yield return (left, right);
        }

        int Length(string token) => token.Replace("##", "", StringComparison.Ordinal).Replace("</w>", "", StringComparison.Ordinal).Length;
    }

    [Fact]
    public void Rare_characters_are_left_out_of_a_limited_alphabet()
    {
        var parts = new TokenizerParts { PreTokenizer = new Whitespace(), Normalizer = new Lowercase() };

        Assert.Equal(
            ["a", "b", "ab"],
            new BytePairTrainer { AlphabetLimit = 2 }.Train(["abc AB"], parts).Model.Vocabulary.OrderBy(token => token.Value).Select(token => token.Key));
        Assert.Null(new UnigramTrainer { CharacterCoverage = 0.8 }.Train(["abc ab"], parts).IdOf("c"));
    }

    [Fact]
    public void Lines_keep_their_ends_and_very_long_ones_are_cut_between_characters()
    {
        var text = "a\r\n\nb" + string.Concat(Enumerable.Repeat("x🐋", 700_000)) + "\nend";

        var lines = TextLines.Read(new StringReader(text)).ToList();

        Assert.Equal(text, string.Concat(lines));
        Assert.Equal(["a\r\n", "\n"], lines[..2]);
        Assert.Equal("end", lines[^1]);
        Assert.All(lines, line => Assert.False(char.IsHighSurrogate(line[^1]) || char.IsLowSurrogate(line[0])));
        Assert.InRange(lines.Max(line => line.Length), 1_000_000, 1 << 20);
    }

    private static TokenizerTrainer Trainer(string model, int threads) => model switch
    {
        "bpe" => new BytePairTrainer { VocabularySize = 1500, Threads = threads, EndSuffix = "</w>" },
        "wordpiece" => new WordPieceTrainer { VocabularySize = 1500, Threads = threads },
        "unigram" => new UnigramTrainer { VocabularySize = 1500, Threads = threads },
        _ => new WordLevelTrainer { VocabularySize = 1500, Threads = threads },
    };

    private static string Json(Tokenizer tokenizer)
    {
        var path = Path.GetTempFileName();
        tokenizer.Save(path);
        var json = File.ReadAllText(path);
        File.Delete(path);
        return json;
    }

    private sealed class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }
}
