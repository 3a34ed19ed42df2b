using System.Text;
using LlmKit.Data.Cleaning;
using LlmKit.Data.Deduplication;
using LlmKit.Data.Profiles;
using LlmKit.Data.Unicode;
using LlmKit.Data;

namespace LlmKit.Tests.Data;

/// <summary>What is rejected, masked and found twice.</summary>
public sealed class CleaningTests
{
    private static readonly string s_good = string.Join('\n', Enumerable.Range(0, 12)
        .Select(n => $"The keeper of house {n} walks to the end of the pier and counts ships that have passed."));

    [Theory]
    [InlineData("write to ann.lee@example.org today", "write to <MAIL> today", 1)]
    [InlineData("身份证11010519491231002X。", "身份证<ID>。", 1)]
    [InlineData("订单号110105194912310021", "订单号110105194912310021", 0)]
    [InlineData("card 4111 1111 1111 1111", "card <CARD>", 1)]
    [InlineData("card 4111 1111 1111 1112", "card 4111 1111 1111 1112", 0)]
    [InlineData("电话13800138000，或+86 139-0013-9000", "电话<PHONE>，或<PHONE>", 2)]
    [InlineData("邮箱ann@example.org谢谢", "邮箱<MAIL>谢谢", 1)]
    [InlineData("call +44 20 7946 0958 or +1-202-555-0143", "call <PHONE> or <PHONE>", 2)]
    [InlineData("from 8.8.4.4, not 192.168.0.1 nor 10.0.0.7 nor 999.1.1.1", "from <IP>, not 192.168.0.1 nor 10.0.0.7 nor 999.1.1.1", 1)]
    [InlineData("v1.2.3.4 and 1.2.3.4.5 at 12:30:45", "v1.2.3.4 and 1.2.3.4.5 at 12:30:45", 0)]
    [InlineData("地址2001:4860:4860::8888，本机::1", "地址<IP>，本机::1", 1)]
    [InlineData("pi is 3.14159265358979", "pi is 3.14159265358979", 0)]
    public void Personal_data_is_masked_where_the_check_digit_is_right(string text, string expected, int masked) =>
        Assert.Equal((expected, masked), PersonalData.Mask(text));

    [Theory]
    [InlineData("ＡＢ１２％，好！", "AB12%，好！")]
    [InlineData("a\u00a0 \t b\u3000c  ", "a b c")]
    [InlineData("\n\na\r\n\r\n\n\nb\n\n", "a\n\nb")]
    [InlineData("  if x:\n    y  =  1", "  if x:\n    y = 1")]
    [InlineData("ze\u200bro \u00adwidth\ufeff\u0007", "zero width")]
    [InlineData("😀", "😀")]
    public void Text_gets_one_spelling_and_cleaning_twice_changes_nothing(string text, string expected)
    {
        var normalizer = new TextNormalizer();

        Assert.Equal(expected, normalizer.Clean(text));
        Assert.Equal(expected, normalizer.Clean(expected));
    }

    [Theory]
    [InlineData(null, "e\u0301 ﬁ ①", "e\u0301 ﬁ ①")]
    [InlineData(UnicodeForm.Composed, "e\u0301 ﬁ e\u200b\u0301 한", "é ﬁ é 한")]
    [InlineData(UnicodeForm.CompatiblyComposed, "ﬁ ① ｶﾞ ２\u00a0，\u3000x", "fi 1 ガ 2 , x")]
    [InlineData(UnicodeForm.Decomposed, "é", "e\u0301")]
    [InlineData(UnicodeForm.CompatiblyDecomposed, "éﬁ", "e\u0301fi")]
    public void Characters_get_the_form_that_is_asked_for(UnicodeForm? form, string text, string expected)
    {
        var normalizer = new TextNormalizer { Form = form };

        Assert.Equal(expected, normalizer.Clean(text));
        Assert.Equal(expected, normalizer.Clean(expected));
    }

