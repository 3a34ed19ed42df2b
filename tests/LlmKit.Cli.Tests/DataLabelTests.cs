using LlmKit.Data.Queries;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests;

/// <summary><c>llmkit data kappa</c>, <c>label</c>, <c>query</c> and the splits that see all samples.</summary>
public sealed class DataLabelTests : IDisposable
{
    private static readonly string s_samples = Path.Combine(RepositoryRoot.Path, "data", "samples");

    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-labels-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Kappa_prints_every_measure_that_the_classes_allow()
    {
        File.WriteAllText(At("a.csv"), "id,text,ann,bob\n1,好,good,good\n2,b,good,bad\n3,c,bad,bad\n4,d,fair,bad\n5,e,fair,fair\n6,f,good,good\n7,g,bad,\n8,h,bad,bad\n");
        var (code, output, _) = CommandRun.Here("data", "kappa", At("a.csv"), "--order", "bad,fair,good");

        Assert.Equal(CommandLine.Ok, code);
        Assert.StartsWith("2 annotators, 8 items (7 with two answers or more), 3 classes: bad < fair < good\n1 answer missing\n", output);
        Assert.Matches(@"Cohen's kappa +0\.5758 +\S+ to 1\.000 +7  moderate\n", output);
        Assert.Matches(@"Cohen's kappa quadratic +0\.56", output);
        Assert.Matches(@"Krippendorff's alpha ordinal +0\.56", output);
        Assert.EndsWith("rows: ann, columns: bob\n      bad  fair  good\nbad     2     0     0\nfair    1     1     0\ngood    1     0     2\n", output);
    }

    [Fact]
    public void Kappa_of_three_compares_each_two_and_all()
    {
        File.WriteAllText(At("a.jsonl"), string.Concat(Enumerable.Range(0, 30).Select(item => $$"""{"item":"i{{item}}","a":{{item % 3}},"b":{{item % 3}},"c":{{item % 2}}}""" + "\n")));
        var (code, output, _) = CommandRun.Here("data", "kappa", At("a.jsonl"), "--draws", "20");

        Assert.Equal(CommandLine.Ok, code);
        Assert.Matches(@"Cohen's kappa a, b +1\.0000 +1\.000 to 1\.000 +30  almost perfect\n", output);
        Assert.Contains("Fleiss' kappa", output);
        Assert.Contains("Krippendorff's alpha ratio", output);
    }

    [Theory]
    [InlineData("x,y\n1,1\n1,1\n", "–", "undefined: all answers are of one class, so chance alone agrees always")]
    [InlineData("x,y\n1,\n,1\n", "–", "undefined: no item has two answers to compare")]
    public void Kappa_says_why_there_is_none(string table, string value, string reason)
    {
        File.WriteAllText(At("a.csv"), table);
        var (code, output, _) = CommandRun.Here("data", "kappa", At("a.csv"));

        Assert.Equal(CommandLine.Ok, code);
        Assert.Contains(value, output);
        Assert.Contains(reason, output);
    }

    [Theory]
    [InlineData("text,x\na,1\n", "only x is an annotator's")]
    [InlineData("text\na\n", "no column is an annotator's")]
    [InlineData("x,y\n1\n", "line 2, column 1: the record has 1 fields")]
    public void Kappa_of_what_is_no_table_of_answers_is_a_failure(string table, string message)
    {
        File.WriteAllText(At("a.csv"), table);
        var (code, _, error) = CommandRun.Here("data", "kappa", At("a.csv"));

        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains(message, error);
    }

    [Fact]
    public void Rules_label_samples_and_are_judged_by_labels_that_are_there()
    {
        File.WriteAllText(At("rules.jsonl"), "{\"label\":\"praise\",\"keywords\":[\"good\",\"好\"]}\n{\"label\":\"blame\",\"regex\":\"bad|差\",\"name\":\"坏话\"}\n");
        File.WriteAllText(At("set.jsonl"), "{\"text\":\"很好\",\"label\":\"praise\"}\n{\"text\":\"太差了\",\"label\":\"praise\"}\n{\"text\":\"nothing\"}\n{\"text\":\"good and bad\"}\n");
        var (code, output, _) = CommandRun.Here("data", "label", At("set.jsonl"), At("out.jsonl"), "--rules", At("rules.jsonl"));

        Assert.Equal(CommandLine.Ok, code);
        Assert.Matches(@"praise: good, 好 +2 +50\.0 % +25\.0 % +25\.0 % +100\.0 %\n", output);
        Assert.Matches(@"坏话 +2 +50\.0 % +25\.0 % +25\.0 % +0\.0 %\n", output);
        Assert.Contains("2 of 4 samples labelled, 2 without votes or with a tie", output);
        Assert.Contains("right where a label was there: 1 of 2 (50.0 %)", output);
        Assert.Equal(["praise", "blame"], File.ReadLines(At("out.jsonl")).Select(line => line.Split("\"label\":\"")[1].Split('"')[0]));
    }

    [Theory]
    [InlineData("majority")]
    [InlineData("dawid-skene")]
    public void Samples_without_a_vote_are_left_out(string by)
    {
        File.WriteAllText(At("rules.csv"), "label,keywords\nx,nowhere\n");
        var (code, output, _) = CommandRun.Here("data", "label", Path.Combine(s_samples, "alpaca.jsonl"), At("out.jsonl"), "--rules", At("rules.csv"), "--by", by);

        Assert.Equal(CommandLine.Ok, code);
        Assert.EndsWith("0 written, 3 left out, 0 skipped\n", output);
    }

