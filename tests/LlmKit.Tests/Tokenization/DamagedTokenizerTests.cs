using System.Diagnostics;
using System.Text;
using LlmKit.Tokenization;
using LlmKit.Tokenization.Models;

namespace LlmKit.Tests.Tokenization;

/// <summary>A damaged file is refused with its reason, or works: it never crashes, hangs or takes the machine's memory.</summary>
public sealed class DamagedTokenizerTests : IDisposable
{
    private const int Cases = 25_000;

    private static readonly string[] s_inserts =
        ["null", "-1", "1e9", "\"\"", "[]", "{}", "true", "\\ud800", "\"type\":\"Sequence\"", "(", "[", "{1000}", "*", "\\p{", "99999999999", "\"B\"", "\0", "▁", "\"x\""];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(TokenizerTests.Kinds), MemberType = typeof(TokenizerTests))]
    public void A_damaged_tokenizer_file_is_refused_or_works(string kind)
    {
        // The vocabulary is cut short: most of the file is then what can go wrong.
        var file = Zoo.Files[kind].DeepClone().AsObject();
        var text = Shorter(file);
        var random = new Random(41);
        var (refused, worked) = (0, 0);
        for (var i = 0; i < Cases / Zoo.Files.Count; i++)
        {
            var damaged = Damage(text, random);
            try
            {
                var tokenizer = Tokenizer.Parse(Encoding.UTF8.GetBytes(damaged));
                tokenizer.Decode(tokenizer.EncodeIds("Hello [MASK] don't 你好 <s> 12 a\u0301  x"));
                worked++;
            }
            catch (InvalidDataException e)
            {
                Assert.NotEmpty(e.Message);
                refused++;
            }
            catch (Exception e) when (e is MissingTokenException or InvalidOperationException)
            {
                // The file says that texts are to be cut to a length without room, or has no token for the unknown.
                refused++;
            }
        }

        Assert.True(refused > 100 && worked > 100, $"{refused} refused, {worked} worked");
    }

    [Fact]
    public void Damaged_SentencePiece_models_ranks_and_vocabularies_are_refused_or_work()
    {
        File.WriteAllText(_folder.File("text"), string.Join('\n', RandomTexts.Make(42, 400, rare: false)));
        byte[] bytes = [.. SentencePieceOf(_folder.File("text"), _folder.Path)];
        var ranks = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 300).Select(i => $"{Convert.ToBase64String([(byte)i, (byte)(i / 3)])} {i}")));
        var words = Encoding.UTF8.GetBytes("[PAD]\n[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\n你\n");
        var random = new Random(43);
        foreach (var (content, name) in ((byte[], string)[])[(bytes, "m.model"), (ranks, "r50k_base.tiktoken"), (words, "vocab.txt")])
        {
            for (var i = 0; i < (name == "m.model" ? 1500 : 500); i++)
            {
                File.WriteAllBytes(_folder.File(name), Damage(content, random));
                try
                {
                    var tokenizer = Tokenizer.FromFile(_folder.File(name));
                    tokenizer.Decode(tokenizer.EncodeIds("Hello don't 你好 12 a\u0301  x"));
                }
                catch (Exception e) when (e is InvalidDataException or MissingTokenException)
                {
                    Assert.Contains(name == "m.model" || e is InvalidDataException ? name : "", e is MissingTokenException ? name : e.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Theory]
    [InlineData("(a|a)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("(a*)*(a*)*(a*)*c", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("(.?){900}x{900}", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void An_expression_that_backtracking_engines_hang_on_takes_no_time(string expression, string text)
    {
        var clock = Stopwatch.StartNew();

        new LlmKit.Tokenization.PreTokenizers.Split(SearchPattern.Expression(expression)).Cut(text);

        // A bound against hanging, not of speed.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
    }

    private static string Shorter(System.Text.Json.Nodes.JsonObject file)
    {
        var model = file["model"]!.AsObject();
        if (model["merges"] is System.Text.Json.Nodes.JsonArray merges)
        {
            while (merges.Count > 20) merges.RemoveAt(merges.Count - 1);
        }
        else if (model["vocab"] is System.Text.Json.Nodes.JsonObject vocab)
        {
            foreach (var token in vocab.Skip(60).Select(entry => entry.Key).ToArray()) vocab.Remove(token);
        }
        else if (model["vocab"] is System.Text.Json.Nodes.JsonArray list)
        {
            while (list.Count > 60) list.RemoveAt(list.Count - 1);
        }

        return file.ToJsonString();
    }

    private static string Damage(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(damaged.Length);
            var length = Math.Min(random.Next(12), damaged.Length - at);
            switch (random.Next(4))
            {
                case 0:
                    damaged.Remove(at, length);
                    break;
                case 1:
                    damaged.Insert(at, s_inserts[random.Next(s_inserts.Length)]);
                    break;
                case 2:
                    damaged[at] = (char)random.Next(32, 127);
                    break;
                default:
                    // A value in place of another.
                    var start = damaged.ToString().IndexOf(':', at);
                    if (start < 0) break;
                    var end = damaged.ToString().IndexOfAny([',', '}'], start);
                    if (end > start) damaged.Remove(start + 1, end - start - 1).Insert(start + 1, s_inserts[random.Next(s_inserts.Length)]);
                    break;
            }
        }

        return damaged.ToString();
    }

    private static byte[] Damage(byte[] content, Random random)
    {
        var damaged = content.ToList();
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(3))
            {
                case 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged.RemoveRange(at, Math.Min(random.Next(1, 9), damaged.Count - at));
                    break;
                default:
                    damaged.InsertRange(at, Enumerable.Range(0, random.Next(1, 9)).Select(_ => (byte)random.Next(256)));
                    break;
            }
        }

        return [.. damaged];
    }

    private static byte[] SentencePieceOf(string text, string folder)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/spm_train"), "spm_train isn't installed: ./llmkit test installs Debian's package sentencepiece where it may.");
        using var train = Process.Start(new ProcessStartInfo(
            "spm_train", $"--input={text} --model_prefix={Path.Combine(folder, "s")} --vocab_size=400 --byte_fallback=true --hard_vocab_limit=false")
        { RedirectStandardError = true })!;
        train.StandardError.ReadToEnd();
        train.WaitForExit();
        return File.ReadAllBytes(Path.Combine(folder, "s.model"));
    }
}
