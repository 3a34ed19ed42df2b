using System.Collections;
using System.Diagnostics;
using System.Reflection;

namespace LlmKit.Notebook.Display;

/// <summary>Reads the first items of a sequence, and no more of it than one item behind them.</summary>
internal static class SequenceReader
{
    private const BindingFlags Private = BindingFlags.Static | BindingFlags.NonPublic;
    private const string TooLong = "The next item took too long.";

    private static readonly MethodInfo s_count =
        typeof(SequenceReader).GetMethod(nameof(CountOf), Private, [Type.MakeGenericMethodParameter(0)])
        ?? typeof(SequenceReader).GetMethods(Private).Single(method => method.Name == nameof(CountOf));

    private static readonly MethodInfo s_take =
        typeof(SequenceReader).GetMethods(Private).Single(method => method.Name == nameof(Take));

    /// <param name="time">No item is asked for later.</param>
    public static Sample Read(IEnumerable source, int limit, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var items = new List<object?>();
        IEnumerator? enumerator = null;
        try
        {
            enumerator = source.GetEnumerator();
            while (items.Count < limit && enumerator.MoveNext())
            {
                items.Add(enumerator.Current);
                if (Stopwatch.GetElapsedTime(start) > time)
                    return new(items, Count(source), HasMore: true, TooLong);
            }

            var hasMore = items.Count == limit && enumerator.MoveNext();
            return new(items, hasMore ? Count(source) : items.Count, hasMore);
        }
        catch (Exception e) when (!Stop.Asked(e))
        {
            return new(items, null, HasMore: true, new Unread(e).ToString());
        }
        finally
        {
            Dispose(enumerator);
        }
    }

    /// <summary>As <see cref="Read"/>, of an <see cref="IAsyncEnumerable{T}"/>.</summary>
    public static Sample ReadAsync(object source, int limit, TimeSpan time)
    {
        var items = new List<object?>();
        using var cancel = new CancellationTokenSource();
        var itemType = Shape.InterfaceOf(source.GetType(), typeof(IAsyncEnumerable<>))!.GetGenericArguments()[0];
        // Away from the cell's thread: its continuations could not run while it waits here.
        var take = s_take.MakeGenericMethod(itemType);
        var reading = Task.Run(() => (Task<bool>)take.Invoke(null, [source, items, limit, cancel.Token])!);
        try
        {
            if (reading.Wait(time > TimeSpan.Zero ? time : TimeSpan.Zero))
                return new(items, reading.Result ? null : items.Count, reading.Result);

            cancel.Cancel();
            lock (items) return new([.. items], null, HasMore: true, TooLong);
        }
        catch (AggregateException e) when (!Stop.Asked(e.GetBaseException()))
        {
            lock (items) return new([.. items], null, HasMore: true, new Unread(e.GetBaseException()).ToString());
        }
    }

    private static async Task<bool> Take<T>(
        IAsyncEnumerable<T> source, List<object?> items, int limit, CancellationToken cancel)
    {
        await foreach (var item in source.WithCancellation(cancel).ConfigureAwait(false))
        {
            if (items.Count == limit) return true;
            lock (items) items.Add(item);
        }

        return false;
    }

    private static long? Count(IEnumerable source)
    {
        try
        {
            if (source is Array array) return array.LongLength;
            if (source is ICollection collection) return collection.Count;
            var type = source.GetType();
            if (Shape.InterfaceOf(type, typeof(IReadOnlyCollection<>)) is { } readable)
                return (int?)readable.GetProperty("Count")!.GetValue(source);
            return Shape.InterfaceOf(type, typeof(IEnumerable<>)) is { } typed
                ? (long?)s_count.MakeGenericMethod(typed.GetGenericArguments()[0]).Invoke(null, [source])
                : null;
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    private static long? CountOf<T>(IEnumerable<T> source) =>
        source.TryGetNonEnumeratedCount(out var count) ? count : null;

    private static void Dispose(IEnumerator? enumerator)
    {
        try
        {
            (enumerator as IDisposable)?.Dispose();
        }
        catch (Exception e) when (!Stop.Asked(e))
        {
            // The items are there; how the sequence ends is not what is shown.
        }
    }
}
