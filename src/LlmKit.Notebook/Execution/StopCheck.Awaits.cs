namespace LlmKit.Notebook.Execution;

/// <content>What stands around what a cell awaits: the wait ends when the cell is asked to stop.</content>
public static partial class StopCheck
{
    public static Task Awaited(Task task) => CanStop(task) ? task.WaitAsync(Token) : task;

    public static Task<T> Awaited<T>(Task<T> task) => CanStop(task) ? task.WaitAsync(Token) : task;

    public static ValueTask Awaited(ValueTask task) => task.IsCompleted ? task : new(Awaited(task.AsTask()));

    public static ValueTask<T> Awaited<T>(ValueTask<T> task) => task.IsCompleted ? task : new(Awaited(task.AsTask()));

    /// <summary>Anything else that can be awaited stays as it is.</summary>
    public static T Awaited<T>(T awaitable) where T : allows ref struct => awaitable;

    public static IAsyncEnumerable<T> Each<T>(IAsyncEnumerable<T> items) =>
        CellRun.Current is null ? items : new StoppableItems<T>(items);

    /// <summary>Anything else that can be enumerated stays as it is.</summary>
    public static T Each<T>(T items) => items;

    private static bool CanStop(Task? task) => task is { IsCompleted: false } && CellRun.Current is not null;

    private sealed class StoppableItems<T>(IAsyncEnumerable<T> items) : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            new Enumerator(items.GetAsyncEnumerator(cancellationToken));

        private sealed class Enumerator(IAsyncEnumerator<T> items) : IAsyncEnumerator<T>
        {
            private Task<bool>? _moving;

            public T Current => items.Current;

            public ValueTask<bool> MoveNextAsync()
            {
                var moving = items.MoveNextAsync();
                if (moving.IsCompleted) return moving;
                _moving = moving.AsTask();
                return new(Awaited(_moving));
            }

            // An iterator refuses to be disposed while it is about to bring the next item.
            public ValueTask DisposeAsync() => _moving is { IsCompleted: false } ? default : items.DisposeAsync();
        }
    }
}
