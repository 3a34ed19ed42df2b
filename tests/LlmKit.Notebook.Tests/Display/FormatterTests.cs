using System.Collections;

namespace LlmKit.Notebook.Tests.Display;

public sealed class FormatterTests : IDisposable
{
    public void Dispose() => Formatter.ResetToDefault();

    [Fact]
    public void A_formatter_can_be_any_of_the_functions_that_notebooks_have()
    {
        Formatter.Register<Dot>(dot => $"f{dot.X}", "text/a");
        Formatter.Register<Dot>((dot, writer) => writer.Write($"w{dot.X}"), "text/b");
        Formatter.Register<Dot>((dot, context) =>
        {
            context.Writer.Write($"c{dot.X}");
            return true;
        }, "text/c");
        Formatter.Register(typeof(Dot), (dot, writer) => writer.Write($"t{((Dot)dot).X}"), "text/d");
        Formatter.Register(typeof(Dot), dot => $"s{((Dot)dot).X}", "text/e");
        Formatter.Register(new DotFormatter());

        var forms = Formatter.Format(new Dot(7));

        Assert.Equal(
            ["text/x-dot=i7", "text/e=s7", "text/d=t7", "text/c=c7", "text/b=w7", "text/a=f7", "text/plain=FormatterTests.Dot { X = 7 }"],
            forms.Select(form => $"{form.Key}={form.Value}"));
        Assert.Equal("i7", new Dot(7).ToDisplayString(new DotFormatter()));
        Assert.Equal("w7", new Dot(7).ToDisplayString("text/b"));
        Assert.Equal("FormatterTests.Dot { X = 7 }", new Dot(7).ToDisplayString());
    }

    [Fact]
    public void A_formatter_for_plain_text_alone_is_what_is_shown()
    {
        Formatter.Register<Dot>(dot => $"dot {dot.X}");

        Assert.Equal(["text/plain=dot 1"], Formatter.Format(new Dot(1)).Select(form => $"{form.Key}={form.Value}"));
        Assert.Equal(["index|value", "0|dot 1"], HtmlForm.Table(new[] { new Dot(1) }));
        Assert.Equal("[dot 1]", Formatter.Format(new[] { new Dot(1) }).PlainText);
    }

    [Fact]
    public void The_formatter_of_the_nearest_type_wins_and_of_those_the_youngest()
    {
        Formatter.Register<Dog>(_ => "dog");
        Formatter.Register<Animal>(_ => "old animal");
        Formatter.Register<Animal>(_ => "animal");
        Formatter.Register(typeof(IEnumerable<>), _ => "open sequence");
        Formatter.Register<IEnumerable>(_ => "sequence");
        Formatter.Register<object>(_ => "object");

        Assert.Equal("dog", new Dog().ToDisplayString());
        Assert.Equal("dog", new Puppy().ToDisplayString());
        Assert.Equal("animal", new Cat().ToDisplayString());
        Assert.Equal("open sequence", new List<int>().ToDisplayString());
        Assert.Equal("sequence", new ArrayList().ToDisplayString());
        Assert.Equal("object", 5.ToDisplayString());
    }

    [Fact]
    public void An_open_class_takes_every_closed_one_and_a_closed_one_goes_before_it()
    {
        Formatter.Register(typeof(Box<>), _ => "some box");
        Formatter.Register<Box<int>>(_ => "box of numbers");

        Assert.Equal("box of numbers", new Box<int>().ToDisplayString());
        Assert.Equal("some box", new Box<string>().ToDisplayString());
        Assert.Equal("some box", new SmallBox().ToDisplayString());
    }

    [Fact]
    public void A_formatter_that_declines_leaves_the_value_to_the_next()
    {
        Formatter.Register<Dot>(_ => "first");
        Formatter.Register<Dot>((dot, context) =>
        {
            context.Writer.Write("lost");
            return dot.X > 5 && Wrote(context, "large");
        });

        Assert.Equal("lostlarge", new Dot(6).ToDisplayString());
        Assert.Equal("first", new Dot(1).ToDisplayString());

        static bool Wrote(FormatContext context, string text)
        {
            context.Writer.Write(text);
            return true;
        }
    }

    [Fact]
    public void Preferred_forms_are_all_in_the_bundle_in_their_order()
    {
        Formatter.Register<Dot>(_ => "<i>dot</i>", "text/html");
        Formatter.Register<Dot>(_ => "{\"x\":1}", "application/vnd.dot+json");
        Formatter.SetPreferredMimeTypesFor(typeof(Dot), "application/vnd.dot+json", "text/html", "text/markdown");

        Assert.Equal(["application/vnd.dot+json", "text/html", "text/markdown"], Formatter.GetPreferredMimeTypesFor(typeof(Dot)));
        Assert.Equal(
            ["application/vnd.dot+json", "text/html", "text/markdown", "text/plain"], Formatter.Format(new Dot(1)).Select(form => form.Key));
        Formatter.SetPreferredMimeTypesFor(typeof(Dot));
        Assert.Equal(["application/vnd.dot+json", "text/html"], Formatter.GetPreferredMimeTypesFor(typeof(Dot)));
    }

    [Fact]
    public void What_is_preferred_for_a_base_holds_for_what_derives_from_it()
    {
        Formatter.SetPreferredMimeTypesFor(typeof(object), "text/plain");
        Formatter.SetPreferredMimeTypesFor(typeof(Animal), "text/html");

        Assert.Equal(["text/plain"], Formatter.Format(new List<int> { 1 }).Select(form => form.Key));
        Assert.Equal(["text/html", "text/plain"], Formatter.Format(new Dog()).Select(form => form.Key));
    }

