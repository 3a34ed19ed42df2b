using LlmKit.Tokenization;

namespace LlmKit.Tests.Tokenization;

public sealed class TokenStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds() => [.. Zoo.Files.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Kinds))]
    public void What_a_stream_gives_joins_to_the_decoded_text(string kind)
    {
        var tokenizer = Tokenizer.FromFile(Zoo.Write(kind, _folder.Path));
        foreach (var text in RandomTexts.Make(seed: 21, count: 300))
        {
            foreach (var skips in (bool[])[true, false])
            {
                var ids = tokenizer.EncodeIds(text);
                var stream = new TokenStream(tokenizer, skips);

                Assert.Equal(tokenizer.Decode(ids, skips), string.Concat(ids.Select(stream.Add)) + stream.Finish());
            }
        }
    }

    [Fact]
    public void A_character_comes_whole_with_its_last_token()
    {
        var tokenizer = Tokenizer.FromFile(Zoo.Write("gpt2", _folder.Path));
        var ids = tokenizer.EncodeIds("a𓅃b", addsSpecialTokens: false);
        var stream = new TokenStream(tokenizer);

        string[] given = [.. ids.Select(stream.Add)];

        Assert.True(given.Length >= 5, "the vocabulary holds the bird whole");
        Assert.Equal(["a", "𓅃", "b"], given.Where(part => part.Length > 0));
        Assert.All(given[1..^2], part => Assert.Equal("", part));
    }

    [Fact]
    public void A_character_without_its_end_is_marked_by_the_finish_and_the_stream_begins_anew()
    {
        var tokenizer = Tokenizer.FromFile(Zoo.Write("gpt2", _folder.Path));
        var ids = tokenizer.EncodeIds("𓅃", addsSpecialTokens: false);
        var stream = new TokenStream(tokenizer);

        Assert.Equal("", stream.Add(ids[0]));
        Assert.Equal("\ufffd", stream.Finish());
        Assert.Equal("", stream.Finish());
        Assert.Equal("a", stream.Add(tokenizer.IdOf("a")!.Value));
    }
}
