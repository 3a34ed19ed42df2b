namespace LlmKit.Torch;

/// <summary>What the processor can do that .NET does not tell.</summary>
internal static class Processor
{
    private const string Description = "/proc/cpuinfo";
    private static readonly string[] s_instructions = ["avx512_bf16", "amx_bf16", "bf16"];

    /// <summary>Whether there are instructions for bfloat16; true where the system does not say.</summary>
    public static bool ComputesBFloat16 { get; } =
        !File.Exists(Description) || HasBFloat16(File.ReadLines(Description));

    /// <summary>Reads the flags of the first processor, in the spelling of x86-64 or of Arm.</summary>
    internal static bool HasBFloat16(IEnumerable<string> lines)
    {
        var flags = lines.FirstOrDefault(line => line.Split('\t', ':')[0] is "flags" or "Features");
        return flags is null || flags.Split(':', ' ').Intersect(s_instructions).Any();
    }
}
