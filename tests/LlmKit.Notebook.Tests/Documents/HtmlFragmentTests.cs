using LlmKit.Notebook.Documents.Pages;

namespace LlmKit.Notebook.Tests.Documents;

public sealed class HtmlFragmentTests
{
    [Theory]
    [InlineData("<b>x</b>", "<b>x</b>")]
    [InlineData("<div><b>x", "<div><b>x</b></div>")]
    [InlineData("x</div></section>", "x")]
    [InlineData("<b><i>x</b>y</i>", "<b><i>x</i></b>y")]
    [InlineData("a < b", "a &lt; b")]
    [InlineData("<br><img src='>'>x", "<br><img src='>'>x")]
    [InlineData("<!-- open", "<!-- open-->")]
    [InlineData("<script>if (a</b) 1", "<script>if (a</b) 1</script>")]
    [InlineData("<style>b{}</style><p>x", "<style>b{}</style><p>x</p>")]
    [InlineData("<!DOCTYPE html><html><body class=\"x\"><p>x</p></body></html>", "<p>x</p>")]
    [InlineData("<p>x<a href=\"cut", "<p>x</p>")]
    [InlineData("<svg><path d='M0'/></svg>", "<svg><path d='M0'/></svg>")]
    [InlineData("<textarea><b>", "<textarea><b></textarea>")]
    public void Markup_is_closed_and_closes_nothing_else(string html, string closed) =>
        Assert.Equal(closed, HtmlFragment.Closed(html));

    [Fact]
    public void Closing_twice_changes_nothing()
    {
        string[] pieces =
            ["<b>", "</b>", "<div class=\"a>b\">", "</div>", "<", ">", "x", "<br>", "<!--", "-->", "<script>",
            "</script>", "<p", "'", "\"", "=", "/", "<?x", "</"];
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var html = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var closed = HtmlFragment.Closed(html);

            Assert.True(
                HtmlFragment.Closed(closed) == closed, $"{html}\n{closed}\n{HtmlFragment.Closed(closed)}");
        }
    }
}
