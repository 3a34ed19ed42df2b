using System.Text.Json.Nodes;
using LlmKit.Tokenization;

namespace LlmKit.Tests.Tokenization;

public sealed class AssemblyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bert")]
    [InlineData("roberta")]
    [InlineData("llama2")]
    [InlineData("words")]
    public void Pairs_truncated_in_every_way_equal_the_Rust_library(string kind)
    {
        var rust = RustTokenizers.Start();
        var file = Zoo.Write(kind, _folder.Path);
        var tokenizer = Tokenizer.FromFile(file);
        var random = new Random(31);
        var texts = RandomTexts.Make(seed: 32, count: 400, longest: 12).ToArray();
        for (var i = 0; i < 300; i++)
        {
            var (first, second) = (texts[i], random.Next(2) == 0 ? texts[i + 1] : null);
            var most = random.Next(6, 25);
            var stride = random.Next(0, 3);
            var strategy = random.Next(3);
            var side = random.Next(2) == 0 ? "right" : "left";
            var request = new JsonObject
            {
                ["file"] = file,
                ["texts"] = new JsonArray(second is null ? JsonValue.Create(first) : new JsonArray(first, second)),
                ["special"] = random.Next(4) > 0,
                ["truncation"] = new JsonObject { ["max"] = most, ["stride"] = stride, ["strategy"] = ((string[])["LongestFirst", "OnlyFirst", "OnlySecond"])[strategy], ["direction"] = side },
            };
            RustTokenizers.Answer[]? expected = null;
            var refusal = "";
            try
            {
                expected = rust.Ask<RustTokenizers.Answer[]>(request);
            }
            catch (InvalidOperationException e)
            {
                // Refused, or, when the stride is too long, dead: so must it be refused here.
                refusal = e.Message;
                rust.Dispose();
                rust = RustTokenizers.Start();
            }

            var options = new EncodeOptions
            {
                AddsSpecialTokens = request["special"]!.GetValue<bool>(),
                Truncation = new(most) { Stride = stride, Strategy = (TruncationStrategy)strategy, Side = side == "right" ? Side.Right : Side.Left },
            };
            var shown = request.ToJsonString();
            if (expected is null)
            {
                var refused = Record.Exception(() => Encode(tokenizer, first, second, options));
                Assert.True(refused is InvalidOperationException, $"{refusal}: {shown}, {refused}");
                continue;
            }

            var actual = Encode(tokenizer, first, second, options);
            Assert.True(expected[0].Ids.SequenceEqual(actual.Ids), $"{shown}\n{string.Join(' ', expected[0].Ids)}\n{string.Join(' ', actual.Ids)}");
            Assert.Equal(expected[0].Types, actual.TypeIds);
            Assert.Equal(expected[0].Special, actual.SpecialTokensMask);
            var windows = expected[0].Overflow.Select(window => string.Join(' ', window.Ids)).ToArray();
            var ours = actual.Overflowing.Select(window => string.Join(' ', window.Ids)).ToArray();
            Assert.True(windows.SequenceEqual(ours), $"{shown}\n{string.Join('\n', windows)}\n---\n{string.Join('\n', ours)}");
        }

        rust.Dispose();
    }

    [Theory]
    [InlineData("Right", null, 1)]
    [InlineData("Left", null, 8)]
    [InlineData("Left", 40, 1)]
    public void A_batch_is_filled_up_as_by_the_Rust_library(string side, int? length, int multiple)
    {
        using var rust = RustTokenizers.Start();
        var file = Zoo.Write("bert", _folder.Path);
        var texts = RandomTexts.Make(seed: 33, count: 20, longest: 12).ToArray();
        var padding = new JsonObject { ["direction"] = side.ToLowerInvariant(), ["padId"] = 7, ["padTypeId"] = 3, ["padToken"] = "[PAD]" };
        if (length is not null) padding["maxLength"] = length;
        if (multiple > 1) padding["padToMultipleOf"] = multiple;

        var expected = rust.Ask<RustTokenizers.Answer[]>(new()
        {
            ["file"] = file,
            ["texts"] = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]),
            ["special"] = true,
            ["padding"] = padding,
        });

        var actual = Tokenizer.FromFile(file).EncodeBatch(
            texts, new() { Padding = new(7) { TypeId = 3, Side = Enum.Parse<Side>(side), Length = length, MultipleOf = multiple } });
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal(expected[i].Ids, actual[i].Ids);
            Assert.Equal(expected[i].Mask, actual[i].AttentionMask);
            Assert.Equal(expected[i].Types, actual[i].TypeIds);
            Assert.Equal(expected[i].Special, actual[i].SpecialTokensMask);
        }
    }

    [Fact]
    public void Every_token_of_a_long_text_stands_in_one_of_its_windows()
    {
        var tokenizer = Tokenizer.FromFile(Zoo.Write("bert", _folder.Path));
        foreach (var text in RandomTexts.Make(seed: 34, count: 200))
        {
            var whole = tokenizer.Encode(text, new() { AddsSpecialTokens = false });
            var cut = tokenizer.Encode(text, new() { Truncation = new(12) { Stride = 3 } });

            var windows = cut.Overflowing.Prepend(cut).Select(window => window.Tokens.Where(token => token.Sequence == 0).ToArray()).ToArray();
            Assert.All(windows, window => Assert.InRange(window.Length, 0, 10));
            Assert.Equal(whole.Ids, windows.SelectMany((window, index) => window.Skip(index == 0 ? 0 : 3)).Select(token => token.Id));
        }
    }

    [Fact]
    public void A_window_without_room_for_new_tokens_is_refused_with_the_numbers()
    {
        var tokenizer = Tokenizer.FromFile(Zoo.Write("bert", _folder.Path));
        var text = string.Join(' ', Enumerable.Repeat("hello", 50));

        Assert.Contains("Stride = 6 is not below the 6 tokens", Refused(new() { Truncation = new(8) { Stride = 6 } }), StringComparison.Ordinal);
        Assert.Contains("MaxLength = 1 leaves no room for the 2 special tokens", Refused(new() { Truncation = new(1) }), StringComparison.Ordinal);

        string Refused(EncodeOptions options) => Assert.Throws<InvalidOperationException>(() => tokenizer.Encode(text, options)).Message;
    }

    [Theory, MemberData(nameof(TokenizerTests.Kinds), MemberType = typeof(TokenizerTests))]
    public void A_file_that_was_written_is_the_same_to_us_and_to_the_Rust_library(string kind)
    {
        using var rust = RustTokenizers.Start();
        var first = Tokenizer.FromFile(Zoo.Write(kind, _folder.Path))
            .With(Tokenizer.FromFile(Zoo.Write(kind, _folder.Path)).Parts with { Truncation = new(30) { Stride = 2, Side = Side.Left }, Padding = new(1, "x") { Length = 9, MultipleOf = 4 } });
        first.Save(_folder.File("again.json"));
        var second = Tokenizer.FromFile(_folder.File("again.json"));
        second.Save(_folder.File("thrice.json"));
        string[] texts = [.. RandomTexts.Make(seed: 35, count: 40, rare: false)];

        Assert.Equal(File.ReadAllBytes(_folder.File("again.json")), File.ReadAllBytes(_folder.File("thrice.json")));
        var plain = second.With(second.Parts with { Truncation = null, Padding = null });
        plain.Save(_folder.File("again.json"));
        var expected = rust.Encode(_folder.File("again.json"), texts, addsSpecialTokens: true);
        for (var i = 0; i < texts.Length; i++) TokenizerTests.Same(expected[i], plain.Encode(texts[i]), texts[i]);
        Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
    }

    private static TokenizedText Encode(Tokenizer tokenizer, string first, string? second, EncodeOptions options) =>
        second is null ? tokenizer.Encode(first, options) : tokenizer.Encode(first, second, options);
}
