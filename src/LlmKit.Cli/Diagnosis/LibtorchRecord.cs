namespace LlmKit.Cli.Diagnosis;

/// <summary>What set-up wrote down about the libtorch that the native shim was built for.</summary>
/// <param name="Library">The file libtorch_cpu.so, links resolved.</param>
/// <param name="FoundBy">LIBTORCH, pip's torch or Debian's package.</param>
/// <param name="Why">Why set-up chose that one.</param>
/// <param name="Variable">What LIBTORCH was at that time; "" when it was not set.</param>
public sealed record LibtorchRecord(string Library, string FoundBy, string Why, string Variable = "")
{
    /// <summary>Reads lines of the form <c>name=value</c>; null when set-up has not run.</summary>
    public static LibtorchRecord? Read(string path)
    {
        if (!File.Exists(path)) return null;

        var values = File.ReadLines(path)
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1]);
        return new(
            values.GetValueOrDefault("library", ""),
            values.GetValueOrDefault("found", ""),
            values.GetValueOrDefault("why", ""),
            values.GetValueOrDefault("LIBTORCH", ""));
    }
}