    [Fact]
    public void The_default_form_can_be_plain_text()
    {
        Assert.Equal(["text/html"], Formatter.GetPreferredMimeTypesFor(typeof(Dot)));
        Assert.Equal(["text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(int)));
        Formatter.DefaultMimeType = "text/plain";

        Assert.Equal(["text/plain"], Formatter.Format(new Dot(1)).Select(form => form.Key));
        Assert.Equal(["text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(Dot)));
    }

    [Fact]
    public void A_reset_forgets_everything()
    {
        Formatter.Register<Dot>(_ => "registered");
        Formatter.SetPreferredMimeTypesFor(typeof(Dot), "text/plain");
        (Formatter.ListExpansionLimit, Formatter.RecursionLimit, Formatter.NullString, Formatter.DefaultMimeType) = (1, 1, "x", "text/plain");

        Formatter.ResetToDefault();

        Assert.Equal(["text/html", "text/plain"], Formatter.Format(new Dot(1)).Select(form => form.Key));
        Assert.Equal(
            (20, 6, "<null>", "text/html"),
            (Formatter.ListExpansionLimit, Formatter.RecursionLimit, Formatter.NullString, Formatter.DefaultMimeType));
    }

    [Fact]
    public void A_formatter_that_fails_is_told_and_the_value_shown_as_text()
    {
        Formatter.Register<Dot>(_ => throw new FormatException("no <idea>"), "text/html");

        var forms = Formatter.Format(new Dot(1));

        Assert.Equal("""
            The formatter of LlmKit.Notebook.Tests.Display.FormatterTests.Dot for text/html failed: FormatException: no <idea>
            FormatterTests.Dot { X = 1 }
            """, forms.PlainText);
        Assert.Contains("FormatException: no &lt;idea&gt;</div><pre>FormatterTests.Dot { X = 1 }</pre>", forms[MimeBundle.Html]!, StringComparison.Ordinal);
        Assert.Contains("FormatException: no <idea>FormatterTests.Dot { X = 1 }", HtmlForm.Text(new[] { new Dot(1) }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_formatter_of_text_that_fails_leaves_the_other_forms_alone()
    {
        Formatter.Register<Dot>(_ => "<b>fine</b>", "text/html");
        Formatter.Register<Dot>(_ => throw new FormatException("no idea"));

        var forms = Formatter.Format(new Dot(1));

        Assert.Equal("<b>fine</b>", forms[MimeBundle.Html]);
        Assert.StartsWith("The formatter of ", forms.PlainText, StringComparison.Ordinal);
        Assert.EndsWith("\nFormatterTests.Dot { X = 1 }", forms.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_formatter_that_shows_its_own_value_again_comes_to_an_end()
    {
        Formatter.Register<Dot>(dot => $"({dot.ToDisplayString()})");

        Assert.StartsWith("((((", new Dot(1).ToDisplayString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_style_stands_once_in_an_output()
    {
        Formatter.Register<Dot>(dot => new[] { dot.X, 2 }.ToDisplayString("text/html"), "text/html");

        Assert.Single(HtmlForm.Of(new[] { new Dot(1), new Dot(2) }).Descendants("style"));
    }

    [Theory]
    [InlineData("html")]
    [InlineData("")]
    [InlineData("text /html")]
    public void What_is_no_MIME_type_is_refused(string mimeType)
    {
        var error = Assert.Throws<ArgumentException>(() => Formatter.Register<Dot>(_ => "", mimeType));

        Assert.StartsWith($"\"{mimeType}\" is no MIME type. One looks like text/html: a type, a slash, a subtype.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Kernel.display(1, mimeType));
        Assert.Throws<ArgumentException>(() => Formatter.SetPreferredMimeTypesFor(typeof(Dot), mimeType));
    }

    [Fact]
    public void A_form_that_nobody_can_write_says_how_to_teach_it()
    {
        var forms = Formatter.Format(new Dot(1), "image/png");

        Assert.Null(forms["image/png"]);
        Assert.StartsWith(
            "There is no formatter of LlmKit.Notebook.Tests.Display.FormatterTests.Dot for image/png. "
            + "Register one: Formatter.Register<FormatterTests.Dot>(…, \"image/png\").", forms.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_formatter_that_does_not_fit_a_value_says_so()
    {
        var error = Assert.Throws<ArgumentException>(() => 5.ToDisplayString(new DotFormatter()));

        Assert.StartsWith("The formatter of LlmKit.Notebook.Tests.Display.FormatterTests.Dot for text/x-dot does not write this value, "
            + "which is of type int.", error.Message, StringComparison.Ordinal);
    }

    private record struct Dot(int X);

    private class Animal;

    private class Dog : Animal;

    private sealed class Puppy : Dog;

    private sealed class Cat : Animal;

    private class Box<T>;

    private sealed class SmallBox : Box<byte>;

    private sealed class DotFormatter : ITypeFormatter
    {
        public string MimeType => "text/x-dot";

        public Type Type => typeof(Dot);

        public bool Format(object instance, FormatContext context)
        {
            if (instance is not Dot dot) return false;
            context.Writer.Write($"i{dot.X}");
            return true;
        }
    }
}
