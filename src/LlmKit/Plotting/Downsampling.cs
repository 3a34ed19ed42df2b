namespace LlmKit.Plotting;

/// <summary>
/// Keeps outputs small. A figure has 6,000 points, shared evenly by its traces, at most 2,000 and at least
/// 200 for each; a longer trace is thinned, for the picture and for the JSON alike. A line is cut into
/// stretches of equally many points, and of each the first, last, lowest and highest stay, so that every
/// spike stays; a gap stays a gap. Of scattered points that fall into the same cell of a grid over the plot
/// one stays; the grid's cells grow until few enough points are left, so the picture shows where points are
/// rather than how many. A heat map of more than 128 rows or columns shows the mean of each block of cells.
/// </summary>
internal static class Downsampling
{
    private const int PerFigure = 6000;

    public const int MostCells = 128;

    /// <summary>How many points each of a figure's traces may have.</summary>
    public static int MostPoints(int traces) => Math.Clamp(PerFigure / Math.Max(1, traces), 200, 2000);

    /// <summary>Which points of a line to keep, in order.</summary>
    public static int[] Line(double[] x, double[] y, int most)
    {
        if (y.Length <= most) return All(y.Length);
        const int PerStretch = 4;
        var stretches = most / PerStretch;
        var kept = new List<int>(most + stretches);
        for (var stretch = 0; stretch < stretches; stretch++)
        {
            var from = (int)((long)y.Length * stretch / stretches);
            var to = (int)((long)y.Length * (stretch + 1) / stretches);
            kept.AddRange(Outstanding(x, y, from, to));
        }

        return [.. kept];
    }

    /// <summary>
    /// Which of scattered points to keep, in order. Both fractions run from 0 to 1 over the plot.
    /// </summary>
    public static int[] Scatter(double[] xFractions, double[] yFractions, int most)
    {
        if (yFractions.Length <= most) return All(yFractions.Length);
        for (var cells = 400; ; cells = cells * 4 / 5)
        {
            var seen = new HashSet<long>();
            var kept = new List<int>();
            for (var i = 0; i < yFractions.Length && kept.Count <= most; i++)
            {
                if (double.IsNaN(xFractions[i]) || double.IsNaN(yFractions[i])) continue;
                var cell = (long)(xFractions[i] * cells) * 100_000 + (long)(yFractions[i] * cells);
                if (seen.Add(cell)) kept.Add(i);
            }

            if (kept.Count <= most) return [.. kept];
        }
    }

    /// <summary>The heat map itself, or one whose cells are the means of blocks of its cells.</summary>
    public static Trace.Heatmap Cells(Trace.Heatmap map)
    {
        var (rowsEach, columnsEach) = (Block(map.Rows), Block(map.Columns));
        if (rowsEach == 1 && columnsEach == 1) return map;

        var rows = (map.Rows + rowsEach - 1) / rowsEach;
        var columns = (map.Columns + columnsEach - 1) / columnsEach;
        var cells = new double[rows * columns];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = Mean(map, i / columns * rowsEach, rowsEach, i % columns * columnsEach, columnsEach);
        }

        return map with
        {
            Cells = cells, Rows = rows, Columns = columns, Texts = null,
            X = Centers(map.X, map.Columns, columnsEach), Y = Centers(map.Y, map.Rows, rowsEach),
        };
    }

    private static int[] All(int count) => [.. Enumerable.Range(0, count)];

    private static IEnumerable<int> Outstanding(double[] x, double[] y, int from, int to)
    {
        var (lowest, highest, gap) = (-1, -1, -1);
        for (var i = from; i < to; i++)
        {
            if (double.IsNaN(y[i]) || double.IsNaN(x[i]))
            {
                gap = i;
                continue;
            }

            if (lowest < 0 || y[i] < y[lowest]) lowest = i;
            if (highest < 0 || y[i] > y[highest]) highest = i;
        }

        return new[] { from, lowest, highest, gap, to - 1 }.Where(i => i >= 0).Distinct().Order();
    }

    private static int Block(int count) => (count + MostCells - 1) / MostCells;

    private static double Mean(Trace.Heatmap map, int firstRow, int rows, int firstColumn, int columns)
    {
        var (sum, count) = (0.0, 0);
        for (var row = firstRow; row < Math.Min(firstRow + rows, map.Rows); row++)
        {
            for (var column = firstColumn; column < Math.Min(firstColumn + columns, map.Columns); column++)
            {
                var cell = map.Cells[row * map.Columns + column];
                if (double.IsNaN(cell)) continue;
                sum += cell;
                count++;
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }

    // A block stands at the middle of its places, or under the label of its first cell.
    private static Series? Centers(Series? labels, int count, int each)
    {
        if (each == 1) return labels;
        if (labels?.Kind == SeriesKind.Text)
        {
            return labels with { Texts = [.. labels.Texts.Chunk(each).Select(block => block[0])] };
        }
        var places = labels ?? Series.Positions(count);
        return places with { Values = [.. places.Values.Chunk(each).Select(block => block.Average())] };
    }
}
