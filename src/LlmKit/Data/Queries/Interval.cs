using System.Globalization;

namespace LlmKit.Data.Queries;

/// <summary>A span of time as SQL has it: months and days have no fixed length.</summary>
public readonly record struct Interval(int Months, int Days, long Microseconds)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Months} months {Days} days {TimeSpan.FromMicroseconds(Microseconds)}");
}
