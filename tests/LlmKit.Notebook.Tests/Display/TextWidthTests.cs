using LlmKit.Notebook.Display;
namespace LlmKit.Notebook.Tests.Display;

/// <summary>Texts in columns of a terminal.</summary>
public sealed class TextWidthTests
{
    [Theory, InlineData("", 0), InlineData("abc", 3), InlineData("第2章", 5), InlineData("e\u0301", 1), InlineData("🐳", 2)]
    public void Wide_letters_take_two_columns(string text, int width) => Assert.Equal(width, TextWidth.Of(text));

    [Fact]
    public void A_cut_never_exceeds_its_width_and_says_that_it_is_one()
    {
        const string Text = "a第二章🐳b attention 机制";
        for (var width = 0; width < 30; width++)
        {
            Assert.InRange(TextWidth.Of(TextWidth.Cut(Text, width)), 0, width);
            Assert.InRange(TextWidth.Of(TextWidth.CutStart(Text, width)), 0, width);
            Assert.Equal(width, TextWidth.Of(TextWidth.Fit(Text, width)));
        }

        Assert.Equal("a第…", TextWidth.Cut(Text, 5));
        Assert.Equal("…机制", TextWidth.CutStart(Text, 5));
        Assert.Equal(Text, TextWidth.CutStart(Text, 99));
    }
}
