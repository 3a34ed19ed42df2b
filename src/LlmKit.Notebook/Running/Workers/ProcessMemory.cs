using System.Diagnostics;
using System.Globalization;

namespace LlmKit.Notebook.Running.Workers;

/// <summary>How much of the machine's memory a process holds, in bytes.</summary>
internal static class ProcessMemory
{
    private const long KiB = 1024;

    /// <summary>What this process holds.</summary>
    public static long Now() => Read("self", "VmRSS:") ?? Environment.WorkingSet;

    /// <summary>The most that this process held since <see cref="ResetPeak"/>, or since its start where the system
    /// cannot reset it.</summary>
    public static long Peak() => Read("self", "VmHWM:") ?? Own(process => process.PeakWorkingSet64);

    /// <summary>What another process holds; null when it is gone or cannot be asked.</summary>
    public static long? Of(int process) => Read(process.ToString(CultureInfo.InvariantCulture), "VmRSS:");

    public static void ResetPeak()
    {
        // proc(5): 5 resets the peak resident set size.
        if (OperatingSystem.IsLinux()) Quietly(() => File.WriteAllText("/proc/self/clear_refs", "5"));
    }

    private static long? Read(string process, string name)
    {
        if (!OperatingSystem.IsLinux()) return null;
        string? found = null;
        Quietly(() => found = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)));
        var number = found?[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.TryParse(number, CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * KiB : null;
    }

    private static long Own(Func<Process, long> figure)
    {
        using var process = Process.GetCurrentProcess();
        return figure(process);
    }

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The figure is for the reader; a run does not fail for the lack of it.
        }
    }
}
