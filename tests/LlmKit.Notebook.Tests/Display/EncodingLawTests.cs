using System.Data;
using System.Dynamic;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace LlmKit.Notebook.Tests.Display;

/// <summary>Text from data never becomes markup, wherever it stands.</summary>
public sealed class EncodingLawTests : IDisposable
{
    private static readonly string[] s_elements =
    [
        "div", "style", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "pre", "span", "a", "img",
    ];

    private static readonly string[] s_attributes = ["class", "open", "colspan", "href", "target", "rel", "src", "alt", "title"];

    // Pieces that are dangerous, and any text at all.
    private static readonly Arbitrary<string> s_texts = Gen.ListOf(Gen.OneOf(
            Gen.Elements(
                "<script>alert(1)</script>", "</td>", "</style>", "<!--", "]]>", "&lt;", "&amp", "\"", "'", "<", ">", "&", "\0", "\u001b[31m",
                "\ud800", "\udc00", "\uffff", "javascript:alert(1)", "$x$", "\r\n", "\u202e", "<img src=x onerror=alert(1)>"),
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            Gen.Choose(0, 0xFFFF).Select(code => ((char)code).ToString())))
        .Select(string.Concat)
        .ToArbitrary();

    public EncodingLawTests()
    {
        Formatter.Register<Drawn>(_ => "<svg/>", "image/svg+xml");
        Formatter.Register<Drawn>(drawn => drawn.Text);
    }

    public void Dispose() => Formatter.ResetToDefault();

    public static TheoryData<string, Func<string, object>> Places => new()
    {
        { "text", text => text },
        { "item", text => new[] { text } },
        { "property", text => new { Value = text, Deep = new { Value = text } } },
        { "tuple", text => (text, text) },
        { "key and value", text => new Dictionary<string, string> { [text] = text } },
        { "column of data", Data },
        { "name of a property made at run time", text => new[] { Expando(text) } },
        { "object made at run time", Expando },
        { "name in JSON", text => new JsonObject { [text] = text } },
        { "row of JSON", text => new JsonArray(new JsonObject { [text] = text }) },
        { "message of an error", text => new InvalidOperationException(text, new FormatException(text)) },
        { "own text", text => new Speaking(text) },
        { "own texts", text => new[] { new Speaking(text) } },
        { "error of a property", text => new Throwing(text) },
        { "error of a sequence", Failing },
        { "jagged", text => new[] { new[] { text }, [text, text] } },
        { "group", text => new[] { text }.GroupBy(each => each) },
        { "XML", text => new XElement("a", new string([.. text.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter) && letter < 0xfff0)])) },
        { "letter", text => text.Length == 0 ? ' ' : text[0] },
        { "link", text => new Uri("https://example.org/" + Uri.EscapeDataString(Clean(text)) + "?a=b&c='\"<>") },
        { "caption of a picture", text => new[] { new Drawn(text) } },
        { "relative link", text => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var link) ? link : text },
    };

    [Theory, MemberData(nameof(Places))]
    public void Text_never_becomes_markup(string place, Func<string, object> valueOf)
    {
        Assert.NotNull(place);
        Prop.ForAll(s_texts, text =>
        {
            var view = XElement.Parse(Formatter.Format(valueOf(text), MimeBundle.Html)[MimeBundle.Html]!);

            Assert.All(view.DescendantsAndSelf(), element =>
            {
                Assert.Contains(element.Name.LocalName, s_elements);
                Assert.All(element.Attributes(), attribute => Assert.Contains(attribute.Name.LocalName, s_attributes));
            });
            Assert.Single(view.Descendants("style"));
            Assert.All(view.Descendants("a"), link => Assert.Matches("^(https?|mailto):", link.Attribute("href")!.Value));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Text_is_not_lost_on_the_way() => Prop.ForAll(s_texts, text =>
    {
        if (text.Length > 300) return;
        var readable = new string([.. text.Where(letter => letter is '\n' or '\t' || (letter >= ' ' && letter < '\u007f'))]);

        Assert.Equal(readable, HtmlForm.Of(new[] { readable }).Descendants("td").Last().Value);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Formulas_in_data_are_not_typeset() =>
        Assert.Equal("llmkit-view tex2jax_ignore mathjax_ignore", HtmlForm.Of(new[] { "$5 and $6" }).Attribute("class")!.Value);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    public void Only_addresses_of_the_web_and_of_mail_become_links(string address) =>
        Assert.Empty(HtmlForm.Of(new Uri(address)).Descendants("a"));

    private static string Clean(string text) => new([.. text.Where(letter => !char.IsSurrogate(letter))]);

    private static DataTable Data(string text)
    {
        var table = new DataTable();
        table.Columns.Add("c" + text);
        table.Rows.Add(text);
        return table;
    }

    private static ExpandoObject Expando(string text)
    {
        var made = new ExpandoObject();
        ((IDictionary<string, object?>)made)[text] = text;
        return made;
    }

    private static IEnumerable<string> Failing(string text)
    {
        yield return text;
        throw new InvalidOperationException(text);
    }

    private sealed record Drawn(string Text);

    private sealed class Speaking(string text)
    {
        public int One => 1;

        public override string ToString() => text;
    }

    private sealed class Throwing(string text)
    {
        public int Value => throw new InvalidOperationException(text);
    }
}
