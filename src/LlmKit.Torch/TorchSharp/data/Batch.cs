using System.Collections;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>A batch and what must be disposed with it; no dispose scope owns any of it.</summary>
internal sealed record Batch<TBatch>(TBatch Value, IReadOnlyList<IDisposable> Owned) : IDisposable
{
    /// <summary>Runs <paramref name="make"/> and takes over what it made and returned; the rest is disposed.</summary>
    public static Batch<TBatch> Of(Func<TBatch> make)
    {
        using var scope = NewDisposeScope();
        var value = make();
        var owned = new List<IDisposable>();
        // In a form that is not known any tensor may be used still, so all of them stay.
        if (Collect(value, owned)) owned.RemoveAll(item => !scope.Contains(item));
        else owned = [.. scope.DisposablesView];
        foreach (var item in owned) scope.Detach(item);
        return new(value, owned);
    }

    public void Dispose()
    {
        foreach (var item in Owned) item.Dispose();
    }

    // Adds the tensors in lists, dictionaries and tuples; false when there is something else that could hold some.
    private static bool Collect(object? value, List<IDisposable> found)
    {
        switch (value)
        {
            case null or string:
                return true;
            case Tensor tensor:
                found.Add(tensor);
                return true;
            case IDictionary dictionary:
                return dictionary.Values.Cast<object?>().Aggregate(true, (all, item) => Collect(item, found) && all);
            case IList list:
                return list.Cast<object?>().Aggregate(true, (all, item) => Collect(item, found) && all);
            case ITuple tuple:
                return Enumerable.Range(0, tuple.Length).Aggregate(true, (all, i) => Collect(tuple[i], found) && all);
            default:
                return value.GetType() is { IsPrimitive: true } or { IsEnum: true };
        }
    }
}
