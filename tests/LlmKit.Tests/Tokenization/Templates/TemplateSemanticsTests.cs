using System.Text.Json;
using LlmKit.Data;
using LlmKit.Tokenization.Templates;

namespace LlmKit.Tests.Tokenization.Templates;

/// <summary>The language gives what Python's Jinja gives, set up as Hugging Face's libraries set it up.</summary>
public sealed class TemplateSemanticsTests
{
    private static readonly JsonElement s_golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(
        RepositoryRoot.Path, "tests/LlmKit.Tests/Tokenization/Templates/Golden/semantics.json"))).RootElement;

    [Fact]
    public void Every_construct_renders_as_in_Python()
    {
        var offences = new List<string>();
        foreach (var one in s_golden.GetProperty("cases").EnumerateArray())
        {
            var template = one.GetProperty("template").GetString()!;
            var expected = one.TryGetProperty("text", out var text) ? text.GetString() : null;
            var actual = Render(template, out var spans, out var error);
            if (expected != actual)
                offences.Add($"{template}\n    expected {expected ?? one.GetProperty("error").GetString()}\n    was      {actual ?? error}");
            else if (expected is not null && !spans.SequenceEqual(SpansOf(one)))
                offences.Add($"{template}: spans {string.Join(", ", spans)}");
        }

        Offences.None(offences);
    }

    [Fact]
    public void A_failure_names_line_and_column_and_shows_the_line()
    {
        var error = Assert.Throws<ChatTemplateException>(() => Rendered("a\n{% if yes %}\n  {{ d.zz.b }}\n{% endif %}"));

        Assert.Equal((3, 10), (error.Line, error.Column));
        Assert.Equal(
            "chat template, line 3, column 10: The dict has no 'zz'; it has b, a, C, so it has no 'b'. Ask 'is defined' before.\n"
            + "      {{ d.zz.b }}\n             ^", error.Message);
    }

    [Theory]
    [InlineData("{{ n | nope }}", "There is no filter nope. Known are abs, attr, batch,")]
    [InlineData("{{ n is nope }}", "There is no test nope. Known are boolean,")]
    [InlineData("{{ list.append(4) }}", "append would change a list, which templates may not. Make a longer one: set list = list + [item].")]
    [InlineData("{{ s.__class__.x }}", "'__class__' reaches behind the values, which a template may not, so it has no 'x'.")]
    [InlineData("{% include 'x' %}", "include reaches for other files, which a chat template may not.")]
    [InlineData("{% for x in list recursive %}{% endfor %}", "Recursive loops are not supported. Use a macro that calls itself.")]
    [InlineData("{{ 'a' + n }}", "+ cannot take a str and a int. Join texts and other values by ~, or turn the value into a text by | string.")]
    [InlineData("{% if yes %}", "The if block has no end. Close it by {% endif %}.")]
    [InlineData("{{ raise_exception('no tools') }}", "The template refuses these messages: no tools")]
    [InlineData("{% macro m() %}{% generation %}{% endgeneration %}{% endmacro %}", "generation stands in a macro, call, set or filter block")]
    [InlineData("{{ 9223372036854775807 + 1 }}", "The result of + does not fit into 64 bits.")]
    [InlineData("{{ list | random }}", "The filter random is left out: a rendering has to give the same text each time.")]
    public void What_cannot_be_done_is_said_with_the_way_out(string template, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ChatTemplateException>(() => Rendered(template)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x='ab') %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}")]
    [InlineData("{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x | tojson }}")]
    [InlineData("{% set ns = namespace() %}{% set ns.x = [ns] %}{{ ns }}")]
    [InlineData("{% set ns = namespace() %}{% set ns.x = [ns] %}{{ ns.x == ns.x }}{{ ns.x | tojson }}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{{ 'x' * 99999999999 }}")]
    [InlineData("{{ [0] * 99999999999 }}")]
    [InlineData("{{ '%999999999d' % 1 }}")]
    [InlineData("{{ 'x'.ljust(999999999) }}")]
    [InlineData("{{ 'x' | center(999999999) }}")]
    [InlineData("{{ ('x' * 1000000).replace('', 'y' * 1000000) }}")]
    [InlineData("{{ ('a\n' * 1000000) | indent(9999) }}")]
    [InlineData("{{ ('x' * 100000) | list | join('y' * 100000) }}")]
    [InlineData("{{ range(0, 10 ** 18) }}")]
    [InlineData("{{ [] | slice(10 ** 12) }}")]
    [InlineData("{{ 9 ** 99999 }}")]
    [InlineData("{% set t = 'x' * 9000000 %}{% for i in range(99999) %}{{ 'y' in t }}{{ t | length }}{{ t.find('y') }}{{ t == t }}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=[]) %}{% for i in range(99) %}{% set ns.x = [ns.x] * 2 %}{% endfor %}{{ (ns.x, 1) | unique }}{{ ns.x < ns.x }}{{ ns.x | string }}")]
    public void A_template_that_would_run_or_grow_without_end_is_stopped(string template)
    {
        var before = GC.GetTotalMemory(forceFullCollection: false);

        Assert.Throws<ChatTemplateException>(() => Render(template, new() { Steps = 1_000_000 }));

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false) - before, long.MinValue, 500_000_000);
    }

    private static string Rendered(string template) => Render(template).Text;

    private static string? Render(string template, out IReadOnlyList<TextSpan> spans, out string? error)
    {
        try
        {
            var chat = Render(template);
            (spans, error) = (chat.Generated, null);
            return chat.Text;
        }
        catch (ChatTemplateException e)
        {
            (spans, error) = ([], e.Reason);
            return null;
        }
    }

    private static RenderedChat Render(string template, TemplateLimits? limits = null)
    {
        var variables = s_golden.GetProperty("variables");
        return new ChatTemplate(template).Render(variables.GetProperty("messages"), new()
        {
            Variables = variables.EnumerateObject().ToDictionary(variable => variable.Name, variable => (object?)variable.Value),
            Clock = new FixedClock(),
            Limits = limits ?? TemplateLimits.Default,
        });
    }

    private static IEnumerable<TextSpan> SpansOf(JsonElement one) =>
        one.GetProperty("spans").EnumerateArray().Select(span => new TextSpan(span[0].GetInt32(), span[1].GetInt32()));

    private sealed class FixedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 3, 7, 14, 5, 9, TimeSpan.Zero);
    }
}
