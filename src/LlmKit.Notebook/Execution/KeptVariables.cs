namespace LlmKit.Notebook.Execution;

/// <summary>What <c>using var</c> at the top of cells holds. Calls stand in the cells.</summary>
public static class KeptVariables
{
    private static readonly List<(string Name, object Value)> s_kept = [];

    /// <summary>Disposes what a variable of this name held before: its cell is run again.</summary>
    public static void Release(string name)
    {
        int place;
        while ((place = Find(name)) >= 0) Dispose(Take(place));
    }

    /// <summary>Keeps the variable's value until its cell is run again, or the engine ends.</summary>
    public static void Keep(string name, IDisposable? value) => Add(name, value);

    /// <inheritdoc cref="Keep"/>
    public static void KeepAsync(string name, IAsyncDisposable? value) => Add(name, value);

    internal static void ReleaseAll()
    {
        while (true)
        {
            object value;
            lock (s_kept)
            {
                if (s_kept.Count == 0) return;
                value = Take(s_kept.Count - 1);
            }

            Dispose(value);
        }
    }

    private static void Add(string name, object? value)
    {
        if (value is null) return;
        lock (s_kept) s_kept.Add((name, value));
    }

    private static int Find(string name)
    {
        lock (s_kept) return s_kept.FindLastIndex(kept => kept.Name == name);
    }

    private static object Take(int place)
    {
        lock (s_kept)
        {
            var value = s_kept[place].Value;
            s_kept.RemoveAt(place);
            return value;
        }
    }

    private static void Dispose(object value)
    {
        switch (value)
        {
            case IDisposable disposable:
                disposable.Dispose();
                break;
            case IAsyncDisposable disposable:
                disposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
                break;
        }
    }
}
