using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>The styles that TorchSharp has besides PyTorch's: the forms that its documentation
/// shows.</summary>
public sealed class PrintStyleTests
{
    private const string Head = "type = Float32, device = cpu";

    [Fact]
    public void The_metadata_are_shape_type_and_device()
    {
        using var scope = NewDisposeScope();

        Assert.Equal($"[2x3], {Head}", zeros(2, 3).ToString(TensorStringStyle.Metadata));
        Assert.Equal("[], type = Bool, device = meta", zeros([], @bool, device: "meta").metastr());
    }

    [Fact]
    public void Julias_vector_is_a_line_of_numbers_without_brackets()
    {
        using var scope = NewDisposeScope();

        Assert.Equal($"[], {Head}, value = 2.7183", tensor(2.71828f).jlstr());
        Assert.Equal($"[3], {Head}\n 0.5 -12 1e-07\n", tensor([0.5f, -12, 1e-7f]).jlstr());
        Assert.Equal($"[0], {Head}", zeros(0).jlstr());
        Assert.Equal($"[2], type = Float32, device = meta", zeros(2, device: "meta").jlstr());
    }

    [Fact]
    public void Julias_columns_are_as_wide_as_their_own_widest_number()
    {
        using var scope = NewDisposeScope();

        Assert.Equal($"[2x3], {Head}\n 1 -2.25 100\n 3     4   5\n",
            tensor(new[,] { { 1, -2.25f, 100 }, { 3, 4, 5 } }).jlstr());
    }

    [Fact]
    public void Julias_matrices_of_more_dimensions_have_their_index_and_widths_of_their_own()
    {
        using var scope = NewDisposeScope();
        var tensor = torch.tensor(new float[] { 1, 2, 30, 4, 5, 6, 7, 800 }, [2, 2, 2]);

        Assert.Equal($"[2x2x2], {Head}\n[0,..,..] =\n  1 2\n 30 4\n\n[1,..,..] =\n 5   6\n 7 800\n",
            tensor.jlstr());
        Assert.Equal($"[1x2x2x2], {Head}\n[0,0,..,..] =\n  1 2\n 30 4\n\n[0,1,..,..] =\n 5   6\n 7 800\n",
            tensor.unsqueeze(0).jlstr());
    }

    [Fact]
    public void Julia_spells_bools_complex_numbers_and_what_is_not_finite_its_own_way()
    {
        using var scope = NewDisposeScope();

        Assert.Equal("[2], type = Bool, device = cpu\n true false\n", tensor([true, false]).jlstr());
        Assert.Equal($"[3], {Head}\n NaN Inf -Inf\n",
            tensor([float.NaN, float.PositiveInfinity, float.NegativeInfinity]).jlstr());
        var complex = view_as_complex(tensor(new float[] { 1.5f, -2, 3, 0, 0, 1 }, [3, 2]));
        Assert.Equal("[3], type = ComplexFloat32, device = cpu\n 1.5-2i 3 0+1i\n", complex.jlstr());
    }

    [Fact]
    public void Julias_large_tensors_show_their_edges_under_the_indices_of_the_whole()
    {
        using var scope = NewDisposeScope();

        var lines = arange(20 * 10 * 10).view(20, 10, 10).jlstr().Split('\n');

        Assert.Equal("[0,..,..] =", lines[1]);
        Assert.Equal("  0  1  2 ...  7  8  9", lines[2]);
        Assert.Equal(" ...", lines[5]);
        Assert.Equal(["...", "", "[17,..,..] ="], lines[28..31]);
        Assert.Equal(" 1990 1991 1992 ... 1997 1998 1999", lines[^2]);
    }

    [Theory]
    [InlineData(1000, " 10 11 12 13 14 15 16 17 18 19")]
    [InlineData(30, " 10 11 12 13 14 15 16 17 18 19")]
    [InlineData(29, " 10 11 12 13 ... 16 17 18 19")]
    [InlineData(13, " 10 11 ... 19")]
    [InlineData(1, " 10 ... 19")]
    public void Julias_columns_beyond_the_width_are_left_out_in_the_middle(int width, string row)
    {
        using var scope = NewDisposeScope();

        Assert.Equal($"[10], type = Int64, device = cpu\n{row}\n", (arange(10) + 10).jlstr(width: width));
    }

    [Fact]
    public void CSharps_values_are_arrays_of_its_types()
    {
        using var scope = NewDisposeScope();

        Assert.Equal($"[], {Head}, value = 2.5", tensor(2.5f).cstr());
        Assert.Equal($"[0], {Head}, value = float [] {{}}", zeros(0).cstr());
        Assert.Equal($"[2], {Head}, value = float [] {{1f, -2.5f}}", tensor([1, -2.5f]).cstr());
        Ends("value = double [] {1, -2.5}", tensor([1, -2.5]).cstr());
        Ends("value = long [] {1L, -2L}", tensor(new long[] { 1, -2 }).cstr());
        Ends("value = int [] {1, -2}", tensor([1, -2]).cstr());
        Ends("value = byte [] {255}", tensor(new byte[] { 255 }).cstr());
        Ends("value = bool [] {true, false}", tensor([true, false]).cstr());
        Ends("value = float16 [] {0f}", zeros(1, float16).cstr());
        Ends("value = bfloat16 [] {0.10010f}", full([1], 0.1, bfloat16).cstr("0.00000"));
        Ends("{float.NaN, float.NegativeInfinity, 1f}",
            tensor([float.NaN, float.NegativeInfinity, 1]).cstr());
        Ends("value = Complex [] {new(1.5, -2)}",
            view_as_complex(tensor(new[,] { { 1.5f, -2 } })).cstr());
    }

