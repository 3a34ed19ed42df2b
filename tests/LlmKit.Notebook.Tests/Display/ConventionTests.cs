namespace LlmKit.Notebook.Tests.Display;

/// <summary>A library that brings formatters knows nothing of this one: names and shapes are all that
/// counts.</summary>
public sealed class ConventionTests : IDisposable
{
    public void Dispose() => Formatter.ResetToDefault();

    [Fact]
    public void All_preferred_forms_are_shown_and_no_others()
    {
        var forms = Formatter.Format(new Chart());

        Assert.Equal(
            ["application/vnd.chart+json={\"a\":1}", "image/png=iVBORw==", "text/plain=a chart"],
            forms.Select(form => $"{form.Key}={form.Value}"));
        Assert.Equal(["application/vnd.chart+json", "image/png"], Formatter.GetPreferredMimeTypesFor(typeof(Chart)));
        Assert.Equal("<svg/>", new Chart().ToDisplayString("image/svg+xml"));
    }

    [Fact]
    public void Without_preferred_forms_the_default_one_is_shown()
    {
        Assert.Equal(["text/html=<b>t</b>", "text/plain=t"], Formatter.Format(new Tensor()).Select(form => $"{form.Key}={form.Value}"));
    }

    [Fact]
    public void A_source_without_the_default_form_shows_what_it_has() =>
        Assert.Equal(["image/svg+xml", "text/plain"], Formatter.Format(new Drawing()).Select(form => form.Key));

    [Fact]
    public void A_derived_type_is_shown_as_its_base() =>
        Assert.Equal("t", Formatter.Format(new Parameter()).PlainText);

    [Fact]
    public void In_a_table_a_value_stands_as_its_markup_its_picture_or_its_text()
    {
        var rows = HtmlForm.Of(new object[] { new Tensor(), new Chart(), new Drawing(), new Word() }).Descendants("td").Where((_, i) => i % 2 == 1).ToList();

        Assert.Equal("b", rows[0].Elements().Single().Name.LocalName);
        Assert.Equal("data:image/svg+xml;base64,PHN2Zy8+", rows[1].Element("img")!.Attribute("src")!.Value);
        Assert.Equal("a chart", rows[1].Element("img")!.Attribute("alt")!.Value);
        Assert.Equal("data:image/svg+xml;base64,PHN2Zy8+", rows[2].Element("img")!.Attribute("src")!.Value);
        Assert.Equal("<word>", rows[3].Value);
        Assert.Equal("[t, a chart]", Formatter.Format(new object[] { new Tensor(), new Chart() }).PlainText);
    }

    [Fact]
    public void What_was_registered_goes_before_it()
    {
        Formatter.Register<Chart>(_ => "mine");

        Assert.Equal("mine", Formatter.Format(new Chart()).PlainText);
        Assert.Equal("iVBORw==", Formatter.Format(new Chart())["image/png"]);

        Formatter.Register<Chart>(_ => "<u>mine</u>", "text/html");
        Assert.Equal(["text/html", "text/plain"], Formatter.Format(new Chart()).Select(form => form.Key));
    }

    [Fact]
    public void A_formatter_that_declines_leaves_the_form_out() =>
        Assert.Equal("ConventionTests.Shy { N = 1 }", Formatter.Format(new Shy()).PlainText);

    [Fact]
    public void A_source_that_fails_is_told_and_the_value_shown_as_text()
    {
        var forms = Formatter.Format(new Broken());

        Assert.Contains("InvalidOperationException: no source", forms.PlainText, StringComparison.Ordinal);
        Assert.EndsWith("ConventionTests.Broken { N = 1 }", forms.PlainText, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: no source", forms[MimeBundle.Html]!, StringComparison.Ordinal);
    }

    [TypeFormatterSource(typeof(Source), PreferredMimeTypes = ["application/vnd.chart+json", "image/png"])]
    private sealed class Chart;

    [TypeFormatterSource(typeof(TensorSource))]
    private class Tensor;

    private sealed class Parameter : Tensor;

    [TypeFormatterSource(typeof(DrawingSource))]
    private sealed class Drawing;

    [TypeFormatterSource(typeof(WordSource))]
    private sealed class Word;

    [TypeFormatterSource(typeof(ShySource))]
    private sealed record Shy(int N = 1);

    [TypeFormatterSource(typeof(BrokenSource))]
    private sealed record Broken(int N = 1);

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute(Type source) : Attribute
    {
        public Type FormatterSourceType => source;

        public string[]? PreferredMimeTypes { get; init; }
    }

    private sealed class Source
    {
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new Writer("text/plain", "a chart"), new Writer("image/png", "iVBORw=="), new Writer("image/svg+xml", "<svg/>"),
            new Writer("application/vnd.chart+json", "{\"a\":1}"), "no formatter",
        ];
    }

    private sealed class TensorSource
    {
        public object[] CreateTypeFormatters() =>
            [new Writer("text/html", "<b>t</b>"), new Writer("text/plain", "t"), new Writer("text/csv", "1")];
    }

    private sealed class DrawingSource
    {
        public object[] CreateTypeFormatters() => [new Writer("image/svg+xml", "<svg/>")];
    }

    private sealed class WordSource
    {
        public object[] CreateTypeFormatters() => [new Writer("text/plain", "<word>")];
    }

    private sealed class ShySource
    {
        public object[] CreateTypeFormatters() => [new Decliner()];
    }

    private sealed class BrokenSource
    {
        public object[] CreateTypeFormatters() => throw new InvalidOperationException("no source");
    }

    private sealed class Writer(string mimeType, string text)
    {
        public string MimeType => mimeType;

        public bool Format(object value, TextWriter writer)
        {
            writer.Write(text);
            return true;
        }
    }

    private sealed class Decliner
    {
        public string MimeType => "text/plain";

        public bool Format(object value, TextWriter writer)
        {
            writer.Write("half of it");
            return false;
        }
    }
}
