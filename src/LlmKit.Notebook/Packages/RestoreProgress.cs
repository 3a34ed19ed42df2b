using System.Diagnostics;
using System.Net;

namespace LlmKit.Notebook.Packages;

/// <summary>
/// The line that tells how a restore goes: <c>restoring Name 1.2.3 ...</c>, then <c>Name 1.2.3 (2.1 s)</c>.
/// </summary>
/// <remarks>Where nothing can be displayed it goes to standard error, if that is a terminal.</remarks>
internal sealed class RestoreProgress
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private DisplayedValue? _shown;
    private string _packages = "";

    /// <summary>Says what is being restored.</summary>
    public void Start(IEnumerable<string> packages)
    {
        _packages = string.Join(", ", packages);
        Show($"restoring {_packages} ...", "", [], isOver: false);
    }

    /// <summary>Waits, and lets the seconds be seen when there are many.</summary>
    public async Task<T> WatchAsync<T>(Task<T> restore)
    {
        while (await Task.WhenAny(restore, Task.Delay(1000)).ConfigureAwait(false) != restore)
        {
            var seconds = (int)_clock.Elapsed.TotalSeconds;
            if (seconds >= 3) Show($"restoring {_packages} ...", $"{seconds} s", [], isOver: false);
        }

        return await restore.ConfigureAwait(false);
    }

    /// <summary>Says what there is to use, and what the user should know about it.</summary>
    public void Finish(IEnumerable<string> packages, IReadOnlyList<string> notes) => Show(
        string.Join(", ", packages),
        _packages.Length == 0 ? "" : FormattableString.Invariant($"({_clock.Elapsed.TotalSeconds:F1} s)"),
        notes,
        isOver: true);

    /// <summary>Says that there is nothing.</summary>
    public void Fail()
    {
        if (_packages.Length > 0) Show($"not restored: {_packages}", "", [], isOver: true);
    }

    private void Show(string text, string time, IReadOnlyList<string> notes, bool isOver)
    {
        var plain = string.Join('\n', notes.Prepend($"{text} {time}".Trim()).Where(line => line.Length > 0));
        if (Kernel.Outputs is null)
        {
            // A set that is there already is worth a line only if there is something to note.
            var isWorthALine = _packages.Length > 0 || notes.Count > 0;
            if (isWorthALine && !Console.IsErrorRedirected)
                Console.Error.Write($"\r{plain}\u001b[K{(isOver ? "\n" : "")}");
            return;
        }

        var faint = time.Length == 0 ? "" : $" <span style=\"opacity:.6\">{time}</span>";
        var line = $"<div>{WebUtility.HtmlEncode(text)}{faint}</div>";
        var below = notes.Select(note => $"<div style=\"opacity:.8\">{WebUtility.HtmlEncode(note)}</div>");
        var html = string.Concat(below.Prepend(text.Length == 0 ? "" : line));
        var bundle = new MimeBundle(MimeBundle.Html, html) { { MimeBundle.Plain, plain } };
        if (_shown is null) _shown = Kernel.display(bundle);
        else _shown.Update(bundle);
    }
}
