using System.Text.Json;
using LlmKit.Tokenization.Templates;

namespace LlmKit.Tests.Tokenization.Templates;

/// <summary>Damaged templates give a text or a clear error, in bounded time and memory.</summary>
public sealed class TemplateFuzzTests
{
    private static readonly string[] s_pieces =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "-", "+", "(", ")", "[", "]", "{", "}", "|", "~", "'", "\"", "\\", "\n", " ", ".", ",", ":", "*", "**", "//",
        " if ", " else ", " in ", " is ", " not ", "for x in messages", "endfor", "endif", "set x = ", "macro m(a)", "endmacro", "generation", "endgeneration",
        "messages", "loop.index", "range(99)", "namespace()", "tojson", "split('a')", "[::-1]", "99999999999", "1e999", "0", "none", "x", "m()", "raw", "endraw",
        "😀", "\ud800", "\0", "\u2028", "join", "replace('', 'x')", "'%s' %", "format", "call m()", "break", "indent(9)", "upper",
    ];

    [Fact]
    public void A_hundred_thousand_damaged_templates_give_text_or_a_clear_error()
    {
        string[] seeds = [.. BuiltInTemplates.Names.Select(name => BuiltInTemplates.Get(name).Source), .. Small()];
        var options = new ChatTemplateOptions { Limits = new() { Steps = 20_000, Length = 100_000 } };
        var chat = JsonSerializer.SerializeToElement(new[]
        {
            new { role = "system", content = "S" }, new { role = "user", content = "Hi 你好" }, new { role = "assistant", content = "<think>\nx</think>Ho" },
        });
        var random = new Random(11);
        int texts = 0, errors = 0;
        for (var trial = 0; trial < 100_000; trial++)
        {
            var source = Damage(seeds[random.Next(seeds.Length)], random);
            try
            {
                var rendered = new ChatTemplate(source).Render(chat, options);
                Assert.InRange(rendered.Text.Length, 0, 200_000);
                texts++;
            }
            catch (ChatTemplateException e)
            {
                Assert.True(e.Reason.Length > 10 && e.Line > 0 && e.Column > 0, e.Message);
                errors++;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"trial {trial}: {e}\n{source}");
            }
        }

        Assert.True(texts > 10_000 && errors > 10_000, $"{texts} texts, {errors} errors");
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{1:")]
    [InlineData("-")]
    [InlineData("not ")]
    [InlineData("x.a")]
    [InlineData("x[")]
    [InlineData("1+")]
    [InlineData("1 if ")]
    [InlineData("f(")]
    [InlineData("x|")]
    public void Nesting_without_end_is_refused(string opening) => Assert.Throws<ChatTemplateException>(() =>
        new ChatTemplate("{{ " + string.Concat(Enumerable.Repeat(opening, 100_000))).Render(JsonSerializer.SerializeToElement(Array.Empty<int>())));

    [Theory]
    [InlineData("{{ x", " ~ x", " }}")]
    [InlineData("{{ 1", " + 1", " }}")]
    [InlineData("{{ x", ".a", " }}")]
    [InlineData("{{ x", " | upper", " }}")]
    [InlineData("", "{% if x %}", "")]
    [InlineData("", "{% for i in messages %}", "")]
    [InlineData("", "{% macro a() %}", "")]
    [InlineData("{% if x %}", "{% elif x %}", "{% endif %}")]
    public void A_chain_of_ten_thousand_is_rendered_or_refused(string head, string link, string tail)
    {
        var source = head + string.Concat(Enumerable.Repeat(link, 10_000)) + tail;

        var error = Record.Exception(() => new ChatTemplate(source).Render(JsonSerializer.SerializeToElement(Array.Empty<int>())));

        Assert.True(error is null or ChatTemplateException, error?.ToString());
    }

    private static IEnumerable<string> Small() => JsonDocument.Parse(File.ReadAllText(Path.Combine(
        RepositoryRoot.Path, "tests/LlmKit.Tests/Tokenization/Templates/Golden/semantics.json"))).RootElement
        .GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("template").GetString()!);

    private static string Damage(string source, Random random)
    {
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            var at = random.Next(source.Length + 1);
            var length = Math.Min(random.Next(1, 8), source.Length - at);
            source = random.Next(5) switch
            {
                0 => source.Remove(at, length),
                1 => source.Insert(at, source.Substring(random.Next(source.Length + 1 - length), length)),
                2 => source[..at] + s_pieces[random.Next(s_pieces.Length)] + source[(at + length)..],
                _ => source.Insert(at, s_pieces[random.Next(s_pieces.Length)]),
            };
        }

        return source;
    }
}
