using LlmKit.Plotting.Axes;

namespace LlmKit.Plotting.Layout;

/// <summary>
/// Decides one axis of a panel from all its traces. First every trace says what kind of data it brings
/// (<see cref="Take"/>), then it asks for places (<see cref="Places"/>) and says what must be seen
/// (<see cref="Cover"/>).
/// </summary>
internal sealed class AxisBuilder(AxisStyle style, string name)
{
    private readonly Dictionary<(string Text, int Occurrence), int> _places = [];
    private readonly List<string> _categories = [];
    private SeriesKind? _kind;
    private double _least = double.PositiveInfinity;
    private double _greatest = double.NegativeInfinity;
    private bool _isWhole = true;

    /// <summary>Share of the range left free at both ends.</summary>
    public double Room { get; set; } = 0.02;

    /// <summary>Bars stand on 0: the axis starts there when nothing is below.</summary>
    public bool StandsOnZero { get; set; }

    /// <summary>How many values have no place because a logarithmic axis starts above 0.</summary>
    public int Excluded { get; private set; }

    public bool IsEmpty => _least > _greatest && Kind != AxisKind.Category;

    public AxisKind Kind => style.Type switch
    {
        StyleParam.AxisType.Linear => AxisKind.Linear,
        StyleParam.AxisType.Log => AxisKind.Log,
        StyleParam.AxisType.Date => AxisKind.Date,
        StyleParam.AxisType.Category => AxisKind.Category,
        _ when _kind == SeriesKind.Text => AxisKind.Category,
        _ when _kind == SeriesKind.Date => AxisKind.Date,
        _ => AxisKind.Linear,
    };

    public void Take(SeriesKind kind)
    {
        if (_kind is { } other && other != kind && style.Type != StyleParam.AxisType.Category)
        {
            throw new ArgumentException(
                $"The {name} axis was given {Words(other)} by one trace and {Words(kind)} by another. Traces on the same "
                + "axes bring the same kind of data: convert one of them, or use Chart.Grid.");
        }

        _kind ??= kind;
        if (kind == SeriesKind.Text && Kind != AxisKind.Category)
        {
            throw new ArgumentException(
                $"The {name} axis is of type {style.Type} but was given text. Leave its AxisType out.");
        }
    }

    /// <summary>Where the values of a series stand on the axis.</summary>
    /// <param name="isDistinct">A text that comes twice in the series has two places.</param>
    public double[] Places(Series series, bool isDistinct)
    {
        if (Kind != AxisKind.Category) return series.Values;
        var texts = series.Kind == SeriesKind.Text ? series.Texts
            : [.. series.Values.Select(value => $"{value:G15}")];
        var seen = new Dictionary<string, int>();
        return [.. texts.Select(text =>
        {
            var occurrence = isDistinct ? seen[text] = seen.GetValueOrDefault(text, -1) + 1 : 0;
            if (_places.TryGetValue((text, occurrence), out var place)) return place;
            _categories.Add(text);
            return (double)(_places[(text, occurrence)] = _categories.Count - 1);
        })];
    }

    /// <summary>Widens the axis so that it shows a value.</summary>
    public void Cover(double value)
    {
        if (double.IsNaN(value)) return;
        if (Kind == AxisKind.Log && value <= 0)
        {
            Excluded++;
            return;
        }

        _isWhole &= value == Math.Floor(value);
        (_least, _greatest) = (Math.Min(_least, value), Math.Max(_greatest, value));
    }

    /// <summary>Widens the axis without counting what a logarithmic axis leaves out.</summary>
    public void CoverEdge(double value)
    {
        if (Kind != AxisKind.Log || value > 0)
        {
            (_least, _greatest) = (Math.Min(_least, value), Math.Max(_greatest, value));
        }
    }

    public Axis Build()
    {
        var (least, greatest) = style.Range ?? Range();
        return new(Kind, least, greatest)
        {
            Categories = _categories,
            IsReversed = style.IsReversed ?? false,
            // Of a range below 2 whole marks alone would be too few.
            IsWhole = _isWhole && _greatest - _least >= 2,
        };
    }

    private (double Least, double Greatest) Range()
    {
        if (Kind == AxisKind.Category) return (-0.5, Math.Max(0.5, _categories.Count - 0.5));
        if (IsEmpty)
        {
            return Kind switch
            {
                AxisKind.Log => (1, 10),
                AxisKind.Date => (Series.Milliseconds(new(2000, 1, 1)), Series.Milliseconds(new(2001, 1, 1))),
                _ => (0, 1),
            };
        }

        var (least, greatest) = (_least, _greatest);
        if (StandsOnZero && Kind == AxisKind.Linear)
        {
            (least, greatest) = (Math.Min(least, 0), Math.Max(greatest, 0));
        }
        var around = Axis.Around(Kind, least, greatest, Room);
        if (!StandsOnZero || Kind != AxisKind.Linear) return around;
        return (least >= 0 ? 0 : around.Least, greatest <= 0 && least < 0 ? 0 : around.Greatest);
    }

    private static string Words(SeriesKind kind) => kind switch
    {
        SeriesKind.Text => "text",
        SeriesKind.Date => "dates",
        _ => "numbers",
    };
}
