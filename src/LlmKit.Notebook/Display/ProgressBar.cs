using LlmKit.Notebook.Display;

namespace LlmKit.Notebook;

/// <summary>A bar that grows in place: in a notebook an output, at a terminal a line, and nothing where
/// neither is.</summary>
/// <remarks>Safe to use from several threads. Shown at most ten times a second, and once more at its
/// end.</remarks>
public sealed class ProgressBar : IProgress<long>, IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly IProgressScreen _screen;
    private readonly long _start;
    private long _shown;
    private bool _isDone;

    internal ProgressBar(long? total, string title, IProgressScreen screen, TimeProvider clock)
    {
        (Total, Title, _screen, _clock) = (total, title, screen, clock);
        _start = _shown = clock.GetTimestamp();
        _screen.Show(View());
    }

    public string Title { get; }

    /// <summary>How many steps there are; null when nobody knows.</summary>
    public long? Total { get; }

    /// <summary>How many steps are done.</summary>
    public long Done { get; private set; }

    /// <summary>A few words behind the bar, such as the loss.</summary>
    public string Text
    {
        get;
        set
        {
            lock (_lock)
            {
                field = value;
                ShowSometimes();
            }
        }
    } = "";

    /// <summary>Sets how many steps are done.</summary>
    public void Report(long value)
    {
        lock (_lock)
        {
            Done = value;
            ShowSometimes();
        }
    }

    /// <summary>Adds to the steps that are done.</summary>
    public void Step(long steps = 1)
    {
        lock (_lock)
        {
            Done += steps;
            ShowSometimes();
        }
    }

    /// <summary>Shows the last state, which stays.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDone) return;
            _isDone = true;
            _screen.Show(View());
            _screen.End();
        }
    }

    private void ShowSometimes()
    {
        if (_isDone || (_clock.GetElapsedTime(_shown) < s_pause && Done != Total)) return;
        _shown = _clock.GetTimestamp();
        _screen.Show(View());
    }

    private ProgressView View() => new(Title, Done, Total, _clock.GetElapsedTime(_start), Text, _isDone);
}
