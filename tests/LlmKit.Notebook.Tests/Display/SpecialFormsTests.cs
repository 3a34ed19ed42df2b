using System.Text;
using System.Text.Json.Nodes;

namespace LlmKit.Notebook.Tests.Display;

public sealed class SpecialFormsTests
{
    private static readonly byte[] s_png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==");

    public static TheoryData<object, string[]> Bundles => new()
    {
        { "text", ["text/plain"] },
        { 5, ["text/plain"] },
        { typeof(int), ["text/plain"] },
        { new Uri("https://example.org"), ["text/html", "text/plain"] },
        { new HtmlString("<b>x</b>"), ["text/html", "text/plain"] },
        { new Latex("$x$"), ["text/latex", "text/plain"] },
        { new MarkdownText("*x*"), ["text/markdown", "text/plain"] },
        { JsonNode.Parse("""{"a":1}""")!, ["application/json", "text/html", "text/plain"] },
        { s_png, ["image/png", "text/plain"] },
        { (ReadOnlyMemory<byte>)s_png, ["image/png", "text/plain"] },
        { new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, ["image/jpeg", "text/plain"] },
        { Encoding.ASCII.GetBytes("GIF89a\u0002\0\u0003\0"), ["image/gif", "text/plain"] },
        { Encoding.UTF8.GetBytes("<?xml version='1.0'?><!-- c --><svg/>"), ["text/html", "text/plain"] },
        { new byte[] { 1, 2 }, ["text/html", "text/plain"] },
        { new[] { 1 }, ["text/html", "text/plain"] },
    };

    [Theory, MemberData(nameof(Bundles))]
    public void A_value_has_the_forms_that_clients_draw_best(object value, string[] mimeTypes) =>
        Assert.Equal(mimeTypes, Formatter.Format(value).Select(form => form.Key));

    [Fact]
    public void A_picture_is_shown_and_says_its_size_as_text()
    {
        Assert.Equal(Convert.ToBase64String(s_png), Formatter.Format(s_png)["image/png"]);
        Assert.Equal("PNG image, 3 × 2, 73 bytes", Formatter.Format(s_png).PlainText);
        Assert.Equal("GIF image, 2 × 3, 10 bytes", Formatter.Format(Encoding.ASCII.GetBytes("GIF89a\u0002\0\u0003\0")).PlainText);
        Assert.Equal("PNG image, 8 bytes", Formatter.Format(s_png[..8]).PlainText);
    }

    [Fact]
    public void A_drawing_from_data_cannot_run_scripts()
    {
        var image = HtmlForm.Of(Encoding.UTF8.GetBytes("<svg onload='alert(1)'/>")).Element("img")!;

        Assert.StartsWith("data:image/svg+xml;base64,", image.Attribute("src")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_are_shown_in_hexadecimal_and_cut()
    {
        var lines = HtmlForm.Text(new byte[1_000]).Split('\n');

        Assert.Equal(17, lines.Length);
        Assert.Equal("… 744 more bytes (1,000 in all)", lines[^1]);
        Assert.Equal("(no bytes)", Formatter.Format(Array.Empty<byte>()).PlainText);
    }

    [Fact]
    public void JSON_is_sent_as_JSON_and_as_a_tree()
    {
        var forms = Formatter.Format(JsonNode.Parse("""{"a": "<é>"}"""));

        Assert.Equal("""{"a":"<é>"}""", forms["application/json"]);
        Assert.Contains("<td class=\"k\">a</td><td class=\"q\">&lt;é&gt;</td>", forms[MimeBundle.Html]!, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_that_is_much_is_not_sent_unasked()
    {
        var much = new JsonArray([.. Enumerable.Range(0, 200_000).Select(n => (JsonNode)n)]);

        Assert.Equal(["text/html", "text/plain"], Formatter.Format(much).Select(form => form.Key));
        Assert.NotNull(Formatter.Format(much, "application/json")["application/json"]);
    }

    [Fact]
    public void Any_value_can_be_sent_as_JSON() =>
        Assert.Equal("""{"A":1,"B":["x"]}""", Formatter.Format(new { A = 1, B = new[] { "x" } }, "application/json")["application/json"]);

    [Fact]
    public void An_exception_shows_its_causes_and_what_its_type_adds()
    {
        Exception caught;
        try
        {
            throw new Refused(404, new FormatException("inner <b>"));
        }
        catch (Refused e)
        {
            caught = e;
        }

        var details = HtmlForm.Of(caught).Descendants("details").ToList();
        Assert.Equal("SpecialFormsTests.Refused: refused", details[0].Element("summary")!.Value);
        Assert.Contains(nameof(An_exception_shows_its_causes_and_what_its_type_adds), details[0].Element("pre")!.Value, StringComparison.Ordinal);
        Assert.Equal("Code404", details[0].Element("table")!.Value);
        Assert.Equal("FormatException: inner <b>", details[1].Element("summary")!.Value);
        Assert.NotNull(details[0].Attribute("open"));
        Assert.Null(details[1].Attribute("open"));
    }

    [Fact]
    public void An_aggregate_shows_all_of_its_causes() =>
        Assert.Equal(3, HtmlForm.Of(new AggregateException(new FormatException("a"), new TimeoutException("b"))).Descendants("details").Count());

    [Fact]
    public void Text_that_already_is_in_a_form_is_shown_as_it_is()
    {
        Assert.Equal("<b>x</b>", Form("<b>x</b>".DisplayAs("text/html"), "text/html"));
        Assert.Equal("x", Form("<b>x</b>".DisplayAs("text/html"), "text/plain"));
        Assert.Equal("a,b", Form("a,b".DisplayAs("text/csv"), "text/csv"));
        Assert.Equal("(image/png)", Form("iVBORw==".DisplayAs("image/png"), "text/plain"));
        Assert.Equal("{\"a\":1}", Form("{\"a\":1}".DisplayAs("application/vnd.x+json"), "application/vnd.x+json"));
        Assert.Equal("# x", Form(Kernel.display("# x", "text/markdown"), "text/markdown"));
        Assert.Contains("&lt;b&gt;", Form(Kernel.display("<b>", "text/html"), "text/html")!, StringComparison.Ordinal);

        static string? Form(DisplayedValue shown, string mimeType) =>
            shown.FormattedValues.SingleOrDefault(form => form.MimeType == mimeType)?.Value;
    }

    [Fact]
    public void A_bundle_is_its_own_forms()
    {
        var bundle = new MimeBundle("text/html", "<b/>") { { "text/plain", "b" }, { "text/latex", "l" } };

        Assert.Equal(["text/html", "text/plain", "text/latex"], Formatter.Format(bundle).Select(form => form.Key));
        Assert.Equal(["text/plain", "text/latex"], Formatter.Format(bundle, "text/latex", "text/plain").Select(form => form.Key));
    }

    [Fact]
    public void An_object_opens_and_what_is_in_it_opens_on_request()
    {
        var details = HtmlForm.Of(new { Name = "x", Parts = new[] { 1 } }).Descendants("details").ToList();

        Assert.Equal("open", details[0].Attribute("open")!.Value);
        Assert.Equal("anonymous", details[0].Element("summary")!.Value);
        Assert.Null(details[1].Attribute("open"));
        Assert.Equal("[1]", details[1].Element("summary")!.Value);
    }

    private sealed class Refused(int code, Exception inner) : Exception("refused", inner)
    {
        public int Code => code;
    }
}
