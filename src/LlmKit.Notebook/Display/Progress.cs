using System.Runtime.CompilerServices;
using LlmKit.Notebook.Display;

namespace LlmKit.Notebook;

/// <summary>Bars that show how far a cell has come.</summary>
public static class Progress
{
    /// <summary>A bar to be moved by <see cref="ProgressBar.Step"/> or
    /// <see cref="ProgressBar.Report"/>.</summary>
    /// <param name="total">How many steps there are; null when nobody knows.</param>
    public static ProgressBar Bar(long? total = null, string title = "")
    {
        ArgumentNullException.ThrowIfNull(title);
        if (total < 0)
            throw new ArgumentOutOfRangeException(
                nameof(total), total, "total must be at least 0, or null when nobody knows.");
        return new(total, title, ProgressScreen.Of(), TimeProvider.System);
    }

    /// <summary>The same items, with a bar that counts those that were worked through.</summary>
    /// <param name="total">How many there are, where the sequence does not know it without being gone
    /// through.</param>
    public static IEnumerable<T> WithProgress<T>(
        this IEnumerable<T> items, string title = "", long? total = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Counted();

        IEnumerable<T> Counted()
        {
            using var bar = Bar(total ?? (items.TryGetNonEnumeratedCount(out var count) ? count : null), title);
            foreach (var item in items)
            {
                yield return item;
                bar.Step();
            }
        }
    }

    /// <inheritdoc cref="WithProgress{T}(IEnumerable{T}, string, long?)"/>
    public static IAsyncEnumerable<T> WithProgress<T>(
        this IAsyncEnumerable<T> items, string title = "", long? total = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Counted();

        async IAsyncEnumerable<T> Counted([EnumeratorCancellation] CancellationToken cancel = default)
        {
            using var bar = Bar(total, title);
            await foreach (var item in items.WithCancellation(cancel))
            {
                yield return item;
                bar.Step();
            }
        }
    }
}
