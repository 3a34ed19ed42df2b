using System.Collections.Concurrent;

namespace LlmKit.Notebook.Jupyter;

/// <summary>Does one thing after the other on a thread of its own. A failure is told and does not end it.</summary>
internal sealed class Worker : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    public Worker(string name, Action<string> log)
    {
        var thread = new Thread(() =>
        {
            foreach (var action in _work.GetConsumingEnumerable())
            {
                try
                {
                    action();
                }
                catch (Exception e)
                {
                    log($"{name}: {e}");
                }
            }
        }) { IsBackground = true, Name = name };
        thread.Start();
    }

    public void Add(Action action)
    {
        try
        {
            _work.Add(action);
        }
        catch (InvalidOperationException)
        {
            // It was ended: nothing more is wanted.
        }
    }

    public void Dispose() => _work.CompleteAdding();
}
