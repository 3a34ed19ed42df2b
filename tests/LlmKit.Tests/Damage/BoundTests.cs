using System.Diagnostics;
using System.Text.Json;
using LlmKit.Tokenization;
using LlmKit.Tokenization.PreTokenizers;
using LlmKit.Tokenization.Templates;

namespace LlmKit.Tests.Damage;

/// <summary>Templates and expressions that are written to take for ever are stopped, and templates reach nothing outside.</summary>
public sealed class BoundTests
{
    // Bounds against hanging, not of speed.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static readonly JsonElement s_chat = JsonSerializer.SerializeToElement(new[] { new { role = "user", content = "x" } });

    [Theory]
    [InlineData("{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{% macro a() %}{{ b() }}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{{ a() }}{% endmacro %}{{ a() }}")]
    [InlineData("{{ 'x' * 999999999 }}")]
    [InlineData("{{ ('x' * 9999999) * 9999999 }}")]
    [InlineData("{{ [1] * 999999999 }}")]
    [InlineData("{{ range(999999999) | list }}")]
    [InlineData("{{ range(999999999) | join('abc') }}")]
    [InlineData("{{ ('x' * 1000000) | replace('x', 'x' * 1000000) }}")]
    [InlineData("{{ ('x' * 1000000) | replace('', 'x' * 1000000) }}")]
    [InlineData("{{ 'x' | center(999999999) }}")]
    [InlineData("{{ 'x\\nx' | indent(999999999) }}")]
    [InlineData("{{ '%999999999d' % 1 }}")]
    [InlineData("{{ '{:>999999999}'.format('x') }}")]
    [InlineData("{% set n = namespace(x='x') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}")]
    [InlineData("{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}{{ n.x | length }}")]
    [InlineData("{% set n = namespace(x=[]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x | tojson }}")]
    [InlineData("{% for i in range(99999999) %}{% for m in messages %}{{ m.content | tojson | upper | title | trim }}{% endfor %}{% endfor %}")]
    [InlineData("{{ 9 ** 999999999 }}")]
    [InlineData("{{ 'a' < 'b' and (range(99999999) | map('string') | list | sort | unique | list) }}")]
    public void A_template_without_end_is_stopped(string source)
    {
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<ChatTemplateException>(() => new ChatTemplate(source).Render(s_chat));

        Assert.True(clock.Elapsed < s_patience, $"{clock.Elapsed}");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1L << 30);
        Assert.True(error.Reason.Length > 20 && error.Line == 1, error.Message);
    }

    [Fact]
    public void A_template_of_millions_of_characters_is_refused() => Assert.Contains(
        "The template has 1250000 characters, and at most 1000000 are read.",
        Assert.Throws<ChatTemplateException>(() => new ChatTemplate(string.Concat(Enumerable.Repeat("{{a}}", 250_000)))).Message);

    [Theory]
    [InlineData("{% include '/etc/passwd' %}")]
    [InlineData("{% include messages[0].content %}")]
    [InlineData("{% import '/etc/passwd' as x %}")]
    [InlineData("{% from '/etc/passwd' import x %}")]
    [InlineData("{% extends '/etc/passwd' %}")]
    [InlineData("{{ open('/etc/passwd').read() }}")]
    [InlineData("{{ messages.__class__.__mro__ }}")]
    [InlineData("{{ ''.__class__ }}")]
    [InlineData("{{ messages | attr('__class__') }}")]
    [InlineData("{{ self.__init__.__globals__ }}")]
    [InlineData("{{ lipsum.__globals__.os.popen('id').read() }}")]
    [InlineData("{{ cycler.__init__ }}")]
    [InlineData("{{ namespace.__init__.__globals__ }}")]
    [InlineData("{{ range.GetType() }}")]
    [InlineData("{{ messages[0].content.GetType().Assembly }}")]
    [InlineData("{{ environ }}{{ env }}{{ System }}{{ import('os') }}")]
    public void A_template_reaches_no_file_and_nothing_of_the_program(string source)
    {
        var (text, error) = Rendered(source);

        Assert.True(error is not null || string.IsNullOrWhiteSpace(text), text);
    }

    [Theory]
    [InlineData("{{ x", " ~ x", " }}")]
    [InlineData("{{ 1", " + 1", " }}")]
    [InlineData("{{ x", ".a", " }}")]
    [InlineData("{{ x", " | upper", " }}")]
    [InlineData("{% if x %}", "{% elif x %}", "{% endif %}")]
    public void A_chain_of_ten_thousand_is_rendered_or_refused(string head, string link, string tail) =>
        Rendered(head + string.Concat(Enumerable.Repeat(link, 10_000)) + tail);

    [Theory]
    [InlineData("(a|a)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("(a*)*(a*)*(a*)*c", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("(.?){900}x{900}", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("(a|b)*a(a|b){14}", "abaabbaaabbbaaaabbbbabababaabaababbabbaabbaabaaababaabbbabbaabaaabbbbaababbaababaabbbabaabab")]
    [InlineData("(){1000}{1000}{1000}{1000}{1000}{1000}a{0}{1000}{1000}{1000}{1000}{1000}b", "aab")]
    [InlineData("([a-z]{0,40}[0-9]){20}", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0")]
    public void An_expression_that_backtracking_engines_hang_on_takes_no_time(string expression, string text)
    {
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();

        new Split(SearchPattern.Expression(expression)).Cut(text);

        Assert.True(clock.Elapsed < s_patience, $"{clock.Elapsed}");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1L << 30);
    }

    private static (string Text, ChatTemplateException? Error) Rendered(string source)
    {
        try
        {
            return (new ChatTemplate(source).Render(s_chat).Text, null);
        }
        catch (ChatTemplateException e)
        {
            return ("", e);
        }
    }
}
