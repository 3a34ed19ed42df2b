using FsCheck.Fluent;
using LlmKit.Tokenization;

namespace LlmKit.Tests.Tokenization;

public sealed class CharacterTokenizerTests
{
    [Fact]
    public void Decoding_gives_back_what_was_encoded() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll<FsCheck.NonEmptyString>(given =>
    {
        // A lone surrogate is no character.
        var text = new string([.. given.Get.Where(c => !char.IsSurrogate(c))]) + "鲸🐋";
        var tokenizer = new CharacterTokenizer(text);

        return tokenizer.Decode(tokenizer.Encode(text)) == text;
    }));

    [Fact]
    public void An_emoji_is_one_token() => Assert.Equal([1, 0, 1], new CharacterTokenizer("a🐋").Encode("🐋a🐋"));

    [Fact]
    public void A_character_that_is_not_known_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new CharacterTokenizer("abc").Encode("abd"));

        Assert.StartsWith("'d' (U+0064) is not among the 3 characters of the vocabulary.", error.Message);
    }
}
