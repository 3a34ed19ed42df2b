using System.Text.RegularExpressions;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests;

/// <summary><c>llmkit data</c>: what a user types, sees and gets.</summary>
public sealed class DataTests : IDisposable
{
    private static readonly string s_samples = Path.Combine(RepositoryRoot.Path, "data", "samples");

    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Alpaca_becomes_messages()
    {
        var (code, output, error) = CommandRun.Here("data", "convert", Path.Combine(s_samples, "alpaca.jsonl"), At("out.jsonl"));

        Assert.Equal((CommandLine.Ok, $"{At("out.jsonl")}: 3 written, 0 skipped\n", ""), (code, output, error));
        Assert.Contains("""{"role":"user","content":"把句子翻译成英文。\n今天的风很大。"}""", File.ReadAllText(At("out.jsonl")));
    }

    [Fact]
    public void A_bad_row_stops_the_run_and_leaves_no_file()
    {
        File.WriteAllText(At("in.jsonl"), "{\"text\":\"x\"}\nnonsense\n");
        var (code, output, error) = CommandRun.Here("data", "convert", At("in.jsonl"), At("out.jsonl"));

        Assert.Equal((CommandLine.Failed, ""), (code, output));
        Assert.StartsWith($"llmkit: {At("in.jsonl")}, line 2, column 2: this is not JSON", error);
        Assert.EndsWith("--on-error skip leaves such rows out and counts them.\n", error);
        Assert.Equal([At("in.jsonl")], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_run_that_skips_keeps_the_bad_rows_aside()
    {
        File.WriteAllText(At("in.jsonl"), "{\"text\":\"x\"}\nnonsense\n{\"query\":\"a\",\"response\":\"b\"}\n");
        var (code, output, _) = CommandRun.Here(
            "data", "convert", At("in.jsonl"), At("out.csv"), "--to", "alpaca", "--on-error", "skip", "--rejected", At("bad.jsonl"));

        Assert.Equal((CommandLine.Ok, $"{At("out.csv")}: 1 written, 2 skipped\n"), (code, output));
        Assert.Equal("instruction,input,output\na,,b\n", File.ReadAllText(At("out.csv")));
        Assert.Equal(2, File.ReadAllLines(At("bad.jsonl")).Length);
    }

    [Theory]
    [InlineData("out.xml", "has an extension that tells no kind of file")]
    [InlineData("in.jsonl", "would be written over while it is read")]
    [InlineData(".", "is a folder. Name the file to write")]
    public void A_wrong_output_is_a_wrong_call(string name, string message)
    {
        File.WriteAllText(At("in.jsonl"), "{\"text\":\"x\"}\n");
        var (code, _, error) = CommandRun.Here("data", "convert", At("in.jsonl"), At(name));

        Assert.Equal(CommandLine.Usage, code);
        Assert.Contains(message, error);
        Assert.Equal("{\"text\":\"x\"}\n", File.ReadAllText(At("in.jsonl")));
    }

    [Fact]
    public void A_count_that_is_no_number_is_a_wrong_call() => Assert.Equal(
        CommandLine.Usage, CommandRun.Here("data", "convert", $"{s_samples}/kto.jsonl#many", At("out.jsonl")).Code);

    [Fact]
    public void A_missing_file_is_a_failure() => Assert.Equal(
        (CommandLine.Failed, "", $"llmkit: there is no file or folder {At("none.jsonl")}.\n"),
        CommandRun.Here("data", "stats", At("none.jsonl")));

    [Fact]
    public async Task A_corpus_that_was_fetched_is_read_by_its_name_and_another_says_how_to_get_it()
    {
        var cache = new Dictionary<string, string> { ["XDG_CACHE_HOME"] = At("cache") };
        var folder = Directory.CreateDirectory(At("cache/llmkit/corpora/moby-dick")).FullName;
        File.WriteAllText(Path.Combine(folder, "moby-dick.jsonl"), """{"text":"Call me Ishmael."}""");
        File.WriteAllText(Path.Combine(folder, "LICENCE.txt"), "No row of data.");

        var there = await CommandRun.Alone(_folder, "", cache, "data", "convert", "moby-dick", "out.jsonl");
        var taught = await CommandRun.Alone(_folder, "", cache, "tokenizer", "train", "moby-dick", "-v", "260", "-o", "t.json");
        var missing = await CommandRun.Alone(_folder, "", cache, "data", "stats", "brown");

        Assert.Equal((CommandLine.Ok, "out.jsonl: 1 written, 0 skipped\n"), (there.Code, there.Output));
        Assert.Equal(CommandLine.Ok, taught.Code);
        Assert.Equal("1", Regex.Match(taught.Output, @"files\s+(\d+)").Groups[1].Value);
        Assert.Equal(
            (CommandLine.Failed, "llmkit: there is no file or folder brown. The corpus of that name is brought by: llmkit data fetch brown\n"),
            (missing.Code, missing.Error));
    }

    [Fact]
    public void Stats_count_tasks_labels_and_lengths()
    {
        var (code, output, _) = CommandRun.Here("data", "stats", Path.Combine(s_samples, "kto.jsonl"), $"{s_samples}/prompts.jsonl#1");

        Assert.Equal(CommandLine.Ok, code);
        Assert.Matches(@"samples +4\n  Unpaired +3\n  Prompt +1\n  label true +2\n  label false +1\n", output);
        Assert.Matches(@"messages +1 ", output);
    }

    [Fact]
    public void Split_divides_everything_and_keeps_a_question_on_one_side()
    {
        File.WriteAllLines(At("in.jsonl"), Enumerable.Range(0, 1000).Select(n => $$"""{"query":"q{{n / 2}}","response":"r{{n}}"}"""));
        var (code, output, _) = CommandRun.Here("data", "split", At("in.jsonl"), "--parts", "train=8,test=2", "--out", At("parts"));

        Assert.Equal(CommandLine.Ok, code);
        Assert.Matches($@"train.jsonl: 7\d\d|8\d\d", output);
        var (train, test) = (Questions("train"), Questions("test"));
        Assert.Equal(1000, train.Length + test.Length);
        Assert.InRange(test.Length, 140, 260);
        Assert.Empty(train.Intersect(test));

        string[] Questions(string part) =>
            [.. File.ReadLines(At($"parts/{part}.jsonl")).Select(line => line[..line.IndexOf("assistant", StringComparison.Ordinal)])];
    }

    [Theory]
    [InlineData("train=0.9", "names one part")]
    [InlineData("train=0.9,train=0.1", "names a part twice")]
    [InlineData("train=0.9,../test=0.1", "is no part")]
    [InlineData("train=0.9,test=-1", "is no part")]
    public void Wrong_parts_are_a_wrong_call(string parts, string message)
    {
        var (code, _, error) = CommandRun.Here("data", "split", $"{s_samples}/kto.jsonl", "--parts", parts);

        Assert.Equal(CommandLine.Usage, code);
        Assert.Contains(message, error);
    }

    [Fact]
    public void A_side_file_without_skipping_is_a_wrong_call() => Assert.Equal(
        (CommandLine.Usage, "", "llmkit: --rejected keeps skipped rows. Add --on-error skip.\n"),
        CommandRun.Here("data", "stats", $"{s_samples}/kto.jsonl", "--rejected", At("bad.jsonl")));

    private string At(string name) => Path.Combine(_folder, name);
}
