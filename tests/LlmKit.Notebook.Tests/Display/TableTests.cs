using System.Collections;
using System.Data;
using System.Dynamic;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Tests.Display;

public sealed class TableTests : IDisposable
{
    public void Dispose() => Formatter.ResetToDefault();

    public static TheoryData<object, string[]> Tables => new()
    {
        { new[] { 5, 6 }, ["index|value", "0|5", "1|6"] },
        { new[] { new P("Ada", 36), new P("Bob", 4) }, ["index|Name|Age", "0|Ada|36", "1|Bob|4"] },
        { new[] { (1, "a"), (2, "b") }, ["index|Item1|Item2", "0|1|a", "1|2|b"] },
        { new Dictionary<string, double> { ["x"] = 0.5 }, ["key|value", "x|0.5"] },
        { new Hashtable { [1] = "one" }, ["key|value", "1|one"] },
        { new Dictionary<string, P> { ["first"] = new("Ada", 36) }, ["key|Name|Age", "first|Ada|36"] },
        { new object?[] { new P("Ada", 36), new { Name = "Bot", Model = "x" }, 42 }, ["index|Name|Age|Model|value", "0|Ada|36||", "1|Bot||x|", "2||||42"] },
        { new object?[] { new { A = 1 }, null }, ["index|A|value", "0|1|", "1||<null>"] },
        { new[,] { { 1, 2 }, { 3, 4 } }, ["index|0|1", "0|1|2", "1|3|4"] },
        { new[] { [1, 2, 3], new[] { 4 } }, ["index|0|1|2", "0|1|2|3", "1|4||"] },
        { new List<List<string>> { new() { "a" }, new() }, ["index|0", "0|a", "1|"] },
        { Enumerable.Range(0, 2).Select(n => new { N = n }), ["index|N", "0|0", "1|1"] },
        { new[] { Expando("a", 1), Expando("b", 2) }, ["index|a|b", "0|1|", "1||2"] },
        { new[] { JsonNode.Parse("""{"a": 1}""")!, JsonNode.Parse("""{"b": "x"}""")! }, ["index|a|b", "0|1|", "1||x"] },
        { JsonNode.Parse("""[{"a": 1}, {"a": 2}]""")!, ["index|a", "0|1", "1|2"] },
        { "ab".GroupBy(letter => letter), ["index|key|count|items", "0|a|1|'a': ['a']indexvalue0a", "1|b|1|'b': ['b']indexvalue0b"] },
        { Regex.Matches("a1b2", @"(?<letter>\w)(?<digit>\d)"), ["index|Index|Length|Value|letter|digit", "0|0|2|a1|a|1", "1|2|2|b2|b|2"] },
        { new[] { KeyValuePair.Create("k", 1) }, ["index|Key|Value", "0|k|1"] },
        { Cities(), ["index|name|size", "0|Malmö|350", "1|<null>|1"] },
        { new DataView(Cities(), "size > 1", "", DataViewRowState.CurrentRows), ["index|name|size", "0|Malmö|350"] },
        { Async(), ["index|N", "0|0", "1|1"] },
    };

    [Theory, MemberData(nameof(Tables))]
    public void Sequences_are_tables(object value, string[] rows) =>
        Assert.Equal(rows, HtmlForm.Table(value));

    [Fact]
    public void What_is_left_out_is_counted()
    {
        Assert.Equal(21, HtmlForm.Table(Enumerable.Range(0, 1_234)).Length);
        Assert.Equal("… 1,214 more (1,234 in all)", HtmlForm.Below(Enumerable.Range(0, 1_234)));
        Assert.Equal("… more", HtmlForm.Below(Enumerable.Range(0, 1_234).Where(n => n >= 0)));
        Assert.Equal("", HtmlForm.Below(Enumerable.Range(0, 20).Where(n => n >= 0)));
    }

    [Fact]
    public void A_wide_grid_counts_the_columns_that_are_left_out()
    {
        Formatter.ListExpansionLimit = 2;

        Assert.Equal(["index|0|1|… 3 more", "0|0|0|…", "1|0|0|…"], HtmlForm.Table(new int[4, 5]));
        Assert.Equal("… 2 more (4 in all)", HtmlForm.Below(new int[4, 5]));
    }

    [Fact]
    public void A_table_of_data_counts_the_rows_that_are_left_out()
    {
        Formatter.ListExpansionLimit = 1;

        Assert.Equal(["index|name|size", "0|Malmö|350"], HtmlForm.Table(Cities()));
        Assert.Equal("… 1 more (2 in all)", HtmlForm.Below(Cities()));
    }

    [Fact]
    public void An_array_of_three_dimensions_opens_plane_by_plane()
    {
        var rows = HtmlForm.Table(new int[2, 1, 2]);

        Assert.Equal(["index|value", "0|{ { 0, 0 } }index01000", "1|{ { 0, 0 } }index01000"], rows);
    }

    [Fact]
    public void Numbers_stand_at_the_right_and_so_do_the_heads_of_their_columns()
    {
        var view = HtmlForm.Of(new[] { new P("Ada", 36) });

        Assert.Equal(["Age", "36"], view.Descendants().Where(each => each.Attribute("class")?.Value == "r").Select(each => each.Value));
    }

    [Fact]
    public void Names_of_a_members_tuples_head_its_columns()
    {
        var nested = HtmlForm.Of(new Named()).Descendants("table").Skip(1).First();

        Assert.Equal(["index", "Word", "Count"], nested.Descendants("th").Select(head => head.Value));
    }

    [Fact]
    public void Names_that_only_the_compiler_knows_can_be_given()
    {
        var forms = Formatter.FormatNamed(new[] { (1, "a") }, ["Count", "Word"]);

        Assert.Contains("<th class=\"r\">Count</th><th>Word</th>", forms[MimeBundle.Html]!, StringComparison.Ordinal);
    }

    [Fact]
    public void DisplayTable_takes_items_apart_that_have_formatters_of_their_own()
    {
        Formatter.Register<P>(person => $"<b>{person.Name}</b>", MimeBundle.Html);
        P[] people = [new("Ada", 36)];

        Assert.Equal(["index|value", "0|Ada"], HtmlForm.Table(people));
        var shown = people.DisplayTable().FormattedValues.Single(form => form.MimeType == MimeBundle.Html).Value;
        Assert.Contains("<th>Name</th>", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_sequence_says_so() => Assert.Equal("(empty)", HtmlForm.Text(new List<P>()));

    [Fact]
    public void A_group_shows_its_key_above_its_items()
    {
        var group = new[] { 1, 2, 3 }.GroupBy(n => n % 2 == 0 ? "even" : "odd").First();

        Assert.StartsWith("key odd", HtmlForm.Text(group), StringComparison.Ordinal);
        Assert.Equal(["index|value", "0|1", "1|3"], HtmlForm.Table(group));
    }

    private static ExpandoObject Expando(string name, object value)
    {
        var made = new ExpandoObject();
        ((IDictionary<string, object?>)made)[name] = value;
        return made;
    }

    private static DataTable Cities()
    {
        var table = new DataTable();
        table.Columns.Add("name");
        table.Columns.Add("size", typeof(int));
        table.Rows.Add("Malmö", 350);
        table.Rows.Add(DBNull.Value, 1);
        return table;
    }

    private static async IAsyncEnumerable<object> Async()
    {
        await Task.Yield();
        yield return new { N = 0 };
        yield return new { N = 1 };
    }

    private sealed record P(string Name, int Age);

    private sealed class Named
    {
        public (string Word, int Count)[] Words => [("a", 1)];
    }
}
