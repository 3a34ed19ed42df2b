using System.Text.Json.Nodes;
using LlmKit.Tokenization;

namespace LlmKit.Tests.Tokenization;

/// <summary>Texts that are cut into words before, and tokens that are added afterwards, beside the Rust library.</summary>
public sealed class EncodeWordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds() => [.. Zoo.Files.Keys.Where(kind => kind != "digits")];

    public void Dispose() => _folder.Dispose();

    // The package has no words; the library itself encodes each and joins them.
    [Theory, MemberData(nameof(Kinds))]
    public void Cut_texts_have_the_tokens_that_the_Rust_library_gives_each_word(string kind)
    {
        using var rust = RustTokenizers.Start();
        var file = Zoo.Write(kind, _folder.Path);
        var tokenizer = Tokenizer.FromFile(file);
        string[][] texts = [.. Enumerable.Range(0, 100).Select(seed => RandomTexts.Make(seed, count: seed % 7, longest: 5).ToArray()), ["", "a", ""], [" "], ["Ġ", " a"]];
        var plain = new EncodeOptions { AddsSpecialTokens = false };

        var batch = tokenizer.EncodeWordsBatch(texts, plain);
        for (var i = 0; i < texts.Length; i++)
        {
            var expected = rust.Encode(file, texts[i], addsSpecialTokens: false);
            var actual = tokenizer.EncodeWords(texts[i], plain);
            Assert.Equal(expected.SelectMany(word => word.Ids), actual.Ids);
            Assert.Equal(actual.Tokens, batch[i].Tokens);
            Assert.Equal(expected.SelectMany((word, index) => word.Ids.Select(_ => (int?)index)), actual.WordIds);
            Assert.Equal(
                expected.SelectMany(word => word.Offsets.Select(range => (range[0], range[1]))),
                actual.Tokens.Select(token => (TokenizerTests.Runes(texts[i][token.Word], token.Start), TokenizerTests.Runes(texts[i][token.Word], token.End))));
        }
    }

    [Fact]
    public void Words_of_a_pair_count_from_0_each_and_special_tokens_have_none()
    {
        var tokenizer = Tokenizer.FromFile(Zoo.Write("bert", _folder.Path));

        var pair = tokenizer.EncodeWords(["a", "b"], ["c"]);

        Assert.Equal([null, 0, 1, null, 0, null], pair.WordIds);
        Assert.Equal([null, 0, 0, null, 1, null], pair.SequenceIds);
        Assert.Equal([0, 0, 0, 0, 1, 1], pair.TypeIds);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Added_tokens_get_the_ids_and_are_found_as_in_the_Rust_library(string kind)
    {
        using var rust = RustTokenizers.Start();
        var file = Zoo.Write(kind, _folder.Path);
        string[] plain = ["hello", "The", "<tool>", "naïve", "a"], special = ["<|im_start|>", "</s>", "<tool>", "你好"];
        var tokenizer = Tokenizer.FromFile(file).WithTokens(plain).WithSpecialTokens(special);
        string[] texts = [.. RandomTexts.Make(seed: 5, count: 200).Select((text, i) => $"{text}{(plain.Concat(special).ElementAt(i % 9))}{text}")];

        var expected = rust.Ask<RustTokenizers.Answer[]>(new()
        {
            ["file"] = file,
            ["special"] = true,
            ["texts"] = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]),
            ["added"] = new JsonArray(Added(plain, false), Added(special, true)),
        });

        for (var i = 0; i < texts.Length; i++) TokenizerTests.Same(expected[i], tokenizer.Encode(texts[i]), texts[i]);
        JsonObject Added(string[] contents, bool isSpecial) =>
            new() { ["contents"] = new JsonArray([.. contents.Select(content => JsonValue.Create(content))]), ["special"] = isSpecial };
    }

    [Fact]
    public void Added_tokens_come_behind_the_vocabulary_and_are_decoded()
    {
        var before = Tokenizer.FromFile(Zoo.Write("gpt2", _folder.Path));

        var after = before.WithSpecialTokens("<|im_start|>", "<|im_end|>");

        Assert.Equal((before.VocabularySize, before.VocabularySize + 2), (after.IdOf("<|im_start|>"), after.VocabularySize));
        var ids = after.EncodeIds("<|im_start|>a<|im_end|>", addsSpecialTokens: false);
        Assert.Equal("a", after.Decode(ids));
        Assert.Equal("<|im_start|>a<|im_end|>", after.Decode(ids, skipsSpecial: false));
        Assert.Throws<ArgumentException>(() => before.WithTokens(""));
    }
}
