using LlmKit.Plotting.Axes;

namespace LlmKit.Plotting.Layout;

/// <summary>Reads a panel's traces onto their common axes.</summary>
internal sealed class PanelReader(Panel panel, (Color Color, int Round)[] colors, int mostPoints)
{
    private const double ShareOfBars = 0.8;

    private static readonly StyleParam.DrawingStyle[] s_dashes =
        [StyleParam.DrawingStyle.Solid, StyleParam.DrawingStyle.Dash, StyleParam.DrawingStyle.Dot,
            StyleParam.DrawingStyle.DashDot];

    private readonly AxisBuilder _x = new(panel.X, "x");
    private readonly AxisBuilder _y = new(panel.Y, "y");

    public PanelData Read()
    {
        var traces =
            panel.Traces.Select(trace => trace is Trace.Heatmap map ? Downsampling.Cells(map) : trace)
            .ToList();
        foreach (var trace in traces) TakeKinds(trace);
        SetRoom(traces);

        var bins = BinsOf(traces);
        var bars = traces.OfType<Trace.Bar>().Select(ReadKeys).ToList();
        var stack = new Dictionary<(double Place, bool IsNegative), double>();
        var marks = traces.Select((trace, i) => trace switch
        {
            Trace.Scatter scatter => ReadPoints(scatter, colors[i]),
            Trace.Bar bar => Arrange(bar, bars, stack, colors[i].Color),
            Trace.Histogram histogram => Count(histogram, bins!, colors[i].Color),
            Trace.Heatmap map => (Mark)ReadCells(map),
            _ => throw new InvalidOperationException(trace.Kind),
        }).ToList();

        var (x, y) = (_x.Build(), _y.Build());
        marks = [.. marks.Select(mark => mark is Mark.Points points ? Thin(points, x, y) : mark)];
        return new(
            panel, x, y, marks, _x.Excluded + _y.Excluded, traces.All(trace => trace.Count == 0)
            || _x.IsEmpty || _y.IsEmpty);
    }

    private void TakeKinds(Trace trace)
    {
        var (x, y) = trace switch
        {
            Trace.Scatter scatter => (scatter.X.Kind, scatter.Y.Kind),
            Trace.Bar { IsHorizontal: true } bar => (SeriesKind.Number, bar.Keys.Kind),
            Trace.Bar bar => (bar.Keys.Kind, SeriesKind.Number),
            Trace.Heatmap map => (map.X?.Kind ?? SeriesKind.Number, map.Y?.Kind ?? SeriesKind.Number),
            _ => (SeriesKind.Number, SeriesKind.Number),
        };
        if (trace.Count == 0) return;
        _x.Take(x);
        _y.Take(y);
    }

    private void SetRoom(IReadOnlyList<Trace> traces)
    {
        _y.Room = 0.05;
        if (traces.Any(trace => trace is Trace.Scatter { HasMarkers: true })) _x.Room = 0.04;
        if (traces.Any(trace => trace is Trace.Scatter { Texts: not null }))
        {
            (_x.Room, _y.Room) = (0.08, 0.08);
        }
        if (traces.Any(trace => trace is Trace.Histogram or Trace.Bar { IsHorizontal: false }))
        {
            _y.StandsOnZero = true;
        }
        if (traces.Any(trace => trace is Trace.Bar { IsHorizontal: true }))
        {
            (_x.StandsOnZero, _x.Room) = (true, 0.05);
        }
        if (traces.Any(trace => trace is Trace.Bar { Texts: not null, IsHorizontal: false })) _y.Room = 0.09;
        if (traces.Any(trace => trace is Trace.Bar { Texts: not null, IsHorizontal: true })) _x.Room = 0.12;
        if (traces.Any(trace => trace is Trace.Heatmap)) (_x.Room, _y.Room) = (0, 0);
    }

