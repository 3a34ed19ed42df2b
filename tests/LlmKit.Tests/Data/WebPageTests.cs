using LlmKit.Data.Web;

namespace LlmKit.Tests.Data;

/// <summary>A page's text comes out, and what surrounds it does not.</summary>
public sealed class WebPageTests
{
    private const string Page = """
        <!DOCTYPE html><html lang="en-GB"><head><title>Tides &amp; harbours</title><style>p { color: red }</style>
        <script>if (a < b) document.write("<p>not text</p>");</script></head><body>
        <div class="top-nav"><ul><li><a href="/">Home</a><li><a href="/about">About us</a></ul></div>
        <h1>How the tide is measured</h1>
        <p>The keeper walks to the end of the pier each morning, reads the staff, and writes the number into a book that is older
        than the pier itself. <a href="/staff">A staff</a> is a pole with marks, and nothing about it has changed in a hundred years.
        <p>When the wind blows from the north, the water stands higher than the tables say, and the keeper adds a note in pencil.
        <h2>Tables</h2>
        <ol><li>Spring tides follow the new moon, and they are the highest of the month.<li>Neap tides follow the half moon, and they are low.</ol>
        <table><tr><th>Day<th>Metres<tr><td>Monday, in the morning<td>3.1 above the mark, as the book says<tr><td>Tuesday, in the morning<td>2.9 above the mark, as it says</table>
        <pre>staff = 3.1
          note = "wind"   # two spaces stay, and this line is long enough to be kept</pre>
        <p>The book is kept in the harbour office, where it can be read on Fridays. Nobody has ever asked for it, the keeper says.</p>
        <div id="related"><p>Read more about lighthouses, ferries, and the people who paint them. You will like it, they all do.</p></div>
        <footer><p>© Harbour board. All rights reserved. Write to us whenever you like, we are glad to hear of you.</p></footer></body></html>
        """;

    [Fact]
    public void The_text_stays_and_what_surrounds_it_goes()
    {
        var page = WebPage.Read(Page);

        Assert.Equal(("Tides & harbours", "en-GB"), (page.Title, page.Language));
        Assert.Equal("""
            How the tide is measured

            The keeper walks to the end of the pier each morning, reads the staff, and writes the number into a book that is older than the pier itself. A staff is a pole with marks, and nothing about it has changed in a hundred years.

            When the wind blows from the north, the water stands higher than the tables say, and the keeper adds a note in pencil.

            Tables

            1. Spring tides follow the new moon, and they are the highest of the month.
            2. Neap tides follow the half moon, and they are low.

            Day | Metres
            Monday, in the morning | 3.1 above the mark, as the book says
            Tuesday, in the morning | 2.9 above the mark, as it says

            staff = 3.1
              note = "wind"   # two spaces stay, and this line is long enough to be kept

            The book is kept in the harbour office, where it can be read on Fridays. Nobody has ever asked for it, the keeper says.
            """.ReplaceLineEndings("\n"), page.Text);
    }

    [Fact]
    public void Everything_that_is_shown_stays_where_that_is_asked()
    {
        var text = WebPage.Read(Page, keepsAll: true).Text;

        Assert.Contains("- Home\n- About us", text);
        Assert.Contains("© Harbour board.", text);
        Assert.DoesNotContain("not text", text);
        Assert.DoesNotContain("color", text);
    }

    [Fact]
    public void Chinese_pages_need_half_as_many_letters()
    {
        var text = string.Concat(Enumerable.Repeat("守塔人每天早晨走到码头尽头，读出水位，把数字写进一本旧簿子里。", 4));
        var page = WebPage.Read($"<div><a href=x>首页</a> | <a href=y>关于我们</a></div><p>{text}</p><p>版权所有 © 港务局</p>");

        Assert.Equal(text, page.Text);
    }

    [Theory]
    [InlineData("a < b and c > d", "a < b and c > d")]
    [InlineData("<p>one<br>two<br><br>three", "one\ntwo\n\nthree")]
    [InlineData("<ul><li><p>x</p></li><li>y</ul>", "- x\n- y")]
    [InlineData("<!-- a > b --><b>x</b><!doctype y>", "x")]
    [InlineData("<a title='>'>x</a> <img alt=\"<p>\">y", "x y")]
    [InlineData("<td>1<td>2<tr><td>3", "1 | 2\n3")]
    [InlineData("<script>a</script", "")]
    [InlineData("<textarea><b></textarea>x", "<b>\n\nx")]
    [InlineData("</p>x</div></a>y", "x\n\ny")]
    [InlineData("<p hidden>a<p style='display: none'>b<p>c", "c")]
    [InlineData("caf&eacute &#20013;&#x6587; &unknown; &", "café 中文 &unknown; &")]
    public void Broken_markup_is_read_as_browsers_do(string html, string text) =>
        Assert.Equal(text, WebPage.Read(html, keepsAll: true).Text);

    [Theory]
    [InlineData("<!DOCTYPE html><p>x", true)]
    [InlineData("  <html lang=en>", true)]
    [InlineData("one<br>two<br/>three", true)]
    [InlineData("Write `<p>` for a paragraph, and if a < b then c > d.", false)]
    [InlineData("```html\n<div><p>x</p></div>\n```", false)]
    [InlineData("plain text", false)]
    public void Text_about_HTML_is_not_taken_for_HTML(string text, bool isPage) => Assert.Equal(isPage, WebPage.IsLikely(text));

    [Fact]
    public void Character_references_are_read_as_Python_does()
    {
        foreach (var pair in DataGolden.Load("entities.json").EnumerateArray())
        {
            var (given, expected) = (pair[0].GetString()!, pair[1].GetString()!);
            Assert.Equal(expected, HtmlEntities.Decode(given));
        }
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<p><a><b>")]
    [InlineData("</x>")]
    [InlineData("<td>x")]
    [InlineData("<!--")]
    [InlineData("<!---->")]
    [InlineData("<a b=\"")]
    [InlineData("<script>")]
    [InlineData("&#")]
    public void Time_grows_with_the_page_alone(string piece)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var page = string.Concat(Enumerable.Repeat(piece, 200_000));
        WebPage.Read(page);
        WebPage.IsLikely(page);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }
}
