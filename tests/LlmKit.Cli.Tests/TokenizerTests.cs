using LlmKit.Tests;
using LlmKit.Tokenization;

namespace LlmKit.Cli.Tests;

/// <summary><c>llmkit tokenizer</c>: what a user types, sees and gets.</summary>
public sealed class TokenizerTests : IDisposable
{
    private static readonly string s_prose = Path.Combine(RepositoryRoot.Path, "data/samples/prose.en.txt");
    private static readonly string s_chinese = Path.Combine(RepositoryRoot.Path, "data/samples/prose.zh.txt");

    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-tokenizer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("bpe", "BPE", 400)]
    [InlineData("wordpiece", "WordPiece", 400)]
    [InlineData("unigram", "Unigram", 300)]
    [InlineData("words", "WordLevel", 100)]
    public void Each_model_is_trained_and_encodes_what_it_decodes(string model, string type, int size)
    {
        var (code, output, error) = Run("train", s_prose, "--model", model, "-v", $"{size}", "--special", "<s>", "</s>", "-o", At("t.json"));

        Assert.Equal((CommandLine.Ok, ""), (code, error));
        Assert.Matches($@"files +1\ntexts +\d+\ncharacters +[\d,]+\nmodel +{type}\ntokens +{size}\nspecial tokens +\d\n", output);
        Assert.EndsWith($"written to {At("t.json")}\n", output);
        Assert.Equal([At("t.json")], Directory.GetFiles(_folder));
        var tokenizer = Tokenizer.FromFile(At("t.json"));
        Assert.Equal(1, tokenizer.IdOf("</s>") - tokenizer.IdOf("<s>"));

        var ids = Run("encode", At("t.json"), "the sea").Output;
        Assert.Equal("the sea\n", Run("decode", At("t.json"), ids.Trim()).Output);
    }

    [Fact]
    public void Data_files_and_folders_are_read_as_texts()
    {
        Directory.CreateDirectory(At("in/deep"));
        File.WriteAllText(At("in/a.txt"), "aab aab\naab");
        File.WriteAllText(At("in/deep/b.jsonl"), "{\"text\":\"cd\"}\n{\"messages\":[{\"role\":\"user\",\"content\":\"ef\"},{\"role\":\"assistant\",\"content\":\"gh\"}]}\n");
        File.WriteAllText(At("in/c.bin"), "zzz");

        var (code, output, _) = Run("train", At("in"), "--model", "words", "-o", At("t.json"));

        Assert.Equal(CommandLine.Ok, code);
        Assert.Matches(@"files +2\ntexts +4\n", output);
        Assert.Equal(["<unk>", "aab", "cd", "ef", "gh"], Enumerable.Range(0, 5).Select(id => Tokenizer.FromFile(At("t.json")).TokenOf(id)));
    }

    [Fact]
    public void Chinese_stands_in_columns()
    {
        Run("train", s_chinese, "-v", "600", "-o", At("t.json"), "--model", "unigram", "--coverage", "0.9", "--byte-fallback");

        var (code, output, _) = Run("encode", At("t.json"), "--offsets", "的 \n的");

        Assert.Equal(CommandLine.Ok, code);
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Matches("^ *id  token +from  to  text$", lines[0]);
        var column = lines[0].IndexOf("from", StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.Matches(@"\d", line[..(column + 4)]));
        Assert.Contains(lines, line => line.EndsWith("\\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Encoding_prints_ids_tokens_or_json()
    {
        File.WriteAllText(At("in.txt"), "aab aab aab");
        Run("train", At("in.txt"), "-v", "258", "-o", At("t.json"));

        Assert.Equal("257 220 257\n", Run("encode", At("t.json"), "aab aab").Output);
        Assert.Equal("aab Ġ aab\n", Run("encode", At("t.json"), "aab aab", "--tokens").Output);
        Assert.Equal("257\n220 257\n", Run("encode", At("t.json"), "aab\n aab", "--lines").Output);
        Assert.Equal("""{"ids":[257,220],"tokens":["aab","Ġ"],"offsets":[[0,3],[3,4]]}""" + "\n", Run("encode", At("t.json"), "aab ", "--json").Output);
        Assert.Equal("257 220 257 220 257\n", Run("encode", At("t.json"), "--file", At("in.txt")).Output);
    }

    [Fact]
    public async Task Standard_input_is_read_without_a_text()
    {
        File.WriteAllText(At("in.txt"), "aab aab aab");
        Run("train", At("in.txt"), "-v", "258", "-o", At("t.json"));

        var encoded = await CommandRun.Alone(_folder, "aab 鲸\n", "tokenizer", "encode", "t.json");
        var decoded = await CommandRun.Alone(_folder, encoded.Output, "tokenizer", "decode", "t.json");

        Assert.Equal((CommandLine.Ok, "aab 鲸\n\n", ""), decoded);
    }

    [Fact]
    public void Info_tells_model_parts_special_tokens_and_bytes()
    {
        Run("train", s_prose, "-v", "300", "-o", At("t.json"), "--special", "<|endoftext|>");

        var (code, output, _) = Run("info", At("t.json"), "--longest", "2");

        Assert.Equal(CommandLine.Ok, code);
        Assert.Matches(@"model +BPE\ntokens +300\nmerges +43\nunknown +–\nbytes with a token +256 of 256, byte-level\n", output);
        Assert.Matches(@"\n *0  <\|endoftext\|>  special\n", output);
        Assert.Matches(@" id  longest tokens\n *\d+  \S+\n *\d+  \S+\n$", output);
    }

    [Fact]
    public void Comparison_counts_tokens_and_shows_the_splits()
    {
        Run("train", s_prose, "-v", "300", "-o", At("bpe.json"));
        Run("train", s_prose, "-v", "300", "-o", At("words.json"), "--model", "words");

        var (code, output, _) = Run("compare", At("bpe.json"), At("words.json"), "--text", "the 鲸");

        Assert.Equal(CommandLine.Ok, code);
        Assert.StartsWith("5 characters, 7 bytes in UTF-8\n\n", output);
        Assert.Matches(@"bpe\.json +BPE +300 +\d+ +\d\.\d{3} +\d\.\d{3} +0\.00 %\n", output);
        Assert.Matches(@"words\.json +WordLevel +300 +2 +2\.500 +3\.500 +50\.00 %\n", output);
        Assert.Matches(@"bpe\.json +\d  \S+\| ?\|?鲸\|·\|·\n", output);
        Assert.Matches(@"words\.json +2  the\| 鲸\n", output);
    }

    [Theory]
    [InlineData(CommandLine.Usage, "--vocab-size 0 is no size", "train", "IN", "-v", "0")]
    [InlineData(CommandLine.Usage, "--threads 0 is no number", "train", "IN", "--threads", "0")]
    [InlineData(CommandLine.Usage, "--coverage must be", "train", "IN", "--model", "unigram", "--coverage", "2")]
    [InlineData(CommandLine.Usage, "--byte-fallback is for bpe and unigram", "train", "IN", "--model", "wordpiece", "--byte-fallback")]
    [InlineData(CommandLine.Usage, "--alphabet-limit is for bpe", "train", "IN", "--model", "unigram", "--alphabet-limit", "5")]
    [InlineData(CommandLine.Usage, "must end with .json", "train", "IN", "-o", "x.txt")]
    [InlineData(CommandLine.Usage, "there is no folder", "train", "IN", "-o", "none/x.json")]
    [InlineData(CommandLine.Usage, "\"x1\" is no token id", "decode", "T", "x1")]
    [InlineData(CommandLine.Usage, "a text and --file are given", "encode", "T", "text", "--file", "IN")]
    [InlineData(CommandLine.Usage, "exclude each other", "encode", "T", "text", "--json", "--tokens")]
    [InlineData(CommandLine.Failed, "VocabularySize = 100 is less than the 256", "train", "IN", "-v", "100")]
    [InlineData(CommandLine.Failed, "there is no file or folder none.txt", "train", "none.txt")]
    [InlineData(CommandLine.Failed, "There is nothing to learn from", "train", "EMPTY")]
    [InlineData(CommandLine.Failed, "There is no file or folder none.json", "info", "none.json")]
    [InlineData(CommandLine.Failed, "there is no file none.txt", "encode", "T", "--file", "none.txt")]
    [InlineData(CommandLine.Failed, "can't be used as a tokenizer.json", "info", "BAD")]
    [InlineData(CommandLine.Failed, "9999999 is the id of no token", "decode", "T", "9999999")]
    public void What_is_wrong_is_told_and_nothing_is_written(int expected, string message, params string[] words)
    {
        File.WriteAllText(At("in.txt"), "aab aab aab");
        File.WriteAllText(At("empty.txt"), "");
        File.WriteAllText(At("bad.json"), "{\"model\":");
        if (words.Contains("T")) Run("train", At("in.txt"), "-v", "258", "-o", At("t.json"));
        var before = Directory.GetFiles(_folder).Length;
        var output = words.Contains("-o") || words[0] != "train" ? [] : new[] { "-o", At("out.json") };
        string[] call = [.. words.Select(word => word switch
        {
            "IN" => At("in.txt"), "EMPTY" => At("empty.txt"), "BAD" => At("bad.json"), "T" => At("t.json"), _ => word,
        }), .. output];

        var (code, printed, error) = Run(call);

        Assert.Equal((expected, ""), (code, printed));
        Assert.StartsWith("llmkit: ", error);
        Assert.Contains(message, error);
        Assert.Equal(before, Directory.GetFiles(_folder).Length);
    }

    private static (int Code, string Output, string Error) Run(params string[] words) => CommandRun.Here(["tokenizer", .. words]);

    private string At(string name) => Path.Combine(_folder, name);
}
