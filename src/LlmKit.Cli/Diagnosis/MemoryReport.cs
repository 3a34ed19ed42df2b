using System.Globalization;

namespace LlmKit.Cli.Diagnosis;

/// <summary>Main memory in bytes: what this process may use at most, and what is free for it.</summary>
public sealed record MemoryReport(long TotalBytes, long AvailableBytes)
{
    public static MemoryReport Collect()
    {
        // The limit of a container, where there is one.
        var limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return File.Exists("/proc/meminfo") ? Read(File.ReadLines("/proc/meminfo"), limit) : new(limit, limit);
    }

    /// <summary>Reads Linux's <c>/proc/meminfo</c>; neither number exceeds <paramref name="limit"/>.</summary>
    public static MemoryReport Read(IEnumerable<string> meminfo, long limit)
    {
        long total = limit, available = limit;
        foreach (var line in meminfo)
        {
            if (line.StartsWith("MemTotal:", StringComparison.Ordinal)) total = Bytes(line);
            if (line.StartsWith("MemAvailable:", StringComparison.Ordinal)) available = Bytes(line);
        }

        return new(Math.Min(total, limit), Math.Min(available, limit));
    }

    // "MemTotal:       24689668 kB"
    private static long Bytes(string line) =>
        long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
}
