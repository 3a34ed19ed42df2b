using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using LlmKit.Plotting.Axes;
using LlmKit.Plotting.Layout;

namespace LlmKit.Plotting;

/// <summary>
/// Writes a figure as plotly.js reads it, with the places, bins and colours of the picture. Categories go as
/// numbers with tick texts, because plotly.js would lay two columns with the same text over each other.
/// </summary>
internal sealed class PlotlyJson
{
    // The encoder leaves Chinese readable and still escapes <, > and &, so that the text can stand in a
    // script element.
    private static readonly JsonWriterOptions s_options =
        new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly Utf8JsonWriter _json;
    private readonly Figure _figure;
    private readonly IReadOnlyList<PanelData> _panels;

    private PlotlyJson(Utf8JsonWriter json, Figure figure)
    {
        (_json, _figure) = (json, figure);
        _panels = PanelData.Of(figure);
    }

    public static string Write(Figure figure)
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, s_options)) new PlotlyJson(json, figure).Write();
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }

    private void Write()
    {
        _json.WriteStartObject();
        _json.WriteStartArray("data");
        var legend = Legend.Entries(_figure, _panels);
        for (var i = 0; i < _panels.Count; i++)
        {
            foreach (var mark in _panels[i].Marks) Write(mark, i, legend.Contains(mark));
        }

        _json.WriteEndArray();
        WriteLayout(legend.Count > 0);
        _json.WriteEndObject();
    }

    private void Write(Mark mark, int panel, bool isInLegend)
    {
        _json.WriteStartObject();
        _json.WriteString(
            "type", mark switch { Mark.Points => "scatter", Mark.Bars => "bar", _ => "heatmap" });
        if (mark.Trace.Name is { Length: > 0 } name)
        {
            _json.WriteString("name", Plain(name));
            if (_panels.Count > 1 && mark is not Mark.Cells) _json.WriteString("legendgroup", name);
        }

        if (mark is not Mark.Cells) _json.WriteBoolean("showlegend", isInLegend);
        if (panel > 0)
        {
            _json.WriteString("xaxis", $"x{panel + 1}");
            _json.WriteString("yaxis", $"y{panel + 1}");
        }

        switch (mark)
        {
            case Mark.Points points: WritePoints(points, _panels[panel]); break;
            case Mark.Bars bars: WriteBars(bars, _panels[panel]); break;
            case Mark.Cells cells: WriteCells(cells, panel); break;
        }

        _json.WriteEndObject();
    }

    private void WritePoints(Mark.Points points, PanelData panel)
    {
        var trace = points.Scatter;
        var mode = trace.Mode switch
        {
            StyleParam.Mode.Lines => "lines",
            StyleParam.Mode.Markers => "markers",
            _ => "lines+markers",
        };
        _json.WriteString("mode", points.Texts is null ? mode : mode + "+text");
        WriteColumn("x", points.X, panel.X);
        WriteColumn("y", points.Y, panel.Y);
        if (points.Texts is { } texts)
        {
            WriteTexts("text", texts);
            _json.WriteString("textposition", "top center");
        }

        if (trace.Opacity < 1) _json.WriteNumber("opacity", trace.Opacity);
        if (trace.HasLines)
        {
            _json.WriteStartObject("line");
            _json.WriteString("color", points.Color.ToString());
            WriteNumber("width", trace.LineWidth);
            if (points.Dash != StyleParam.DrawingStyle.Solid) _json.WriteString("dash", Name(points.Dash));
            _json.WriteEndObject();
        }

        if (!trace.HasMarkers) return;
        _json.WriteStartObject("marker");
        _json.WriteString("color", points.MarkerColor.ToString());
        WriteNumber("size", trace.MarkerSize);
        if (trace.MarkerSymbol != default) _json.WriteString("symbol", Name(trace.MarkerSymbol));
        _json.WriteEndObject();
    }

    private void WriteBars(Mark.Bars bars, PanelData panel)
    {
        var (keys, values) = bars.IsHorizontal ? ("y", "x") : ("x", "y");
        if (bars.IsHorizontal) _json.WriteString("orientation", "h");
        WriteColumn(
            keys, [.. bars.Places.Select(bar => (bar.From + bar.To) / 2)], bars.IsHorizontal ? panel.Y
            : panel.X);
        WriteColumn(
            values, [.. bars.Places.Select(bar => bar.End - bar.Base)], bars.IsHorizontal ? panel.X
            : panel.Y);
        if (bars.Places.Any(bar => bar.Base != 0))
        {
            WriteNumbers("base", [.. bars.Places.Select(bar => bar.Base)]);
        }
        if (bars.Places.Length > 0) WriteNumber("width", bars.Places[0].To - bars.Places[0].From);
        if (bars.Places.Any(bar => bar.Text.Length > 0))
        {
            WriteTexts("text", [.. bars.Places.Select(bar => bar.Text)]);
            _json.WriteString("textposition", "outside");
        }

        _json.WriteStartObject("marker");
        _json.WriteString("color", bars.Color.ToString());
        if (bars.Color.A < 1) _json.WriteNumber("opacity", Math.Round(bars.Color.A, 3));
        _json.WriteEndObject();
    }

    private void WriteCells(Mark.Cells cells, int panel)
    {
        var map = cells.Map;
        WriteColumn("x", Centers(cells.XEdges), _panels[panel].X);
        WriteColumn("y", Centers(cells.YEdges), _panels[panel].Y);
        _json.WriteStartArray("z");
        for (var row = 0; row < map.Rows; row++) WriteNumbers(null, [.. Row(map, row)]);
        _json.WriteEndArray();
        WriteNumber("zmin", cells.Least);
        WriteNumber("zmax", cells.Greatest);
        var anchors = Palette.AnchorsOf(map.Colorscale);
        _json.WriteStartArray("colorscale");
        for (var i = 0; i < anchors.Count; i++)
        {
            _json.WriteStartArray();
            _json.WriteNumberValue(Math.Round(i / (anchors.Count - 1.0), 4));
            _json.WriteStringValue(anchors[map.IsReversed ? anchors.Count - 1 - i : i].ToString());
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
        _json.WriteBoolean("showscale", map.ShowScale);
        if (map.Texts is { } texts)
        {
            _json.WriteStartArray("text");
            foreach (var row in texts.Chunk(Math.Max(1, map.Columns))) WriteTexts(null, row);
            _json.WriteEndArray();
            _json.WriteString("texttemplate", "%{text}");
        }

        if (!map.ShowScale) return;
        var (bottom, top) = Domain(panel, isX: false);
        _json.WriteStartObject("colorbar");
        WriteNumber("thickness", 14);
        WriteNumber("len", top - bottom);
        WriteNumber("y", (top + bottom) / 2);
        WriteNumber("x", Domain(panel, isX: true).To + 0.01);
        if (map.ScaleTitle is { } title) WriteTitle(title, side: "right");
        _json.WriteEndObject();
    }

    // Four digits are more than a colour tells.
    private static IEnumerable<double> Row(Trace.Heatmap map, int row) =>
        map.Cells.Skip(row * map.Columns).Take(map.Columns)
        .Select(cell =>
            double.Parse(cell.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private static double[] Centers(double[] edges) =>
        [.. edges.Zip(edges.Skip(1), (from, to) => (from + to) / 2)];

    private void WriteLayout(bool hasLegend)
    {
        _json.WriteStartObject("layout");
        WriteNumber("width", _figure.PixelWidth);
        WriteNumber("height", _figure.PixelHeight);
        if (_figure.Title is { Length: > 0 } title) WriteTitle(title);
        _json.WriteString("paper_bgcolor", Palette.Paper.ToString());
        _json.WriteString("plot_bgcolor", Palette.Paper.ToString());
        _json.WriteStartObject("font");
        _json.WriteString("color", Palette.Ink.ToString());
        _json.WriteEndObject();
        _json.WriteStartObject("margin");
        WriteNumber("t", _figure.Title is null && _panels.All(panel => panel.Panel.Title is null) ? 30 : 60);
        WriteNumber("r", 30);
        WriteNumber("b", 50);
        WriteNumber("l", 60);
        _json.WriteEndObject();
        // Bars carry their own places, bases and widths.
        if (_panels.Any(panel => panel.Marks.Any(mark => mark is Mark.Bars)))
        {
            _json.WriteString("barmode", "overlay");
        }
        _json.WriteBoolean("showlegend", hasLegend);
        if (hasLegend && _figure.LegendOrientation == StyleParam.Orientation.Horizontal)
        {
            _json.WriteStartObject("legend");
            _json.WriteString("orientation", "h");
            WriteNumber("y", 1.02);
            _json.WriteString("yanchor", "bottom");
            _json.WriteEndObject();
        }

        for (var i = 0; i < _panels.Count; i++)
        {
            WriteAxis("x", i, _panels[i].X, _panels[i].Panel.X);
            WriteAxis("y", i, _panels[i].Y, _panels[i].Panel.Y);
        }

        WriteHeadings();
        _json.WriteEndObject();
    }

    private void WriteAxis(string letter, int panel, Axis axis, AxisStyle style)
    {
        var number = panel == 0 ? "" : $"{panel + 1}";
        _json.WriteStartObject($"{letter}axis{number}");
        _json.WriteString(
            "type", axis.Kind switch { AxisKind.Log => "log", AxisKind.Date => "date", _ => "linear" });
        _json.WriteString("anchor", (letter == "x" ? "y" : "x") + number);
        var domain = Domain(panel, letter == "x");
        WriteNumbers("domain", [domain.From, domain.To]);
        _json.WriteStartArray("range");
        foreach (
            var end in axis.IsReversed ? new[] { axis.Greatest, axis.Least } : [axis.Least, axis.Greatest])
        {
            if (axis.Kind == AxisKind.Date) _json.WriteStringValue(Moment(end));
            else WriteValue(axis.Kind == AxisKind.Log ? Math.Log10(end) : end);
        }

        _json.WriteEndArray();
        var isMap = _panels[panel].Heatmap is not null;
        var hasGrid = style.ShowGrid ?? !(isMap || axis.Kind == AxisKind.Category);
        _json.WriteBoolean("showgrid", hasGrid);
        if (hasGrid) _json.WriteString("gridcolor", Palette.Grid.ToString());
        _json.WriteBoolean("zeroline", false);
        _json.WriteBoolean("showline", true);
        _json.WriteString("linecolor", Palette.FrameLine.ToString());
        _json.WriteString("ticks", "outside");
        _json.WriteBoolean("automargin", true);
        if (axis.Kind == AxisKind.Category)
        {
            _json.WriteString("tickmode", "array");
            WriteNumbers("tickvals", Series.Positions(axis.Categories.Count).Values);
            WriteTexts("ticktext", axis.Categories);
        }

        if (axis.Kind == AxisKind.Log && axis.Greatest / axis.Least >= 100)
        {
            WriteNumber("dtick", Math.Ceiling(Math.Log10(axis.Greatest / axis.Least) / 10));
            _json.WriteString("exponentformat", "power");
        }

        if (axis is { Kind: AxisKind.Linear, IsWhole: true } && axis.Ticks(8) is [var first, var second, ..])
        {
            WriteNumber("dtick", second.Value - first.Value);
        }

        if (style.Text is { } title) WriteTitle(title, standoff: 8);
        _json.WriteEndObject();
    }

    private void WriteHeadings()
    {
        if (_panels.All(panel => panel.Panel.Title is null)) return;
        _json.WriteStartArray("annotations");
        for (var i = 0; i < _panels.Count; i++)
        {
            if (_panels[i].Panel.Title is not { } heading) continue;
            var (x, y) = (Domain(i, isX: true), Domain(i, isX: false));
            _json.WriteStartObject();
            _json.WriteString("text", Plain(heading));
            WriteNumber("x", (x.From + x.To) / 2);
            WriteNumber("y", y.To);
            _json.WriteString("xref", "paper");
            _json.WriteString("yref", "paper");
            _json.WriteString("xanchor", "center");
            _json.WriteString("yanchor", "bottom");
            _json.WriteBoolean("showarrow", false);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    // The share of the figure's width or height that a panel's axis takes.
    private (double From, double To) Domain(int panel, bool isX)
    {
        var count = isX ? _figure.Columns : _figure.Rows;
        var index = isX ? panel % _figure.Columns : _figure.Rows - 1 - panel / _figure.Columns;
        var gap = count == 1 ? 0 : (isX ? 0.2 : 0.3) / count;
        var length = (1 - gap * (count - 1)) / count;
        return (Math.Round(index * (length + gap), 4), Math.Round(index * (length + gap) + length, 4));
    }

    private void WriteTitle(string text, string? side = null, int? standoff = null)
    {
        _json.WriteStartObject("title");
        _json.WriteString("text", Plain(text));
        if (side is not null) _json.WriteString("side", side);
        // With a distance given, plotly.js keeps the title clear of long tick labels.
        if (standoff is { } pixels) _json.WriteNumber("standoff", pixels);
        _json.WriteEndObject();
    }

    private void WriteColumn(string name, double[] values, Axis axis)
    {
        if (axis.Kind != AxisKind.Date)
        {
            // plotly.js would draw a line down to what has no logarithm.
            WriteNumbers(
                name, axis.Kind != AxisKind.Log ? values
                : [.. values.Select(value => value > 0 ? value : double.NaN)]);
            return;
        }

        _json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (double.IsNaN(value)) _json.WriteNullValue();
            else _json.WriteStringValue(Moment(value));
        }

        _json.WriteEndArray();
    }

    private void WriteNumbers(string? name, double[] values)
    {
        if (name is null) _json.WriteStartArray();
        else _json.WriteStartArray(name);
        foreach (var value in values) WriteValue(value);
        _json.WriteEndArray();
    }

    private void WriteNumber(string name, double value)
    {
        _json.WritePropertyName(name);
        WriteValue(value);
    }

    // Seven digits are those of a 32-bit number; whole numbers keep all of theirs.
    private void WriteValue(double value)
    {
        if (double.IsNaN(value)) _json.WriteNullValue();
        else if (value == Math.Floor(value) && Math.Abs(value) < 1e15) _json.WriteRawValue(
            value.ToString("0", CultureInfo.InvariantCulture));
        else _json.WriteRawValue(
            value.ToString(Math.Abs(value) < 1e4 ? "G7" : "R", CultureInfo.InvariantCulture));
    }

    private void WriteTexts(string? name, IEnumerable<string> texts)
    {
        if (name is null) _json.WriteStartArray();
        else _json.WriteStartArray(name);
        foreach (var text in texts) _json.WriteStringValue(Plain(text));
        _json.WriteEndArray();
    }

    // plotly.js reads some HTML in texts; a token such as <b> must stay what it is.
    private static string Plain(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static string Moment(double milliseconds) =>
        Series.Moment(milliseconds).ToString("yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture);

    private static string Name(StyleParam.DrawingStyle dash) => dash.ToString().ToLowerInvariant();

    private static string Name(StyleParam.MarkerSymbol symbol) => symbol switch
    {
        StyleParam.MarkerSymbol.TriangleUp => "triangle-up",
        StyleParam.MarkerSymbol.TriangleDown => "triangle-down",
        _ => symbol.ToString().ToLowerInvariant(),
    };
}