    private Mark.Points ReadPoints(Trace.Scatter scatter, (Color Color, int Round) color)
    {
        var (x, y) = (_x.Places(scatter.X, isDistinct: false), _y.Places(scatter.Y, isDistinct: false));
        for (var i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i])) continue;
            _x.Cover(x[i]);
            _y.Cover(y[i]);
        }

        return new(scatter, color.Color.WithOpacity(scatter.Opacity), x, y, scatter.Texts)
        {
            Dash = scatter.LineDash ?? s_dashes[color.Round % s_dashes.Length],
        };
    }

    private Mark.Points Thin(Mark.Points points, Axis x, Axis y)
    {
        var kept = points.Scatter.HasLines
            ? Downsampling.Line(points.X, points.Y, mostPoints)
            : Downsampling.Scatter(
                [.. points.X.Select(x.Fraction)], [.. points.Y.Select(y.Fraction)], mostPoints);
        if (kept.Length == points.Y.Length) return points;
        return points with
        {
            X = [.. kept.Select(i => points.X[i])],
            Y = [.. kept.Select(i => points.Y[i])],
            Texts = points.Texts is { } texts ? [.. kept.Select(i => texts[i])] : null,
        };
    }

    private (Trace.Bar Bar, double[] Places) ReadKeys(Trace.Bar bar) =>
        (bar, (bar.IsHorizontal ? _y : _x).Places(bar.Keys, isDistinct: true));

    private Mark.Bars Arrange(
        Trace.Bar bar, List<(Trace.Bar Bar, double[] Places)> all,
        Dictionary<(double Place, bool IsNegative), double> stack, Color color)
    {
        var (keys, values) = bar.IsHorizontal ? (_y, _x) : (_x, _y);
        var index = all.FindIndex(other => ReferenceEquals(other.Bar, bar));
        var slot = Distance(all.SelectMany(other => other.Places), keys.Kind) * ShareOfBars;
        var (width, shift) = panel.BarMode == StyleParam.BarMode.Group
            ? (slot / all.Count, slot / all.Count * index) : (slot, 0);
        var places = new BarPlace[bar.Values.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var (place, value) = (all[index].Places[i], bar.Values[i]);
            var start = panel.BarMode == StyleParam.BarMode.Stack
                ? stack.GetValueOrDefault((place, value < 0)) : 0;
            var end = start + value;
            if (!double.IsNaN(value)) stack[(place, value < 0)] = end;
            var from = place - slot / 2 + shift;
            places[i] = new(from, from + width, start, end, bar.Texts?[i] ?? "");
            values.Cover(end);
            if (keys.Kind == AxisKind.Category || double.IsNaN(place)) continue;
            keys.Cover(place);
            keys.CoverEdge(place - slot / 2);
            keys.CoverEdge(place + slot / 2);
        }

        return new(bar, color.WithOpacity(bar.Opacity), places, bar.IsHorizontal);
    }

    // The least distance between two neighbouring keys.
    private static double Distance(IEnumerable<double> places, AxisKind kind)
    {
        if (kind == AxisKind.Category) return 1;
        double[] sorted = [.. places.Where(place => !double.IsNaN(place)).Distinct().Order()];
        if (sorted.Length < 2) return kind == AxisKind.Date ? 86_400_000 : 1;
        return sorted.Zip(sorted.Skip(1), (a, b) => b - a).Min();
    }

    private static Bins? BinsOf(IEnumerable<Trace> traces)
    {
        var histograms = traces.OfType<Trace.Histogram>().ToList();
        return histograms.Count == 0 ? null : Bins.For(
            [.. histograms.SelectMany(histogram => histogram.Values).Where(value => !double.IsNaN(value))],
            histograms.Max(histogram => histogram.MostBins));
    }

    private Mark.Bars Count(Trace.Histogram histogram, Bins bins, Color color)
    {
        var counts = bins.CountOf(histogram.Values);
        var total = Math.Max(1, counts.Sum());
        var unit = histogram.Norm switch
        {
            StyleParam.HistNorm.Percent => 100 / total,
            StyleParam.HistNorm.Probability => 1 / total,
            StyleParam.HistNorm.Density => 1 / bins.Width,
            StyleParam.HistNorm.ProbabilityDensity => 1 / total / bins.Width,
            _ => 1,
        };
        var places = new BarPlace[counts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            places[i] =
                new(bins.First + i * bins.Width, bins.First + (i + 1) * bins.Width, 0, counts[i] * unit, "");
            _x.CoverEdge(places[i].From);
            _x.CoverEdge(places[i].To);
            if (counts[i] > 0) _y.Cover(places[i].End);
        }

        // Histograms over each other must let the lower one be seen.
        var isAlone = panel.Traces.OfType<Trace.Histogram>().Count() == 1;
        return new(
            histogram, color.WithOpacity(histogram.Opacity * (isAlone ? 1 : 0.6)), places,
            IsHorizontal: false);
    }

    private Mark.Cells ReadCells(Trace.Heatmap map)
    {
        var x = _x.Places(map.X ?? Series.Positions(map.Columns), isDistinct: true);
        var y = _y.Places(map.Y ?? Series.Positions(map.Rows), isDistinct: true);
        var (xEdges, yEdges) = (Edges(x, _x), Edges(y, _y));
        var finite = map.Cells.Where(cell => !double.IsNaN(cell)).DefaultIfEmpty(0);
        var (least, greatest) = (map.Least ?? finite.Min(), map.Greatest ?? finite.Max());
        if (map is { Colorscale: StyleParam.Colorscale.RdBu, Least: null, Greatest: null } && least < 0
            && greatest > 0)
        {
            greatest = Math.Max(-least, greatest);
            least = -greatest;
        }

        if (greatest <= least)
        {
            (least, greatest) =
                Axis.Around(AxisKind.Linear, Math.Min(least, greatest), Math.Min(least, greatest), 0);
        }
        return new(map, xEdges, yEdges, least, greatest);
    }

    // Edges lie half-way between neighbouring centres.
    private static double[] Edges(double[] centers, AxisBuilder axis)
    {
        foreach (var center in centers) axis.Cover(center);
        if (centers.Length == 0) return [];
        var edges = new double[centers.Length + 1];
        for (var i = 1; i < centers.Length; i++) edges[i] = (centers[i - 1] + centers[i]) / 2;
        edges[0] = centers.Length > 1 ? centers[0] - (edges[1] - centers[0]) : centers[0] - 0.5;
        edges[^1] = centers.Length > 1 ? centers[^1] + (centers[^1] - edges[^2]) : centers[0] + 0.5;
        axis.CoverEdge(edges[0]);
        axis.CoverEdge(edges[^1]);
        return edges;
    }
}