    [Fact]
    public void Cleaning_twice_changes_nothing_more_whatever_the_text()
    {
        const string Pieces = "aA1é\u0301\u0308\u0327 \t\n\r\u00a0\u3000\u2003\u200b\ufeff\u00adﬁ①ｶﾞ，！％Ａ\u00a8\u2028ΐ中\ud83d\ude00\ud800\udc00\u0007Å가각";
        var random = new Random(3);
        foreach (var form in (UnicodeForm?[])[null, .. Enum.GetValues<UnicodeForm>()])
        {
            var normalizer = new TextNormalizer { Form = form, FoldsPunctuation = true };
            for (var trial = 0; trial < 4000; trial++)
            {
                var once = normalizer.Clean(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)])));
                Assert.Equal(once, normalizer.Clean(once));
                Assert.True(form is null || Normalization.IsNormalized(once, form.Value));
            }
        }
    }

    [Fact]
    public void Perplexity_is_that_of_Kneser_and_Ney()
    {
        foreach (var each in DataGolden.Load("perplexity.json").EnumerateArray())
        {
            var model = new CharacterModel(each.GetProperty("order").GetInt32());
            foreach (var text in each.GetProperty("texts").EnumerateArray()) model.Add(text.GetString()!);
            foreach (var asked in each.GetProperty("perplexities").EnumerateArray())
                Assert.Equal(asked.GetProperty("value").GetDouble(), model.Perplexity(asked.GetProperty("text").GetString()!), 1e-9);
        }
    }

    [Fact]
    public void Whatever_was_counted_the_probabilities_of_the_next_character_sum_to_one()
    {
        var random = new Random(6);
        for (var trial = 0; trial < 30; trial++)
        {
            var model = new CharacterModel(random.Next(1, 5));
            for (var n = random.Next(4); n >= 0; n--) model.Add(Letters(random.Next(20)));
            var start = Letters(random.Next(5));

            // The probability of a letter is by how much it makes the text less likely; z stands for all that were not seen.
            double Likelihood(string text) => Math.Pow(model.Perplexity(text), -text.Length);
            var seen = "abc中".Where(letter => model.Perplexity($"{letter}") is var p && p != model.Perplexity("z")).Append('z');
            Assert.Equal(1, seen.Sum(letter => Likelihood(start + letter)) / Likelihood(start), model.Characters == 0 ? 10 : 1e-9);
        }

        string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => "abc中"[random.Next(4)]));
    }

    [Theory]
    [InlineData(true, "The tide is low.")]
    [InlineData(false, "The tide is low.\nno stop at its end")]
    public void Lines_that_do_not_end_as_sentences_do_go_where_that_is_asked(bool needsEnds, string kept)
    {
        var rules = new C4Quality { NeedsEnds = needsEnds, LeastSentences = 1 };

        Assert.Equal(kept, Assert.IsType<CleaningOutcome.Kept>(rules.Clean(new("The tide is low.\nno stop at its end\ntoo short"))).Document.Text);
    }

    [Fact]
    public void Citations_and_edit_marks_go_from_lines_that_stay() =>
        Assert.Equal("The tide is low today.", Assert.IsType<CleaningOutcome.Kept>(
            new C4Quality { LeastSentences = 1 }.Clean(new("The tide[12] is low[edit] today[citation needed]."))).Document.Text);

    [Theory]
    [InlineData(30, "short_line_ratio")]
    [InlineData(31, "")]
    public void A_line_of_thirty_characters_is_short_and_one_more_is_not(int length, string rule) =>
        Assert.Equal(rule, RuleOf(new FineWebQuality { MostNewLines = 9, MostRepeated = 1 }.Clean(
            new(string.Join('\n', Enumerable.Range(0, 9).Select(n => new string((char)('a' + n), length - 1) + "."))))));

    [Theory]
    [InlineData("中中中abcdefg", true)]
    [InlineData("中中abcdefg", false)]
    [InlineData("123 中!", true)]
    [InlineData("123", false)]
    public void Bounds_for_Chinese_hold_where_three_letters_in_ten_are_Chinese(string text, bool isSpaceless)
    {
        var either = new EitherStep(new LengthStep(Least: 100), new LengthStep(Most: 0));

        Assert.Equal(isSpaceless ? "too_long" : "too_short", RuleOf(either.Clean(new(text))));
    }

    [Theory]
    [InlineData(2, "outlier_short")]
    [InlineData(5, "")]
    [InlineData(30, "outlier_long")]
    public void Outliers_are_left_out_on_both_sides(int length, string rule) =>
        Assert.Equal(rule, RuleOf(new OutlierStep((3, 10)).Clean(new(new string('x', length)))));

    [Theory]
    [InlineData(1.5, "perplexity_low")]
    [InlineData(2, "")]
    [InlineData(9, "")]
    [InlineData(9.5, "perplexity_high")]
    [InlineData(double.NaN, "perplexity")]
    public void Perplexity_is_bounded_on_both_sides(double perplexity, string rule) =>
        Assert.Equal(rule, RuleOf(new PerplexityStep(_ => perplexity, 2, 9).Clean(new("x"))));

    [Theory]
    [InlineData("#", "gopher_too_many_hashes")]
    [InlineData("…", "gopher_too_many_ellipsis")]
    public void Too_many_signs_for_the_words_are_told_by_their_kind(string sign, string rule) =>
        Assert.Equal(rule, RuleOf(new GopherQuality().Clean(new(s_good.Replace("walks", $"{sign} walks {sign}") + $"\n{string.Concat(Enumerable.Repeat(sign, 8))} the end"))));

    [Fact]
    public void A_report_counts_what_was_kept_changed_and_rejected()
    {
        var report = new CleaningReport();
        report.Add(Sample.Text("ab"), Sample.Text("ab"), null);
        report.Add(Sample.Text("abc"), Sample.Text("a"), null);
        report.Add(Sample.Text("abcd"), null, new CleaningOutcome.Rejected("rule", "why"));

        Assert.Equal((3, 2, 1, 9, 3), (report.Samples, report.Kept, report.Changed, report.CharactersBefore, report.CharactersAfter));
        Assert.Equal([new("rule", 1)], report.Rejected);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("a\ufffdb\ufffd", new TextNormalizer().Clean("a\ud800b\udc00"));

    [Fact]
    public void Little_differs_in_the_SimHash_of_texts_that_differ_little()
    {
        var words = Enumerable.Range(0, 400).Select(n => $"word{n}").ToArray();
        var near = SimHash.Distance(SimHash.Of(words), SimHash.Of(words.Skip(4).Append("x")));
        var far = SimHash.Distance(SimHash.Of(words), SimHash.Of(Enumerable.Range(1000, 400).Select(n => $"word{n}")));

        Assert.InRange(near, 0, 12);
        Assert.InRange(far, 18, 46);
        Assert.Equal(0, SimHash.Distance(SimHash.Of(words), SimHash.Of(Enumerable.Reverse(words))));
    }

    [Fact]
    public void Rules_reject_what_datatrove_rejects_for_the_same_reason()
    {
        foreach (var each in DataGolden.Load("quality.json").EnumerateArray())
        {
            var text = each.GetProperty("text").GetString()!;
            var isChinese = each.GetProperty("language").GetString() == "zh";
            var document = new DocumentText(text, isChinese ? Letters : Spaced);

            Assert.Equal(Rule(each, "quality"), RuleOf((isChinese ? GopherQuality.Chinese : new()).Clean(document)));
            Assert.Equal(Rule(each, "repetition"), RuleOf(new GopherRepetition().Clean(document)));
            Assert.Equal(Rule(each, "fineweb"), RuleOf((isChinese ? FineWebQuality.Chinese : new()).Clean(document)));
            if (isChinese) continue;
            var lines = new C4Quality().Clean(document);
            Assert.Equal(Rule(each, "c4"), RuleOf(lines));
            if (lines is CleaningOutcome.Kept kept) Assert.Equal(each.GetProperty("c4").GetProperty("text").GetString(), kept.Document.Text);
        }

        static string Rule(System.Text.Json.JsonElement each, string filter) => each.GetProperty(filter).GetProperty("rule").GetString()!;

        static string[] Spaced(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        static string[] Letters(string text) => [.. text.EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune)).Select(rune => rune.ToString())];
    }

    [Fact]
    public void A_good_text_passes_every_rule() => Assert.IsType<CleaningOutcome.Kept>(new CleaningPipeline(
        new GopherQuality(), new GopherRepetition { Commonest = [], Repeated = [] }, new FineWebQuality(), new C4Quality()).Clean(s_good));

    [Fact]
    public void A_rejected_text_says_which_bound_it_breaks()
    {
        Assert.Equal(new CleaningOutcome.Rejected("gopher_short_doc", "words: 2, at least 50"), new GopherQuality().Clean(new("two words!")));
        Assert.Equal(new CleaningOutcome.Rejected("empty", "the text is empty"), new LengthStep().Clean(new(" \n")));
        Assert.Equal(new CleaningOutcome.Rejected("too_long", "characters: 3, at most 2"), new LengthStep(1, 2).Clean(new("a中😀")));
        Assert.Equal(
            new CleaningOutcome.Rejected("perplexity_high", "perplexity: 812.5, at most 500"),
            new PerplexityStep(_ => 812.5, Most: 500).Clean(new("x")));
    }

    [Theory]
    [InlineData("It's 3.14, a well-known word.", "It's|3.14|,|a|well-known|word|.")]
    [InlineData("我有2只cat。", "我|有|2|只|cat|。")]
    [InlineData("naïve e\u0301 😀", "naïve|e\u0301|😀")]
    public void Plain_words_are_runs_of_letters_and_single_letters_of_Chinese(string text, string words) =>
        Assert.Equal(words.Split('|'), PlainWords.Split(text));

    [Fact]
    public void Messages_are_changed_one_by_one_and_judged_together()
    {
        var sample = new Sample(new Conversation(Message.User("Ｍail a@b.org"), Message.Assistant("<p>Done.</p><p>See&nbsp;you.</p>")));
        var (cleaned, why) = new CleaningPipeline(new HtmlStep(KeepsAll: true), new NormalizeStep(new()), new MaskStep()).Clean(sample);
        var (none, reason) = new CleaningPipeline(new LengthStep(Least: 100)).Clean(sample);

        Assert.Equal(("Mail <MAIL>\nDone.\n\nSee you.", null), (cleaned!.AllText, why));
        Assert.Equal((null, "too_short"), (none, reason!.Rule));
    }

    [Fact]
    public void Texts_beside_the_conversation_are_masked_too()
    {
        Conversation Mail(string name) => new(Message.User($"{name}@example.org"));
        var sample = new Sample(Mail("a")) { Rejected = Mail("b"), Positives = [Mail("c")], Negatives = [Mail("d"), Mail("e")] };
        var cleaned = new CleaningPipeline(new MaskStep()).Clean(sample).Sample!;

        Assert.All(
            new[] { cleaned.Conversation, cleaned.Rejected! }.Concat(cleaned.Positives).Concat(cleaned.Negatives),
            conversation => Assert.Equal("<MAIL>", conversation[0].Content));
    }

    private static string RuleOf(CleaningOutcome outcome) => outcome is CleaningOutcome.Rejected rejected ? rejected.Rule : "";

    [Fact]
    public void A_signature_estimates_the_similarity()
    {
        var hashes = new MinHash(new() { Words = 1, Bands = 128, Rows = 8 });
        var first = hashes.Signature(string.Join(' ', Enumerable.Range(0, 300)))!;
        var second = hashes.Signature(string.Join(' ', Enumerable.Range(100, 300)))!;

        // 200 words in common of 400: the standard error with 1024 places is 0.016.
        Assert.InRange(MinHash.Similarity(first, second), 0.44, 0.56);
        Assert.Equal(0.924, new MinHashSettings().ChanceToMeet(0.8), 0.001);
        Assert.Equal(0.72, new MinHashSettings().Threshold, 0.001);
    }

    [Fact]
    public void Planted_near_duplicates_are_found_and_others_are_not()
    {
        var random = new Random(3);
        var texts = new List<string>();
        for (var n = 0; n < 300; n++)
        {
            var words = Enumerable.Range(0, 200).Select(_ => $"w{random.Next(5000)}").ToArray();
            texts.Add(string.Join(' ', words));
            words[random.Next(200)] = "changed";
            texts.Add(string.Join("  ", words).ToUpperInvariant() + "!");
        }

        var index = new NearDuplicates();
        foreach (var text in texts) index.Add(text);
        var found = Enumerable.Range(0, 300).Count(n => index.ClusterOf((2 * n) + 1) == 2 * n);

        // One word of 200 changed leaves a similarity of 191 / 201 = 0.95, which meets with a chance of 0.99999.
        Assert.Equal(300, found);
        Assert.Equal(300, Enumerable.Range(0, 600).Select(index.ClusterOf).Distinct().Count());
    }

    [Fact]
    public void Chinese_near_duplicates_are_found_without_spaces()
    {
        var text = string.Concat(Enumerable.Range(0, 200).Select(n => (char)('\u4e00' + (n * 37))));
        var index = new NearDuplicates();
        index.Add(text);
        index.Add(text[..100] + "改" + text[101..]);
        index.Add("完全不同的另一段文字，讲的是别的事情。");

        Assert.Equal([0, 0, 2], Enumerable.Range(0, 3).Select(index.ClusterOf));
    }

    [Fact]
    public void Outliers_lie_outside_of_the_fences()
    {
        var numbers = Distribution.Of([1, 2, 3, 4, 5, 6, 7, 8, 100]);

        Assert.Equal((-3, 13), numbers.Fences());
        Assert.Equal((1, 5, 7.0), (numbers.Outside(numbers.Fences()), numbers.Median, numbers.Quantile(0.75)));
    }

    [Fact]
    public void A_profile_counts_what_is_empty_and_what_repeats()
    {
        var profile = new DataProfile();
        foreach (var text in (string[])["a", "b", "a", " "]) profile.Add(Sample.Text(text));

        Assert.Equal((4, 1, 1, 0), (profile.Samples, profile.Repeated, profile.WithEmptyMessage, profile.WithoutLabel));
    }

    [Fact]
    public void A_profile_counts_the_values_that_are_missing()
    {
        var profile = new DataProfile();
        profile.Add(Sample.Text("a") with { Label = new Label.Class(1), Extra = [new("page", "3"), new("note", "null")] });
        profile.Add(Sample.Text("b") with { Extra = [new("page", "null")] });
        profile.Add(Sample.Text("c") with { Extra = [new("page", "4"), new("note", "\"\"")] });

        Assert.Equal(2, profile.WithoutLabel);
        Assert.Equal([("note", 3), ("page", 1)], profile.MissingValues);
    }
}
