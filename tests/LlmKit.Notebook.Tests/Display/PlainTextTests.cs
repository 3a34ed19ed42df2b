using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LlmKit.Notebook.Tests.Display;

public sealed class PlainTextTests : IDisposable
{
    private static readonly string s_long = new('x', 12_000);

    public void Dispose() => Formatter.ResetToDefault();

    public static TheoryData<object?, string> Values => new()
    {
        { null, "<null>" },
        { "a\n\"b\"", "a\n\"b\"" },
        { 'x', "x" },
        { true, "True" },
        { 1234567.5, "1234567.5" },
        { double.NaN, "NaN" },
        { 1.50m, "1.50" },
        { DayOfWeek.Friday, "Friday" },
        { FileShare.Read | FileShare.Delete, "Read | Delete" },
        { (DayOfWeek)9, "9" },
        { new DateTime(2026, 3, 1, 14, 5, 6), "2026-03-01 14:05:06" },
        { new DateTime(2026, 3, 1, 14, 5, 6, 250, DateTimeKind.Utc), "2026-03-01 14:05:06.25Z" },
        { new DateTimeOffset(2026, 3, 1, 14, 5, 6, TimeSpan.FromHours(2)), "2026-03-01 14:05:06 +02:00" },
        { new DateOnly(2026, 3, 1), "2026-03-01" },
        { new TimeOnly(14, 5), "14:05:00" },
        { TimeSpan.FromSeconds(90), "00:01:30" },
        { Guid.Empty, "00000000-0000-0000-0000-000000000000" },
        { new Uri("https://example.org/a?b=c"), "https://example.org/a?b=c" },
        { new Version(1, 2, 3), "1.2.3" },
        { DBNull.Value, "<null>" },
        { new StringBuilder("abc"), "abc" },
        { new[] { 1, 2, 3 }, "[1, 2, 3]" },
        { new[] { "a", "b\n" }, "[\"a\", \"b\\n\"]" },
        { Array.Empty<int>(), "[]" },
        { new List<object?> { 1, null, 'c', "s", 2.5 }, "[1, <null>, 'c', \"s\", 2.5]" },
        { new Dictionary<string, int> { ["a"] = 1 }, "{ [\"a\"] = 1 }" },
        { new Dictionary<string, int>(), "{}" },
        { (1, "two", (3, 4)), "(1, \"two\", (3, 4))" },
        { KeyValuePair.Create("k", 1), "[\"k\"] = 1" },
        { new { A = 1, B = "x" }, "{ A = 1, B = \"x\" }" },
        { new Person("Ada", 36), "PlainTextTests.Person { Name = \"Ada\", Age = 36 }" },
        { new Plain(), "LlmKit.Notebook.Tests.Display.PlainTextTests.Plain" },
        { new Speaking(), "I speak" },
        { new[] { new Speaking() }, "[I speak]" },
        { new[,] { { 1, 2 }, { 3, 4 } }, "int[2, 2] { { 1, 2 }, { 3, 4 } }" },
        { new int[1, 1, 2], "int[1, 1, 2] { { { 0, 0 } } }" },
        { new[] { [1, 2], new[] { 3 } }, "[[1, 2], [3]]" },
        { new InvalidOperationException("boom"), "System.InvalidOperationException: boom" },
        { new[] { new InvalidOperationException("boom") }, "[InvalidOperationException: boom]" },
        { new byte[] { 72, 105, 0 }, "00000000  48 69 00                                          Hi." },
        { new[] { new byte[] { 1, 255 } }, "[byte[2] { 01ff }]" },
        { JsonNode.Parse("""{"a": [1, 2.5, "x", null, true]}"""), "{ a = [1, 2.5, \"x\", <null>, True] }" },
        { JsonDocument.Parse("[1]"), "[1]" },
        { JsonDocument.Parse("\"text\"").RootElement, "text" },
        { default(JsonElement), "<null>" },
        { XElement.Parse("<a><b/></a>"), "<a>\n  <b />\n</a>" },
        { Regex.Match("ab", "b"), "Match { Index = 1, Length = 1, Value = \"b\" }" },
        { Regex.Match("ab", "c"), "Match { Success = False }" },
        { Task.FromResult(4), "Task<int> { Status = RanToCompletion, Result = 4 }" },
        { new TaskCompletionSource<int>().Task, "Task<int> { Status = WaitingForActivation }" },
        { new ValueTask<int>(4), "ValueTask<int> { Status = RanToCompletion, Result = 4 }" },
        { new Lazy<int>(() => throw new InvalidOperationException()), "Lazy<int> { IsValueCreated = False }" },
        { "abc".GroupBy(letter => letter).First(), "'a': ['a']" },
        { new Latex("$x$"), "$x$" },
        { new MarkdownText("**x**"), "**x**" },
        { new HtmlString("<style>p{}</style><p>one &lt; <b>two</b></p>"), "one < two" },
        { new HtmlString("<img src='x'/>"), "(HTML)" },
        { typeof(List<int>), "System.Collections.Generic.List<int>" },
        { CultureInfo.InvariantCulture, "invariant culture" },
    };

