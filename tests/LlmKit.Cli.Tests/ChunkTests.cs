using System.Text.Json;
using LlmKit.Tests;
using LlmKit.Tokenization;

namespace LlmKit.Cli.Tests;

/// <summary><c>llmkit chunk</c>: what a user types, sees and gets.</summary>
public sealed class ChunkTests : IDisposable
{
    private static readonly string s_prose = Path.Combine(RepositoryRoot.Path, "data", "samples", "prose.en.txt");

    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-chunk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_ways_are_compared_in_a_table()
    {
        var (code, output, error) = CommandRun.Here("chunk", s_prose, "--size", "128", "--special", "2", "--overlap", "20");

        Assert.Equal((CommandLine.Ok, ""), (code, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["chunks", "tokens", "least", "mean", "most", "empty", "repeated"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["fixed", "sentences", "paragraphs", "markdown", "recursive", "semantic"], lines[1..].Select(line => line.Split(' ')[0]));
        Assert.All(lines[1..], line => Assert.InRange(int.Parse(line[47..55].Trim()), 1, 128));
    }

    [Fact]
    public void Chunks_are_written_as_objects_that_join_to_the_text()
    {
        var (code, output, _) = CommandRun.Here("chunk", s_prose, "--by", "sentences", "--size", "100", "--out", At("chunks.jsonl"), "--plot", At("sizes.svg"));

        Assert.Equal(CommandLine.Ok, code);
        var chunks = File.ReadLines(At("chunks.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.EndsWith($"{At("chunks.jsonl")}: {chunks.Length} chunks\n", output);
        Assert.Equal(File.ReadAllText(s_prose), string.Concat(chunks.Select(chunk => chunk.GetProperty("text").GetString()![chunk.GetProperty("overlap").GetInt32()..])));
        Assert.StartsWith("<svg", File.ReadAllText(At("sizes.svg")));
    }

    [Fact]
    public void Chunks_have_at_most_so_many_tokens_of_a_tokenizer_with_its_special_ones()
    {
        string[] words = ["[UNK]", "[CLS]", "[SEP]", "the", ",", ".", .. Enumerable.Range('a', 26).SelectMany(letter => new[] { $"{(char)letter}", $"##{(char)letter}" })];
        File.WriteAllLines(At("vocab.txt"), words);

        var (code, output, error) = CommandRun.Here(
            "chunk", s_prose, "--tokenizer", At("vocab.txt"), "--by", "sentences", "--size", "300", "--overlap", "40", "--out", At("chunks.jsonl"));

        Assert.Equal((CommandLine.Ok, ""), (code, error));
        var tokenizer = Tokenizer.FromFile(At("vocab.txt"));
        foreach (var line in File.ReadLines(At("chunks.jsonl")))
        {
            var chunk = JsonDocument.Parse(line).RootElement;
            var tokens = tokenizer.Encode(chunk.GetProperty("text").GetString()!).Count;
            Assert.Equal(tokens, chunk.GetProperty("tokens").GetInt32());
            Assert.InRange(tokens, 3, 300);
        }
    }

    [Fact]
    public void A_damaged_tokenizer_fails_with_its_fault()
    {
        File.WriteAllText(At("tokenizer.json"), "{}");

        var (code, _, error) = CommandRun.Here("chunk", s_prose, "--tokenizer", At("tokenizer.json"));

        Assert.Equal(CommandLine.Failed, code);
        Assert.StartsWith($"llmkit: {At("tokenizer.json")} can't be used as a tokenizer.json: ", error);
    }

    [Theory]
    [InlineData("--tokenizer nowhere", "--tokenizer nowhere is not there.")]
    [InlineData("--tokenizer . --unit words", "--tokenizer counts in its tokens, and --unit says otherwise. Give one of them.")]
    [InlineData("--size 0", "--size 0 is too small. It has to be at least 1.")]
    [InlineData("--size 5 --special 5", "--special 5 leaves no room for text. It has to be at least 0 and below --size 5.")]
    [InlineData("--size 5 --overlap 5", "--overlap 5 has to be at least 0 and below 5, the room that a chunk has for text.")]
    [InlineData("--out x.jsonl", "--out takes the chunks of one way. Name it: --by sentences.")]
    [InlineData("--by fixed --out x.txt", "--out x.txt has to end with .jsonl.")]
    [InlineData("--plot x.gif", "--plot x.gif has to end with .svg, .png or .html.")]
    public void A_wrong_call_says_what_is_wrong(string words, string message)
    {
        var (code, _, error) = CommandRun.Here(["chunk", s_prose, .. words.Split(' ')]);

        Assert.Equal((CommandLine.Usage, $"llmkit: {message}\n"), (code, error));
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_wrong_call() =>
        Assert.Equal((CommandLine.Usage, "", "llmkit: nowhere.txt is not there.\n"), CommandRun.Here("chunk", "nowhere.txt"));

    [Fact]
    public void A_text_that_cannot_be_cut_fails_with_the_limit_it_needs()
    {
        File.WriteAllText(At("family.txt"), "👩‍👩‍👧");
        var (code, _, error) = CommandRun.Here("chunk", At("family.txt"), "--by", "fixed", "--unit", "characters", "--size", "3");

        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains("Raise the limit to at least 8.", error);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
