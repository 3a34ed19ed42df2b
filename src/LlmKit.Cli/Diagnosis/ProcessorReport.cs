namespace LlmKit.Cli.Diagnosis;

/// <summary>The processor, and those of its features that libtorch's speed depends on.</summary>
/// <param name="Name">The maker's name for it.</param>
/// <param name="UsableCores">Cores this process may use; containers and affinity can make it fewer than there are.</param>
/// <param name="Features">Such as AVX2, AVX-512, AVX512-BF16, AMX-BF16.</param>
public sealed record ProcessorReport(string Name, int UsableCores, IReadOnlyList<string> Features)
{
    private static readonly (string Flag, string Name)[] s_features =
    [
        ("avx2", "AVX2"), ("fma", "FMA"), ("avx512f", "AVX-512"), ("avx512_vnni", "AVX512-VNNI"),
        ("avx512_bf16", "AVX512-BF16"), ("amx_bf16", "AMX-BF16"), ("asimd", "NEON"), ("sve", "SVE"), ("bf16", "BF16"),
    ];

    /// <summary>The processor multiplies bfloat16 itself; without that, bfloat16 on the CPU is slower than float32.</summary>
    public bool HasBFloat16 => Features.Any(feature => feature.EndsWith("BF16", StringComparison.Ordinal));

    public static ProcessorReport Collect() =>
        Read(File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo") : [], Environment.ProcessorCount);

    /// <summary>Reads the first processor of Linux's <c>/proc/cpuinfo</c>.</summary>
    public static ProcessorReport Read(IEnumerable<string> cpuinfo, int usableCores)
    {
        string name = "unknown", flags = "";
        foreach (var line in cpuinfo.TakeWhile(line => line.Length > 0))
        {
            if (line.Split(':', 2) is not [var key, var value]) continue;
            if (key.Trim() is "model name" or "Model") name = value.Trim();
            if (key.Trim() is "flags" or "Features") flags = value;
        }

        var set = flags.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        return new(name, usableCores, [.. s_features.Where(f => set.Contains(f.Flag)).Select(f => f.Name)]);
    }
}
