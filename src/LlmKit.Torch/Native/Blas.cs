using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace LlmKit.Torch;

/// <summary>Makes the best of the matrix library that is there, before libtorch loads it. See docs/experiments.md for what it brings.</summary>
/// <remarks>
/// OpenBLAS knows processors by model number and gives those younger than itself kernels of 2004: on an Emerald Rapids
/// Debian 12's takes SSE3 where AVX-512 is there. And Debian builds it with threads of its own or with OpenMP's;
/// libtorch uses OpenMP, and two pools of threads that wait by spinning hold each other up.
/// </remarks>
internal static partial class Blas
{
    private const string Variable = "OPENBLAS_CORETYPE";
    private static readonly string[] s_folders = ["/usr/lib/x86_64-linux-gnu/openblas-openmp", "/usr/lib/aarch64-linux-gnu/openblas-openmp"];
    private static readonly string[] s_libraries = ["libopenblas.so.0", "libblas.so.3", "liblapack.so.3"];

    /// <summary>The kernels for this processor's instruction set; null where OpenBLAS is left to itself.</summary>
    public static string? Kernels =>
        !OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64 ? null
        : Avx512F.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported ? "SkylakeX"
        : Avx2.IsSupported && Fma.IsSupported ? "Haswell"
        : null;

    /// <summary>Debian's folder of the OpenBLAS that shares OpenMP's threads; null when it is not installed.</summary>
    public static string? OpenMpFolder => !OperatingSystem.IsLinux() ? null
        : s_folders.FirstOrDefault(Directory.Exists);

    /// <summary>Chooses kernels and threads; what the user has set in the environment stays.</summary>
    public static void Choose()
    {
        // .NET keeps its own copy of the environment; native code sees only the C library's.
        if (Kernels is { } kernels && SetVariable(Variable, kernels, overwrite: 0) != 0)
            throw new InvalidOperationException($"{Variable} could not be set.");

        // Once loaded they stand for the libraries of the same names that libtorch asks for.
        if (OpenMpFolder is not { } folder) return;
        foreach (var file in s_libraries)
            NativeLibrary.TryLoad(Path.Combine(folder, file), out _);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
