using System.Diagnostics;
using System.Globalization;

namespace LlmKit.Notebook.Jupyter;

/// <summary>Notices when the client's process has gone without a word, so that no kernel is left behind.</summary>
internal sealed class ParentWatch : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);
    private readonly Timer? _timer;

    /// <param name="gone">Called once, when the process that started the kernel is no more.</param>
    public ParentWatch(Action gone)
    {
        // Jupyter says who started the kernel; others are simply its parent.
        var named = Environment.GetEnvironmentVariable("JPY_PARENT_PID");
        var parent = int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 1 ? id : ParentId();
        if (parent <= 1) return;

        var told = 0;
        _timer = new Timer(_ =>
        {
            if (!IsAlive(parent) && Interlocked.Exchange(ref told, 1) == 0) gone();
        }, null, s_interval, s_interval);
    }

    public void Dispose() => _timer?.Dispose();

    private static bool IsAlive(int id)
    {
        if (OperatingSystem.IsLinux())
        {
            // A process that nobody waited for still has its folder.
            try
            {
                return Directory.Exists($"/proc/{id}") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false;
            }
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static int ParentId()
    {
        if (!OperatingSystem.IsLinux()) return 0;
        var stat = File.ReadAllText("/proc/self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
