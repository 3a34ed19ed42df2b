using System.Globalization;

namespace LlmKit.Bench;

internal static class Statistics
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public static string Machine => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, {CpuName}, libtorch {LlmKit.Torch.Engine.LibtorchVersion}, BLAS {Path.GetFileName(ResolvedBlas)}, .NET {Environment.Version}");

    private static string CpuName => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : "unknown";

    private static string ResolvedBlas => File.ResolveLinkTarget(LlmKit.Torch.Engine.BlasPath, returnFinalTarget: true)?.FullName ?? LlmKit.Torch.Engine.BlasPath;
}
