using System.Text.RegularExpressions;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Documents.Pages;

namespace LlmKit.Notebook.Tests.Documents;

public sealed class HtmlPageTests
{
    private const string Png = "iVBORw0KGgo=";

    [Fact]
    public void A_page_needs_nothing_from_outside()
    {
        var page = Page(Samples.Polyglot);

        Assert.DoesNotMatch("(src|href)=\"(?!data:|#)", page);
        Assert.DoesNotContain("@import", page);
        Assert.Contains("<meta charset=\"utf-8\">", page);
        Assert.Contains("prefers-color-scheme: dark", page);
        Assert.Contains("<title>鲸 🐳</title>", page);
    }

    [Fact]
    public void Text_from_data_never_becomes_markup()
    {
        var page = Page(Samples.Notebook(string.Join(", ",
            Samples.Code(
                "var s = \"<script>alert(1)</script>\"; // </pre>",
                Samples.Shown("""{"text/plain": "<b>&\"'"}""")),
            Samples.Code("1", """{"output_type": "stream", "name": "stdout", "text": "</pre><i>"}"""),
            Samples.Code(
                "1", """{"output_type": "error", "ename": "<e>", "evalue": "<v>", "traceback": []}"""))));

        Assert.DoesNotContain("<script>", page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page);
        Assert.Contains("<pre class=\"stdout\">&lt;b&gt;&amp;&quot;&#39;</pre>", page);
        Assert.Contains("<pre class=\"stdout\">&lt;/pre&gt;&lt;i&gt;</pre>", page);
        Assert.Contains("\">&lt;e&gt;: &lt;v&gt;</span>", page);
    }

