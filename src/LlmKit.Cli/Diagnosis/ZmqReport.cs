using System.Runtime.InteropServices;

namespace LlmKit.Cli.Diagnosis;

/// <summary>libzmq, through which the kernel talks to Jupyter.</summary>
/// <param name="Version">Such as 4.3.4; null when the library does not load.</param>
public sealed unsafe record ZmqReport(string? Version)
{
    public bool IsFound => Version is not null;

    public static ZmqReport Collect()
    {
        foreach (var name in (ReadOnlySpan<string>)["libzmq.so.5", "libzmq.so", "libzmq.5.dylib", "libzmq"])
        {
            if (!NativeLibrary.TryLoad(name, out var library)) continue;
            if (!NativeLibrary.TryGetExport(library, "zmq_version", out var export)) continue;

            int major, minor, patch;
            ((delegate* unmanaged<int*, int*, int*, void>)export)(&major, &minor, &patch);
            return new($"{major}.{minor}.{patch}");
        }

        return new(Version: null);
    }
}
