using LlmKit.Tests;

namespace LlmKit.Cli.Tests;

/// <summary><c>llmkit data clean</c>, <c>dedup</c> and <c>fetch</c>: what a user types, sees and gets.</summary>
public sealed class DataCleaningTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Cleaning_writes_what_is_good_and_keeps_the_rest_with_its_reason()
    {
        Write("in.jsonl", """{"text":"ｃall  13800138000"}""", """{"text":"  ","page":7}""", """{"text":"<p>One.</p><p>Two &amp; three, more, and more.</p>"}""");
        var (code, output, error) = CommandRun.Here(
            "data", "clean", At("in.jsonl"), At("out.jsonl"), "--steps", "markup,normalize,missing,mask", "--removed", At("bad.jsonl"));

        Assert.Equal((CommandLine.Ok, ""), (code, error));
        Assert.Equal("{\"text\":\"call <PHONE>\"}\n{\"text\":\"One.\\n\\nTwo & three, more, and more.\"}\n", File.ReadAllText(At("out.jsonl")));
        Assert.Contains(""""page":7,"rule":"empty_message","reason":"a message is empty"}"""", File.ReadAllText(At("bad.jsonl")));
        Assert.Matches(@"samples +3\nkept +2 +66\.7 %\n  of them changed +2 +66\.7 %\nleft out +1 +33\.3 %\n  empty_message +1 +33\.3 %\n", output);
        Assert.EndsWith($"{At("out.jsonl")}: 2 written, 0 skipped\n", output);
    }

    [Fact]
    public void Bad_rows_end_the_run_or_are_skipped_and_kept_aside()
    {
        Write("in.jsonl", """{"text":"good"}""", "nonsense");
        var stopped = CommandRun.Here("data", "clean", At("in.jsonl"), At("out.jsonl"));
        Assert.Equal(CommandLine.Failed, stopped.Code);
        Assert.False(File.Exists(At("out.jsonl")));

        var skipped = CommandRun.Here("data", "clean", At("in.jsonl"), At("out.jsonl"), "--on-error", "skip", "--rejected", At("broken.jsonl"));
        Assert.Equal(CommandLine.Ok, skipped.Code);
        Assert.Contains("1 written, 1 skipped", skipped.Output);
        Assert.Single(File.ReadAllLines(At("broken.jsonl")));
    }

    [Theory]
    [InlineData("--steps gophr", "--steps gophr is no step. Did you mean gopher?")]
    [InlineData("--steps language", "--steps language needs --language")]
    [InlineData("--steps outliers", "--steps outliers needs --outliers")]
    [InlineData("--steps ,", "--steps names no step")]
    [InlineData("--min 5 --max 3", "--max 3 is less than --min 5. No sample could stay.")]
    [InlineData("--max-perplexity 5", "perplexity needs good texts to count. Name them: --perplexity-from good.txt.")]
    [InlineData("--perplexity-from good.txt", "--perplexity-from needs a bound, as in --max-perplexity 20.")]
    [InlineData("--perplexity-from good.txt --max-perplexity 5 --min-perplexity 6.5", "--max-perplexity 5 is less than --min-perplexity 6.5.")]
    [InlineData("--unicode utf8", "--unicode wants nfc, nfd, nfkc, nfkd or none, not 'utf8'.")]
    [InlineData("--language-least 2", "--language-least 2. It has to be from 0 to 1.")]
    [InlineData("--language en --language-model none.ftz", "there is no file none.ftz. llmkit data fetch lid.176")]
    public void A_wrong_word_is_told_with_the_way_out(string words, string message)
    {
        Write("in.jsonl", """{"text":"good"}""");
        var (code, _, error) = CommandRun.Here(["data", "clean", At("in.jsonl"), At("out.jsonl"), .. words.Split(' ')]);

        Assert.Equal(words.Contains(".ftz") ? CommandLine.Failed : CommandLine.Usage, code);
        Assert.Contains(message, error);
        Assert.False(File.Exists(At("out.jsonl")));
    }

    [Fact]
    public void What_is_strange_beside_good_texts_is_left_out()
    {
        File.WriteAllLines(At("good.txt"), Enumerable.Range(0, 200).Select(n => $"The keeper of house {n % 7} walks to the end of the pier {n % 5} and counts the ships."));
        Write("in.jsonl", Row("The keeper counts the ships at the end of the pier."), Row("xk zzq 9 vvw #@ jjjq wpx"));
        var (code, output, error) = CommandRun.Here(
            "data", "clean", At("in.jsonl"), At("out.jsonl"), "--perplexity-from", At("good.txt"), "--max-perplexity", "30", "--removed", At("bad.jsonl"));

        Assert.Equal(CommandLine.Ok, code);
        Assert.Matches(@"good\.txt: perplexity of 20 texts left out of the count: median 1\.\d, 95 % below 1\.\d\.\n$", error);
        Assert.Matches(@"  perplexity_high +1 +50\.0 %", output);
        Assert.Equal($"{Row("The keeper counts the ships at the end of the pier.")}\n", File.ReadAllText(At("out.jsonl")));
        Assert.Contains("\"reason\":\"perplexity: ", File.ReadAllText(At("bad.jsonl")));
    }

    [Theory]
    [InlineData("", "é ﬁ A，")]
    [InlineData("--unicode nfkc", "é fi A,")]
    [InlineData("--unicode none --width none", "e\u0301 ﬁ Ａ，")]
    [InlineData("--width all", "é ﬁ A,")]
    public void Characters_get_the_form_and_width_that_are_asked_for(string words, string expected)
    {
        Write("in.jsonl", Row("e\u0301 ﬁ Ａ，"));
        CommandRun.Here(["data", "clean", At("in.jsonl"), At("out.jsonl"), .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal($"{Row(expected)}\n", File.ReadAllText(At("out.jsonl")));
    }

    [Fact]
    public void Samples_far_longer_than_the_others_are_left_out()
    {
        Write("in.jsonl", [.. Enumerable.Range(0, 30).Select(n => $$"""{"text":"{{new string('x', 50 + n)}}"}"""), $$"""{"text":"{{new string('y', 5000)}}"}"""]);
        var (_, output, _) = CommandRun.Here("data", "clean", At("in.jsonl"), At("out.jsonl"), "--outliers", "quartiles");

        Assert.Matches(@"outlier_long +1 ", output);
        Assert.Equal(30, File.ReadAllLines(At("out.jsonl")).Length);
    }

    [Fact]
    public void Pages_become_texts()
    {
        File.WriteAllText(At("page.html"), "<html><body><nav>Menu, Home</nav><main><p>" + string.Concat(Enumerable.Repeat("The tide is low, and ships wait. ", 9)) + "</main>");
        CommandRun.Here("data", "clean", _folder, At("out.jsonl"), "--steps", "html");

        Assert.StartsWith("{\"text\":\"The tide is low,", File.ReadAllText(At("out.jsonl")));
        Assert.DoesNotContain("Menu", File.ReadAllText(At("out.jsonl")));
    }

    [Theory]
    [InlineData("exact", 4)]
    [InlineData("words", 3)]
    [InlineData("minhash", 2)]
    [InlineData("simhash", 3)]
    public void Of_samples_that_are_the_same_one_stays(string method, int written)
    {
        var words = Enumerable.Range(0, 200).Select(n => $"word{n * 7919 % 1000}").ToArray();
        var text = string.Join(' ', words);
        Write("in.jsonl", Row(text), Row(text), Row(text.ToUpperInvariant() + "!"), Row(text.Replace(words[100], "another")), Row("something else entirely"));
        var (code, output, _) = CommandRun.Here("data", "dedup", At("in.jsonl"), At("out.jsonl"), "--method", method, "--distance", "0", "--removed", At("twice.jsonl"));

        Assert.Equal(CommandLine.Ok, code);
        Assert.Equal(written, File.ReadAllLines(At("out.jsonl")).Length);
        Assert.Equal(5 - written, File.ReadAllLines(At("twice.jsonl")).Length);
        Assert.All(File.ReadAllLines(At("twice.jsonl")), row => Assert.EndsWith("\"duplicate_of\":1}", row));
        Assert.Matches($@"left out +{5 - written} ", output);
    }

    [Fact]
    public void What_stood_before_is_cut_out_of_texts()
    {
        const string Notice = "All rights are reserved by the harbour board of this town.";
        Write("in.jsonl", Row("Low tide. " + Notice), Row(Notice), Row(Notice + " High tide."));
        var (_, output, _) = CommandRun.Here("data", "dedup", At("in.jsonl"), At("out.jsonl"), "--method", "substring", "--least", "40");

        Assert.Equal($"{Row("Low tide. " + Notice)}\n{Row(" High tide.")}\n", File.ReadAllText(At("out.jsonl")));
        Assert.Matches(@"left out, since nothing remained +1 ", output);
    }

    [Theory]
    [InlineData("--memory 12", "--memory 12. It has to be a size from 1M to 1024G")]
    [InlineData("--threshold 1", "--threshold 1. It has to be above 0 and below 1.")]
    [InlineData("--distance 9", "--distance 9. It has to be from 0 to 8.")]
    [InlineData("--method substring --removed x.jsonl", "--removed keeps whole samples")]
    public void A_wrong_bound_is_a_wrong_call(string words, string message)
    {
        Write("in.jsonl", Row("a"));
        var (code, _, error) = CommandRun.Here(["data", "dedup", At("in.jsonl"), At("out.jsonl"), .. words.Split(' ')]);

        Assert.Equal(CommandLine.Usage, code);
        Assert.Contains(message, error);
    }

    [Fact]
    public void A_conversation_is_not_cut_up()
    {
        Write("in.jsonl", """{"query":"a","response":"b"}""");
        var (code, _, error) = CommandRun.Here("data", "dedup", At("in.jsonl"), At("out.jsonl"), "--method", "substring");

        Assert.Equal((CommandLine.Failed, "llmkit: sample 1 is a conversation. --method substring cuts plain text; convert with --to text first.\n"), (code, error));
        Assert.Equal([At("in.jsonl")], Directory.GetFiles(_folder));
    }

    [Fact]
    public void The_list_of_corpora_tells_licences_and_no_hosts()
    {
        var (code, output, _) = CommandRun.Here("data", "fetch", "--list", "--to", At("kept"));

        Assert.Equal(CommandLine.Ok, code);
        Assert.Contains("state-of-the-union", output);
        Assert.Contains("CC BY-SA 3.0", output);
        Assert.DoesNotContain("://", output);
    }

    [Theory]
    [InlineData("foldok", "there is no corpus foldok. Did you mean foldoc?")]
    [InlineData("", "data fetch needs a name.")]
    public void A_wrong_name_is_a_wrong_call(string name, string message)
    {
        var (code, _, error) = CommandRun.Here(["data", "fetch", .. name.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(CommandLine.Usage, code);
        Assert.Contains(message, error);
    }

    private static string Row(string text) => $$"""{"text":"{{text}}"}""";

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, params string[] rows) => File.WriteAllLines(At(name), rows);
}