    [Theory, MemberData(nameof(Values))]
    public void Plain_text_reads_like_the_code_that_makes_the_value(object? value, string text) =>
        Assert.Equal(text, Formatter.Format(value).PlainText);

    [Fact]
    public void A_long_text_is_cut_and_counted() => Assert.Equal(
        s_long[..10_000] + "… 2,000 more characters (12,000 in all)", Formatter.Format(s_long).PlainText);

    [Fact]
    public void A_text_is_not_cut_in_the_middle_of_a_letter()
    {
        var text = string.Concat(Enumerable.Repeat("x😀", 6_000));

        Assert.DoesNotContain("�", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Formatter.Format("y" + text).PlainText)));
        Assert.DoesNotContain("�", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Formatter.Format(text).PlainText)));
    }

    [Fact]
    public void What_does_not_fit_a_line_has_a_line_for_each_part() => Assert.Equal("""
        [
          PlainTextTests.Person { Name = "Ada Augusta Byron, Countess of Lovelace", Age = 36 },
          PlainTextTests.Person { Name = "Grace Brewster Murray Hopper", Age = 85 },
        ]
        """, Text(new[] { new Person("Ada Augusta Byron, Countess of Lovelace", 36), new("Grace Brewster Murray Hopper", 85) }));

    [Fact]
    public void Short_parts_share_a_line() => Assert.Equal("""
        [
          1000000000, 1000000001, 1000000002, 1000000003, 1000000004, 1000000005, 1000000006, 1000000007,
          1000000008, 1000000009,
          … 10 more (20 in all)
        ]
        """, Text(Enumerable.Range(1_000_000_000, 20).ToArray(), limit: 10));

    [Fact]
    public void The_limit_of_lists_is_that_of_their_type_where_there_is_one()
    {
        Formatter.ListExpansionLimit = 2;
        Formatter<long>.ListExpansionLimit = 1;

        Assert.Equal("[1, 2, … 1 more (3 in all)]", Formatter.Format(new[] { 1, 2, 3 }).PlainText);
        Assert.Equal("[1, … 2 more (3 in all)]", Formatter.Format(new long[] { 1, 2, 3 }).PlainText);
        Assert.Equal("[1, … 2 more (3 in all)]", Formatter.Format(new List<long> { 1, 2, 3 }).PlainText);
        Assert.Equal("[1, … more]", Formatter.Format(new long[] { 1, 2, 3 }.Where(_ => true)).PlainText);
        Formatter.ResetToDefault();
        Assert.Equal("[1, 2, 3]", Formatter.Format(new long[] { 1, 2, 3 }).PlainText);
        Assert.Throws<ArgumentOutOfRangeException>(() => Formatter.ListExpansionLimit = -1);
    }

    [Fact]
    public void Null_is_shown_as_the_author_says()
    {
        Formatter.NullString = "nothing";

        Assert.Equal("[nothing]", Formatter.Format(new object?[] { null }).PlainText);
    }

    [Fact]
    public void Numbers_are_written_alike_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NumberGroupSeparator = ".";
            CultureInfo.CurrentCulture = culture;

            Assert.Equal("[1.5, 2026-03-01]", Formatter.Format(new object[] { 1.5, new DateOnly(2026, 3, 1) }).PlainText);
            Assert.Contains("(10,000 in all)", Formatter.Format(new int[10_000]).PlainText, StringComparison.Ordinal);
            Assert.Contains("(10,000 in all)", HtmlForm.Text(new int[10_000]), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_table_of_data_says_how_large_it_is()
    {
        using var table = new DataTable("cities");
        table.Columns.Add("name");
        table.Rows.Add("Malmö");

        Assert.Equal("DataTable cities with 1 row, 1 column", Formatter.Format(table).PlainText);
    }

    private static string Text(object value, int limit = 20)
    {
        Formatter.ListExpansionLimit = limit;
        return Formatter.Format(value).PlainText;
    }

    private sealed record Person(string Name, int Age);

    private sealed class Plain;

    private sealed class Speaking
    {
        public int Hidden => 1;

        public override string ToString() => "I speak";
    }
}