    [Fact]
    public void Plotly_is_inlined_once_and_each_plot_keeps_its_picture()
    {
        var plot = Samples.Shown(
            $$$"""{"application/vnd.plotly.v1+json": {"data": [], "layout": {"title": {"text": "</script><b>"} } }, "image/png": "{{{Png}}}"}""");
        var script = Path.GetTempFileName();
        try
        {
            File.WriteAllText(script, "window.Plotly={newPlot(){return '</script>'}}");
            var page = Page(
                Samples.Notebook(string.Join(", ", Samples.Code("1", plot), Samples.Code("2", plot))),
                script);

            Assert.Single(
                Regex.Matches(page, Regex.Escape("window.Plotly={newPlot(){return '<\\/script>'}}")));
            Assert.Equal(2, Regex.Count(page, "<div class=\"plot\"><img class=\"picture\""));
            Assert.Equal(2, Regex.Count(page, Regex.Escape("\"text\":\"\\u003c/script>\\u003cb>\"")));
            Assert.DoesNotContain("newPlot(){", Page(Samples.Notebook(Samples.Code("1")), script));
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Fact]
    public void Without_plotly_a_plot_is_its_picture_and_one_without_a_picture_is_counted()
    {
        var warnings = new List<string>();
        var page = HtmlPage.Write(Read(Samples.Notebook(string.Join(", ",
            Samples.Code(
                "1", Samples.Shown(
                    $$"""{"application/vnd.plotly.v1+json": {}, "image/png": "{{Png}}", "text/plain": "a \"plot\""}""", """{"image/png": {"width": 30, "height": 20}}""")),
            Samples.Code(
                "2", Samples.Shown("""{"application/vnd.plotly.v1+json": {}, "text/plain": "bare"}"""))))),
                plotly: null, warnings);

        Assert.Contains(
            "<img class=\"picture\" width=\"30\" height=\"20\" alt=\"a &quot;plot&quot;\" "
            + $"src=\"data:image/png;base64,{Png}\">", page);
        Assert.Contains("<pre class=\"stdout\">bare</pre><p class=\"note\">", page);
        Assert.DoesNotContain("<script", page);
        Assert.StartsWith(
            "Plots without a picture, which only plotly.js draws: 1.", Assert.Single(warnings));
    }

    [Theory]
    [InlineData(
        """{"image/svg+xml": "<svg/>", "image/png": "iVBORw0KGgo="}""",
        "src=\"data:image/svg+xml;base64,PHN2Zy8+\"")]
    [InlineData("""{"text/html": "<b>x", "text/plain": "x"}""", "<div class=\"html\"><b>x</b></div>")]
    [InlineData(
        """{"text/html": "<script src='https://x'></script>", "image/png": "iVBORw0KGgo="}""",
        "src=\"data:image/png")]
    [InlineData("""{"image/png": "not base64", "text/plain": "x"}""", "<pre class=\"stdout\">x</pre>")]
    [InlineData("""{"text/markdown": "**x**", "text/plain": "x"}""", "<strong>x</strong>")]
    [InlineData("""{"text/latex": "$x$"}""", "<math>")]
    [InlineData("""{"application/json": {"a": 1}}""", "<pre class=\"stdout\">{&quot;a&quot;:1}</pre>")]
    public void The_richest_form_that_stands_alone_is_shown(string data, string expected) =>
        Assert.Contains(expected, Page(Samples.Notebook(Samples.Code("1", Samples.Shown(data)))));

    [Theory]
    [InlineData("# 标题\\n注意力", "zh-CN")]
    [InlineData("# Title\\nand 一 word", "en")]
    [InlineData("# これは言語です", "ja")]
    public void The_language_of_the_text_is_declared(string text, string language) =>
        Assert.Contains(
            $"<html lang=\"{language}\">",
            Page(Samples.Notebook($$"""{"cell_type": "markdown", "metadata": {}, "source": "{{text}}"}""")));

    [Fact]
    public void Headings_become_a_table_of_contents_with_anchors_that_differ()
    {
        var page = Page(Samples.Notebook(string.Join(
            ", ", Samples.Text("# One"), Samples.Text("## Two words"), Samples.Text("## Two words"))));

        Assert.Contains("<h2 id=\"Two-words\">", page);
        Assert.Contains("<h2 id=\"Two-words-2\">", page);
        Assert.Contains("<li class=\"level-2\"><a href=\"#Two-words-2\">Two words</a></li>", page);
    }

    [Fact]
    public void Pictures_beside_the_notebook_and_attached_to_it_become_part_of_the_page()
    {
        var folder = Directory.CreateTempSubdirectory("llmkit-page-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "my dot.png"), [1, 2, 3]);
            File.WriteAllText(Path.Combine(folder, "secret.txt"), "secret");
            var notebook = NotebookDocument.Parse(Samples.Notebook(
                Samples.Text("![a](my%20dot.png) ![b](secret.txt) ![c](attachment:dot.png) ![d](lost.png)")[
                    ..^1] + $$$""", "attachments": {"dot.png": {"image/png": "{{{Png}}}"} } }"""),
                Path.Combine(folder, "n.ipynb"));

            var page = HtmlPage.Write(notebook, null, []);

            Assert.Contains("<img src=\"data:image/png;base64,AQID\" alt=\"a\" />", page);
            Assert.Contains("<img src=\"secret.txt\" alt=\"b\" />", page);
            Assert.Contains($"<img src=\"data:image/png;base64,{Png}\" alt=\"c\" />", page);
            Assert.Contains("<img src=\"lost.png\" alt=\"d\" />", page);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Bold_Chinese_beside_punctuation_is_bold() =>
        Assert.Contains("<strong>“根号”</strong>之后", Page(Samples.Notebook(Samples.Text("**“根号”**之后"))));

    [Fact]
    public void Text_nested_deeper_than_the_parser_goes_is_shown_as_it_is() =>
        Assert.Contains(
            "<pre>&gt;&gt;&gt;", Page(Samples.Notebook(Samples.Text(new string('>', 2000) + " x"))));

    [Theory]
    [InlineData(
        "var x = 1; // a <b>",
        "<span class=\"k\">var</span> x = <span class=\"n\">1</span>; <span class=\"c\">// a "
        + "&lt;b&gt;</span>")]
    [InlineData(
        "$\"a{x}b\"",
        "<span class=\"s\">$&quot;</span><span class=\"s\">a</span>{x}<span class=\"s\">b</span><span "
        + "class=\"s\">&quot;</span>")]
    [InlineData(
        "List<Foo> F(Bar b) => b.Go();",
        "<span class=\"t\">List</span>&lt;<span class=\"t\">Foo</span>&gt; <span class=\"m\">F</span>(<span "
        + "class=\"t\">Bar</span> b) =&gt; b.<span class=\"m\">Go</span>();")]
    [InlineData(
        "#r \"nuget: A\"\nawait x;",
        "<span class=\"p\">#r &quot;nuget: A&quot;\n</span><span class=\"k\">await</span> x;")]
    [InlineData("if (", "<span class=\"k\">if</span> (")]
    public void Code_is_coloured_by_what_its_words_are(string code, string html) =>
        Assert.Equal(html, CSharpColours.Render(code));

    [Fact]
    public void Colouring_loses_no_character_of_any_code()
    {
        string[] pieces =
            ["\"", "{", "}", "/*", "//", "\n", "$\"", "\"\"\"", "#r ", "#!x", "class", " "
            + "A", "<", "é鲸🐳", "'", "@", "(", "#if X", "\\", "\t", "0x", "\u001b"];
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var code = string.Concat(
                Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));
            var text =
                Regex.Replace(CSharpColours.Render(code), "</?span[^>]*>", "")
                .Replace("&lt;", "<", StringComparison.Ordinal)
                .Replace("&gt;", ">", StringComparison.Ordinal)
                    .Replace("&quot;", "\"", StringComparison.Ordinal)
                .Replace("&#39;", "'", StringComparison.Ordinal)
                    .Replace("&amp;", "&", StringComparison.Ordinal);

            Assert.Equal(code, text);
        }
    }

    private static string Page(string notebook, string? plotly = null) =>
        HtmlPage.Write(Read(notebook), plotly, []);

    private static NotebookDocument Read(string json) => NotebookDocument.Parse(json, "n.ipynb");
}
