using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace LlmKit.Torch;

/// <summary>
/// Tells OpenBLAS which of its kernels to use, before it is loaded. It knows processors by model number and gives
/// those younger than itself kernels of 2004: on an Emerald Rapids Debian 12's takes SSE3 where AVX-512 is there, and
/// multiplies matrices at a quarter of the speed (docs/experiments.md).
/// </summary>
internal static partial class BlasKernels
{
    private const string Variable = "OPENBLAS_CORETYPE";

    /// <summary>The kernels for this processor's instruction set; null where OpenBLAS is left to itself.</summary>
    internal static string? Name =>
        !OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 ? null
        : Avx512F.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported ? "SkylakeX"
        : Avx2.IsSupported && Fma.IsSupported ? "Haswell"
        : null;

    /// <summary>Sets the variable unless the user has.</summary>
    public static void Choose()
    {
        // .NET keeps its own copy of the environment; native code sees only the C library's.
        if (Name is { } name && SetVariable(Variable, name, overwrite: 0) != 0)
            throw new InvalidOperationException($"{Variable} could not be set.");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