    [Fact]
    public void CSharps_dimensions_are_nested_braces()
    {
        using var scope = NewDisposeScope();

        Assert.Equal("[2x2], type = Int32, device = cpu, value = \nint [,] {\n {1, 2},\n {3, 4}\n}",
            tensor(new[,] { { 1, 2 }, { 3, 4 } }).cstr());
        Assert.Equal("[2x2x1], type = Int32, device = cpu, value = \nint [,,] {\n {{0},\n  {1}},\n {{2},\n  {3}}\n}",
            arange(4, int32).view(2, 2, 1).cstr());
    }

    [Fact]
    public void CSharps_large_arrays_show_their_edges_and_long_rows_continue_on_the_next_line()
    {
        using var scope = NewDisposeScope();

        Ends("long [] {0L, 1L, 2L, ... 1998L, 1999L, 2000L}", arange(2001).cstr());
        Ends("int [,] {\n {0, 1},\n {2, 3},\n {4, 5},\n ...\n {1996, 1997},\n {1998, 1999},\n {2000, 2001}\n}",
            arange(2002, int32).view(1001, 2).cstr());
        Ends("int [] {0, 1, 2,\n 3, 4, 5}", arange(6, int32).cstr(width: 9));
    }

    [Fact]
    public void A_format_of_NET_replaces_each_styles_own()
    {
        using var scope = NewDisposeScope();
        var values = tensor([1, -0.127f]);

        Assert.Equal("tensor([ 1.00, -0.13])", values.str("F2"));
        Assert.Equal("[ 1.00 -0.13]", values.npstr("F2"));
        Assert.Equal($"[2], {Head}\n 1.00 -0.13\n", values.jlstr("F2"));
        Ends("{1.00f, -0.13f}", values.cstr("F2"));
        Ends("{0.33333334f}", tensor([1 / 3f]).cstr("R"));
        Ends("{0.3333}", full([1], 1 / 3.0, float16).cstr("R").Replace("f}", "}"));
        Assert.Equal("tensor([1, 2])", tensor(new long[] { 1, 2 }).str("F2"));
    }

    [Fact]
    public void Culture_and_line_end_can_be_chosen()
    {
        using var scope = NewDisposeScope();
        var german = WithComma();

        Assert.Equal($"[1], {Head}\r\n 1,5\r\n", tensor([1.5f]).jlstr(newLine: "\r\n", cultureInfo: german));
        Assert.Equal("[[1.]\r\n [1.]]", ones(2, 1).npstr(newLine: "\r\n"));
    }

    [Fact]
    public void Nothing_depends_on_the_culture_of_the_thread()
    {
        using var scope = NewDisposeScope();
        var before = CultureInfo.CurrentCulture;
        var values = tensor([-1.5, 1e9]);
        string[] All() => [values.str(), values.npstr(), values.jlstr(), values.cstr(), (-arange(3)).jlstr()];
        var expected = All();
        try
        {
            CultureInfo.CurrentCulture = WithComma();
            Assert.Equal(expected, All());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_wrong_format_or_style_is_named()
    {
        using var scope = NewDisposeScope();

        var format = Assert.Throws<ArgumentException>(() => ones(1).str("Q9"));
        var style = Assert.Throws<ArgumentException>(() => ones(1).ToString((TensorStringStyle)9));

        Assert.StartsWith("\"Q9\" is no numeric format of .NET", format.Message);
        Assert.StartsWith("9 is no TensorStringStyle; there are Metadata, Julia, Numpy, CSharp, Default.",
            style.Message);
    }

    [Fact]
    public void The_default_style_is_PyTorchs_and_wide_lines_hold_more()
    {
        using var scope = NewDisposeScope();

        Assert.Equal("tensor([1., 2.])", tensor([1f, 2f]).ToString(TensorStringStyle.Default));
        Assert.Contains('\n', arange(40).str());
        Assert.DoesNotContain('\n', arange(40).str(width: 1000));
        Assert.DoesNotContain('\n', linspace(0, 1, 900).npstr(width: int.MaxValue));
        Assert.DoesNotContain('\n', linspace(0, 1, 900).cstr(width: int.MaxValue));
        Assert.DoesNotContain('\n', linspace(0, 1, 900).str(width: int.MaxValue));
        Assert.DoesNotContain("...", linspace(0, 1, 900).jlstr(width: int.MaxValue));
    }

    [Fact]
    public void NumPy_has_no_bfloat16_so_its_numbers_are_those_of_float32()
    {
        using var scope = NewDisposeScope();

        Assert.Equal("[1.         0.10009766]", tensor([1, 0.1f]).to(bfloat16).npstr());
    }

    private static void Ends(string expected, string text) =>
        Assert.EndsWith(expected, text, StringComparison.Ordinal);

    private static CultureInfo WithComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign) = (",", "\u2212");
        return culture;
    }
}
