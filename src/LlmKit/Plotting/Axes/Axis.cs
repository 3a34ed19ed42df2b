namespace LlmKit.Plotting.Axes;

internal enum AxisKind { Linear, Log, Date, Category }

/// <summary>An axis with its range decided. Least and Greatest are in the data's own numbers.</summary>
internal sealed record Axis(AxisKind Kind, double Least, double Greatest)
{
    public IReadOnlyList<string> Categories { get; init; } = [];

    public bool IsReversed { get; init; }

    /// <summary>The values are counts or places in a list: no mark between two whole numbers.</summary>
    public bool IsWhole { get; init; }

    /// <summary>
    /// Where a value stands from 0 (start of the axis) to 1, outside that range too; NaN if it has no place.
    /// </summary>
    public double Fraction(double value)
    {
        var fraction = Kind == AxisKind.Log
            ? value > 0 ? Math.Log10(value / Least) / Math.Log10(Greatest / Least) : double.NaN
            : (value - Least) / (Greatest - Least);
        return IsReversed ? 1 - fraction : fraction;
    }

    /// <summary>The marks, about <paramref name="wanted"/> of them, rather fewer.</summary>
    public Tick[] Ticks(int wanted) => Kind switch
    {
        AxisKind.Log => Axes.Ticks.Logarithmic(Least, Greatest, wanted),
        AxisKind.Date => DateTicks.Between(Least, Greatest, wanted),
        AxisKind.Category => Axes.Ticks.Categories(Categories, Least, Greatest, wanted),
        _ => Axes.Ticks.Linear(Least, Greatest, wanted, IsWhole ? 1 : 0),
    };

    /// <summary>
    /// The range for values from <paramref name="least"/> to <paramref name="greatest"/>, with some room
    /// about them.
    /// </summary>
    public static (double Least, double Greatest) Around(
        AxisKind kind, double least, double greatest, double room)
    {
        if (kind == AxisKind.Log)
        {
            var (low, high) = (Math.Log10(least), Math.Log10(greatest));
            if (high - low < 1e-9) return (least / 2, greatest * 2);
            var margin = (high - low) * room;
            return (Math.Pow(10, low - margin), Math.Pow(10, high + margin));
        }

        if (greatest - least <= Math.Abs(greatest) * 1e-13)
        {
            var half = kind == AxisKind.Date ? 43_200_000 : least == 0 ? 1 : Math.Abs(least) * 0.1;
            return (least - half, greatest + half);
        }

        return (least - (greatest - least) * room, greatest + (greatest - least) * room);
    }
}
