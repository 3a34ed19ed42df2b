using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmKit.Notebook.Repl;

/// <summary>Keeps what was entered, over sessions: a file with one JSON string on each line, which only its user can read.</summary>
/// <remarks>Several sessions may write it at once: a line goes to its end in one piece.</remarks>
internal sealed class HistoryFile(string path)
{
    private const int Most = 10_000, MostBytes = 8 << 20, LongestEntry = 100_000;

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>$XDG_STATE_HOME/llmkit/repl_history</c>, or below <c>~/.local/state</c>; null for a user without a home.</summary>
    public static string? Place(Func<string, string?> variable)
    {
        if (variable("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state)) return Path.Combine(state, "llmkit", "repl_history");
        return variable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "state", "llmkit", "repl_history") : null;
    }

    /// <summary>The entries, oldest first. Lines that are none are passed over; a file that grew too long is cut.</summary>
    public IReadOnlyList<string> Read()
    {
        if (!File.Exists(path)) return [];
        var entries = File.ReadLines(path).Select(Parse).OfType<string>().TakeLast(Most).ToList();
        if (new FileInfo(path).Length > MostBytes)
        {
            entries = [.. entries.TakeLast(Most / 2)];
            var size = entries.Sum(entry => (long)entry.Length);
            while (size > MostBytes / 2)
            {
                size -= entries[0].Length;
                entries.RemoveAt(0);
            }

            var fresh = $"{path}.{Environment.ProcessId}.new";
            using (var file = Open(fresh, FileMode.Create)) file.Write(Encoding.UTF8.GetBytes(string.Concat(entries.Select(Line))));
            File.Move(fresh, path, overwrite: true);
        }

        return entries;
    }

    public void Add(string entry)
    {
        if (entry.Length > LongestEntry) return;
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var file = Open(path, FileMode.Append);
        file.Write(Encoding.UTF8.GetBytes(Line(entry)));
    }

    private static string Line(string entry) => JsonSerializer.Serialize(entry, s_readable) + "\n";

    private static string? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }
}
