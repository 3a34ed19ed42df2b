using System.Globalization;

namespace LlmKit.Notebook.Display;

/// <summary>The first items of a sequence.</summary>
/// <param name="Total">How many there are in all; null when only going through all of them would
/// tell.</param>
/// <param name="HasMore">Whether there are items behind those of <paramref name="Items"/>.</param>
/// <param name="Failure">What ended the reading too early; null when nothing did.</param>
internal sealed record Sample(IReadOnlyList<object?> Items, long? Total, bool HasMore, string? Failure = null)
{
    /// <summary>What follows the shown items, such as <c>… 980 more (1,000 in all)</c>; null when nothing
    /// does.</summary>
    public string? Rest => HasMore ? More(Items.Count, Total) : null;

    public static string More(long shown, long? total, string what = "") => total is { } all
        ? string.Create(CultureInfo.InvariantCulture, $"… {all - shown:N0} more{what} ({all:N0} in all)")
        : $"… more{what}";
}
