using System.Collections;

namespace LlmKit.Plotting;

public static partial class Chart
{
    /// <summary>A table of numbers as coloured cells, with a colour bar.</summary>
    /// <param name="zData">The rows; each as long as the first. The first row is the lowest unless
    /// <paramref name="ReverseYAxis"/> is true.</param>
    /// <param name="X">One label a column: text, or numbers at whose places the columns are centred.</param>
    /// <param name="Y">One label a row.</param>
    /// <param name="ReverseYAxis">Puts the first row on top, as a matrix is written.</param>
    /// <param name="ZMin">The number that gets the first colour; the least one in the data by default. With a
    /// diverging scale and data on both sides of 0 the default is symmetric about 0.</param>
    /// <param name="ZMax">The number that gets the last colour.</param>
    public static GenericChart Heatmap<TZ>(
        IEnumerable<IEnumerable<TZ>> zData,
        IEnumerable? X = null,
        IEnumerable? Y = null,
        string? Name = null,
        StyleParam.Colorscale ColorScale = StyleParam.Colorscale.Viridis,
        bool ShowScale = true,
        bool ReverseScale = false,
        bool ReverseYAxis = false,
        double? ZMin = null,
        double? ZMax = null) =>
        Heatmap(Rows(zData), null, X, Y, Name, ColorScale, ShowScale, ReverseScale, ReverseYAxis, ZMin, ZMax);

    /// <summary>A table of numbers as coloured cells: <c>zData[row, column]</c>.</summary>
    public static GenericChart Heatmap<TZ>(
        TZ[,] zData,
        IEnumerable? X = null,
        IEnumerable? Y = null,
        string? Name = null,
        StyleParam.Colorscale ColorScale = StyleParam.Colorscale.Viridis,
        bool ShowScale = true,
        bool ReverseScale = false,
        bool ReverseYAxis = false,
        double? ZMin = null,
        double? ZMax = null) =>
        Heatmap(Rows(zData), null, X, Y, Name, ColorScale, ShowScale, ReverseScale, ReverseYAxis, ZMin, ZMax);

    /// <summary>A heat map with a text in each cell, in black or white, whichever reads better.</summary>
    /// <param name="annotationText">The texts, in the shape of <paramref name="zData"/>.</param>
    public static GenericChart AnnotatedHeatmap<TZ>(
        IEnumerable<IEnumerable<TZ>> zData,
        IEnumerable<IEnumerable<string>> annotationText,
        IEnumerable? X = null,
        IEnumerable? Y = null,
        string? Name = null,
        StyleParam.Colorscale ColorScale = StyleParam.Colorscale.Viridis,
        bool ShowScale = true,
        bool ReverseScale = false,
        bool ReverseYAxis = false,
        double? ZMin = null,
        double? ZMax = null)
    {
        string[][] texts = [.. annotationText.Select(row => row.ToArray())];
        return Heatmap(
            Rows(zData), texts, X, Y, Name, ColorScale, ShowScale, ReverseScale, ReverseYAxis, ZMin, ZMax);
    }

    /// <summary>A heat map with each cell's number in it.</summary>
    /// <param name="Format">How the numbers are written, a .NET format string.</param>
    public static GenericChart AnnotatedHeatmap<TZ>(
        TZ[,] zData,
        string Format = "0.##",
        IEnumerable? X = null,
        IEnumerable? Y = null,
        string? Name = null,
        StyleParam.Colorscale ColorScale = StyleParam.Colorscale.Viridis,
        bool ShowScale = true,
        bool ReverseScale = false,
        bool ReverseYAxis = false,
        double? ZMin = null,
        double? ZMax = null)
    {
        var rows = Rows(zData);
        string[][] texts =
            [.. rows.Select(row => row.Select(z => double.IsNaN(z) ? "" : z.ToString(Format)).ToArray())];
        return Heatmap(
            rows, texts, X, Y, Name, ColorScale, ShowScale, ReverseScale, ReverseYAxis, ZMin, ZMax);
    }

    private static GenericChart Heatmap(
        double[][] rows, string[][]? texts, IEnumerable? x, IEnumerable? y, string? name,
        StyleParam.Colorscale scale, bool showScale, bool reverseScale, bool reverseY, double? least,
            double? greatest)
    {
        var columns = rows.Length == 0 ? 0 : rows[0].Length;
        RequireShape(rows, "zData", columns);
        if (texts is not null)
        {
            Require.SameLength("annotationText", texts.Length, "zData", rows.Length);
            RequireShape(texts, "annotationText", columns);
        }

        if (least >= greatest)
        {
            throw new ArgumentException($"ZMin = {least} and ZMax = {greatest}. ZMin must be below ZMax.");
        }

        var (xSeries, ySeries) = (Labels(x, "X", columns, "columns"), Labels(y, "Y", rows.Length, "rows"));
        var trace =
            new Trace.Heatmap([.. rows.SelectMany(row => row)], rows.Length, columns, xSeries, ySeries)
        {
            Name = name,
            Colorscale = scale,
            IsReversed = reverseScale,
            ShowScale = showScale,
            Least = least,
            Greatest = greatest,
            Texts = texts?.SelectMany(row => row).ToArray(),
        };
        return GenericChart.Of(trace, new AxisStyle { IsReversed = reverseY ? true : null });
    }

    private static Series? Labels(IEnumerable? labels, string name, int count, string what)
    {
        if (labels is null) return null;
        var series = Series.From(labels, name);
        return series.Count == count
            ? series
            : throw new ArgumentException(
                $"{name} has {series.Count} labels and zData has {count} {what}. Pass one label each.");
    }

    private static void RequireShape<T>(T[][] rows, string name, int columns)
    {
        var wrong = Array.FindIndex(rows, row => row.Length != columns);
        if (wrong < 0) return;
        throw new ArgumentException(
            $"{name}[{wrong}] has {rows[wrong].Length} values where {columns} are wanted. All rows of a heat map have the same length.");
    }

    private static double[][] Rows<TZ>(IEnumerable<IEnumerable<TZ>> zData)
    {
        ArgumentNullException.ThrowIfNull(zData);
        return [.. zData.Select((row, index) => Series.NumbersFrom(row, $"zData[{index}]"))];
    }

    private static double[][] Rows<TZ>(TZ[,] zData)
    {
        ArgumentNullException.ThrowIfNull(zData);
        return [.. Enumerable.Range(0, zData.GetLength(0)).Select(row => Series.NumbersFrom(
            Enumerable.Range(0, zData.GetLength(1)).Select(column => zData[row, column]), "zData"))];
    }
}
