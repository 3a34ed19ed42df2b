using System.Xml.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>Tensors as HTML, read back as the reader sees them.</summary>
public sealed class TensorHtmlTests
{
    [Fact]
    public void A_matrix_is_a_table_with_numbered_rows_and_columns()
    {
        using var scope = NewDisposeScope();

        var table = Assert.Single(Tables(tensor(new[,] { { 1.5f, -2 }, { 0, 3 } })));

        Assert.Equal("float32[2, 2]", table.Caption);
        Assert.Equal(["|0|1", "0|1.5000|-2.0000", "1|0.0000|3.0000"], table.Rows);
    }

    [Fact]
    public void A_short_vector_is_one_row()
    {
        using var scope = NewDisposeScope();

        var table = Assert.Single(Tables(tensor(new long[] { 7, -8 })));

        Assert.Equal(["0|1", "7|-8"], table.Rows);
    }

    [Fact]
    public void A_large_matrix_shows_its_corners_and_says_how_much_more_there_is()
    {
        using var scope = NewDisposeScope();

        var table = Assert.Single(Tables(arange(4000).view(50, 80)));

        Assert.Equal("|0|1|2|… 74 more|77|78|79", table.Rows[0]);
        Assert.Equal("2|160|161|162|…|237|238|239", table.Rows[3]);
        Assert.Equal("|… 44 more rows", table.Rows[4]);
        Assert.Equal("49|3920|3921|3922|…|3997|3998|3999", table.Rows[^1]);
        Assert.Equal(8, table.Rows.Length);
    }

    [Fact]
    public void No_table_has_more_than_20_rows_or_columns_of_numbers()
    {
        using var scope = NewDisposeScope();

        var fitting = Assert.Single(Tables(zeros(20, 20)));
        var tall = Assert.Single(Tables(zeros(21, 2)));
        var wide = Assert.Single(Tables(arange(42).view(2, 21)));

        Assert.Equal(21, fitting.Rows.Length);
        Assert.DoesNotContain(fitting.Rows, row => row.Contains('…', StringComparison.Ordinal));
        Assert.Equal("|… 1 more rows", tall.Rows[11]);
        Assert.Equal("0|0|1|2|3|4|5|6|7|8|9|…|11|12|13|14|15|16|17|18|19|20", wide.Rows[1]);
    }

    [Fact]
    public void Three_dimensions_are_a_table_for_each_matrix()
    {
        using var scope = NewDisposeScope();

        var html = Parse(arange(12).view(2, 3, 2));
        var tables = Tables(html);

        Assert.Equal(["[0, :, :]", "[1, :, :]"], tables.Select(table => table.Caption));
        Assert.Equal("2|10|11", tables[1].Rows[^1]);
        Assert.Contains("int64[2, 3, 2]", html.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_matrices_the_first_and_the_last_two_are_shown()
    {
        using var scope = NewDisposeScope();

        var html = Parse(arange(24).view(3, 4, 1, 2));
        var tables = Tables(html);

        Assert.Equal(["[0, 0, :, :]", "[0, 1, :, :]", "[2, 2, :, :]", "[2, 3, :, :]"],
            tables.Select(table => table.Caption));
        Assert.Equal(["0|0|1", "0|2|3", "0|20|21", "0|22|23"], tables.Select(table => table.Rows[1]));
        Assert.Contains("… 8 more matrices", html.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_makes_no_table_is_text_as_PyTorch_prints_it()
    {
        using var scope = NewDisposeScope();

        Assert.Equal("<pre>tensor(1.)</pre>", TensorHtml.Of(ones([]), new()));
        Assert.Equal("<pre>tensor([], size=(0, 3))</pre>", TensorHtml.Of(ones(0, 3), new()));
        Assert.StartsWith("<pre>tensor([ 0,  1,", TensorHtml.Of(arange(21), new()), StringComparison.Ordinal);
        Assert.StartsWith("<pre>tensor(...", TensorHtml.Of(ones(2, device: "meta"), new()), StringComparison.Ordinal);
        var disposed = ones(2);
        disposed.Dispose();
        Assert.Equal("<pre>a disposed tensor</pre>", TensorHtml.Of(disposed, new()));
    }

    [Fact]
    public void Signs_that_mean_something_in_HTML_are_encoded()
    {
        using var scope = NewDisposeScope();

        var html = TensorHtml.Of(ones([]).requires_grad_().exp(), new());

        Assert.Equal("<pre>tensor(2.7183, grad_fn=&lt;ExpBackward0&gt;)</pre>", html);
    }

    [Fact]
    public void Every_type_can_be_shown()
    {
        using var scope = NewDisposeScope();
        var type = new[] { @bool, uint8, int8, int16, int32, int64, float16, bfloat16, float32, float64, complex64 };

        Assert.All(type, dtype => Assert.Equal(2, Tables(ones(2, 3).to(dtype))[0].Rows.Count(row => row[0] != '|')));
        var special = tensor([1, float.NaN, float.PositiveInfinity, float.NegativeInfinity]).view(2, 2);
        Assert.Equal(["|0|1", "0|1.|nan", "1|inf|-inf"], Tables(special)[0].Rows);
    }

    [Fact]
    public void A_view_that_is_not_contiguous_and_one_with_gradients_are_shown_as_they_are()
    {
        using var scope = NewDisposeScope();

        var table = Tables(arange(6.0, float32).view(2, 3).requires_grad_().t())[0];

        Assert.Equal(["|0|1", "0|0.|3.", "1|1.|4.", "2|2.|5."], table.Rows);
        Assert.StartsWith("float32[3, 2], grad_fn=", table.Caption, StringComparison.Ordinal);
    }

    private sealed record Table(string Caption, string[] Rows);

    private static Table[] Tables(Tensor tensor) => Tables(Parse(tensor));

    private static Table[] Tables(XElement html) =>
    [
        .. html.Descendants("table").Select(table => new Table(table.Element("caption")!.Value,
            [.. table.Descendants("tr").Select(row => string.Join('|', row.Elements().Select(cell => cell.Value)))])),
    ];

    // Well-formed markup reads as XML once its one named entity is spelled as a character.
    private static XElement Parse(Tensor tensor) =>
        XElement.Parse(TensorHtml.Of(tensor, new()).Replace("&nbsp;", " ", StringComparison.Ordinal));
}
