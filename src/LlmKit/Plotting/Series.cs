using System.Collections;
using System.Globalization;

namespace LlmKit.Plotting;

internal enum SeriesKind { Number, Date, Text }

/// <summary>
/// One column of a caller's data. Numbers and dates are in Values (dates in milliseconds since 1970, as
/// plotly.js counts them); text is in Texts. What is not finite, or null, is NaN and becomes a gap.
/// </summary>
internal sealed record Series(SeriesKind Kind, double[] Values, string[] Texts)
{
    public int Count => Kind == SeriesKind.Text ? Texts.Length : Values.Length;

    public static Series Numbers(double[] values) => new(SeriesKind.Number, values, []);

    /// <summary>0, 1, 2 and so on.</summary>
    public static Series Positions(int count) =>
        Numbers([.. Enumerable.Range(0, count).Select(i => (double)i)]);

    /// <summary>
    /// Reads numbers, dates or text. <paramref name="name"/> is the caller's parameter, for the message.
    /// </summary>
    public static Series From(IEnumerable data, string name)
    {
        ArgumentNullException.ThrowIfNull(data, name);
        switch (data)
        {
            case IEnumerable<double> doubles: return Numbers([.. doubles.Select(Finite)]);
            case IEnumerable<float> floats: return Numbers([.. floats.Select(value => Finite(value))]);
            case IEnumerable<int> ints: return Numbers([.. ints.Select(value => (double)value)]);
            case IEnumerable<long> longs: return Numbers([.. longs.Select(value => (double)value)]);
            case string text:
                throw new ArgumentException(
                    $"{name} is one text, \"{text}\", where a list of values is wanted. Write [\"{text}\"], or "
                    + $"\"{text}\".ToCharArray() for one value a character.", name);
        }

        var values = data.Cast<object?>().ToList();
        return values.FirstOrDefault(value => value is not null) switch
        {
            DateTime or DateTimeOffset or DateOnly => new(SeriesKind.Date, [.. values.Select(Date)], []),
            string or char or Enum or bool =>
                new(SeriesKind.Text, [],
                    [.. values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")]),
            _ => Numbers([.. values.Select(Number)]),
        };

        double Date(object? value) => value switch
        {
            null => double.NaN,
            DateTime time => Milliseconds(time),
            DateTimeOffset time => Milliseconds(time.UtcDateTime),
            DateOnly day => Milliseconds(day.ToDateTime(TimeOnly.MinValue)),
            _ => throw WrongType(value, name),
        };

        double Number(object? value) => value switch
        {
            null => double.NaN,
            Half half => Finite((double)half),
            string or char or DateTime => throw WrongType(value, name),
            IConvertible convertible => Finite(convertible.ToDouble(CultureInfo.InvariantCulture)),
            _ => throw WrongType(value, name),
        };
    }

    /// <summary>Reads numbers only.</summary>
    public static double[] NumbersFrom(IEnumerable data, string name)
    {
        var series = From(data, name);
        if (series.Kind == SeriesKind.Number) return series.Values;
        throw new ArgumentException(
            $"{name} holds {(series.Kind == SeriesKind.Date ? "dates" : "text")}, where numbers are wanted.",
                name);
    }

    /// <summary>The moment that a date axis has at a place.</summary>
    public static DateTime Moment(double milliseconds) => DateTime.UnixEpoch.AddMilliseconds(milliseconds);

    public static double Milliseconds(DateTime time) =>
        (time.Ticks - DateTime.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerMillisecond;

    private static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;

    private static ArgumentException WrongType(object value, string name) => new(
        $"{name} has a value of type {value.GetType().Name} ({value}). A column holds numbers, dates (DateTime, DateOnly) "
        + $"or text, all of one kind: convert first, as in {name}.Select(value => ...).", name);
}