    [Fact]
    public void A_query_prints_its_rows_and_writes_them()
    {
        Assert.SkipUnless(DuckDbLibrary.IsThere, $"DuckDB's library is not there: {DuckDbLibrary.InstallLine}.");
        var file = Path.Combine(s_samples, "alpaca.jsonl");
        var (code, output, _) = CommandRun.Here("data", "query", $"SELECT input, length(output) AS n FROM '{file}' WHERE length(output) > ? ORDER BY n", "-p", "5");
        Assert.Equal((CommandLine.Ok, "input              n\npear, apple, fig  16\n今天的风很大。    23\n\n2 rows\n"), (code, output));

        foreach (var (name, expected) in (IEnumerable<(string, string)>)
            [("o.jsonl", "{\"i\":0,\"t\":[\"a\"]}\n{\"i\":1,\"t\":null}\n"), ("o.csv", "i,t\n0,\"[\"\"a\"\"]\"\n1,\n"), ("o.json", "[\n{\"i\":0,\"t\":[\"a\"]},\n{\"i\":1,\"t\":null}\n]\n")])
        {
            Assert.Equal($"{At(name)}: 2 written\n", CommandRun.Here("data", "query", "SELECT i, CASE i WHEN 0 THEN ['a'] END AS t FROM range(2) r(i)", "--out", At(name)).Output);
            Assert.Equal(expected, File.ReadAllText(At(name)));
        }

        Assert.Equal($"{At("o.parquet")}: 2 written\n", CommandRun.Here("data", "query", "SELECT i FROM range(?) r(i); ", "-p", "2", "--out", At("o.parquet")).Output);
        Assert.Equal(4, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void A_wrong_query_says_what_is_wrong_and_leaves_no_file()
    {
        Assert.SkipUnless(DuckDbLibrary.IsThere, $"DuckDB's library is not there: {DuckDbLibrary.InstallLine}.");
        Assert.StartsWith("llmkit: Parser Error: syntax error", CommandRun.Here("data", "query", "SELEC 1").Error);
        var (code, _, error) = CommandRun.Here("data", "query", "SELECT error('late ' || i) FROM range(3) r(i)", "--out", At("o.jsonl"));

        Assert.Equal(CommandLine.Failed, code);
        Assert.StartsWith("llmkit: Invalid Input Error: late", error);
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Equal(CommandLine.Usage, CommandRun.Here("data", "query", "SELECT 1", "--out", At("o.xml")).Code);
    }

    [Fact]
    public async Task Without_the_library_the_error_has_the_line_that_installs_it()
    {
        var (code, _, error) = await CommandRun.Alone(_folder, "", new Dictionary<string, string> { ["LLMKIT_DUCKDB"] = "/nowhere" }, "data", "query", "SELECT 1");

        Assert.Equal(CommandLine.Failed, code);
        Assert.Matches("was not found\\. LLMKIT_DUCKDB is /nowhere, where no \\S+ can be loaded\\. This installs it \\(25 MB\\): npm install --prefix \\S+ --ignore-scripts @duckdb/node-bindings-", error);
    }

    [Fact]
    public async Task A_query_over_a_file_that_crashes_DuckDB_ends_with_a_message()
    {
        Assert.SkipUnless(DuckDbLibrary.IsThere, $"DuckDB's library is not there: {DuckDbLibrary.InstallLine}.");
        var file = Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Data/Queries/crashes-duckdb-1.5.6.parquet");
        var (code, _, error) = await CommandRun.Alone(_folder, "", "data", "query", $"SELECT * FROM '{file}'");

        Assert.Equal(CommandLine.Failed, code);
        Assert.StartsWith("llmkit: ", error);
    }

    [Fact]
    public void A_split_keeps_near_duplicates_together_and_mixes_parts_alike()
    {
        var texts = Enumerable.Range(0, 300).Select(number => string.Join(' ', Enumerable.Range(0, 60).Select(word => $"w{(number / 2 * 61) + word}")) + (number % 2 == 1 ? " and more" : ""));
        File.WriteAllLines(At("set.jsonl"), texts.Select((text, number) => $$"""{"text":"{{text}}","label":{{(number / 2 % 3 == 0 ? 1 : 0)}}}"""));
        var (code, output, _) = CommandRun.Here("data", "split", At("set.jsonl"), "--parts", "train=2,test=1", "--near", "--stratify", "label", "--out", At("parts"));

        Assert.Equal(CommandLine.Ok, code);
        Assert.Equal($"{At("parts/train.jsonl")}: 200 (66.7 %)\n{At("parts/test.jsonl")}: 100 (33.3 %)\nclass  train  test\n0        134    66\n1         66    34\n", output);
        Assert.Empty(Firsts("train").Intersect(Firsts("test")));

        IEnumerable<string> Firsts(string part) => File.ReadLines(At($"parts/{part}.jsonl")).Select(line => line.Split("\"content\":\"")[1].Split(' ')[0]);
    }

    [Fact]
    public void A_column_to_stratify_by_that_no_sample_has_is_a_failure() => Assert.Equal(
        (CommandLine.Failed, "", "llmkit: no sample has the column colour to stratify by.\n"),
        CommandRun.Here("data", "split", Path.Combine(s_samples, "kto.jsonl"), "--stratify", "colour", "--out", At("parts")));

    private string At(string name) => Path.Combine(_folder, name);
}
