
namespace LlmKit.Torch;

/// <summary>A GPU that CUDA sees.</summary>
/// <param name="MemoryBytes">The card's whole memory.</param>
public sealed record CudaDevice(int Index, string Name, long MemoryBytes);

/// <summary>The libtorch underneath: its version, its parts, its threads, its memory.</summary>
public static unsafe class Engine
{
    /// <summary>The version of libtorch that the shim was built against, such as 1.13.0.</summary>
    public static string LibtorchVersion => Native.Text(Native.llmkit_torch_version());

    /// <summary>Whether libtorch is this version or a later one.</summary>
    public static bool IsAtLeast(int major, int minor) =>
        Version.TryParse(LibtorchVersion.Split('+', '-')[0], out var version) && version >= new Version(major, minor);

    /// <summary>The file of the shim.</summary>
    public static string LibraryPath
    {
        get
        {
            _ = Native.llmkit_abi();
            return NativeLibraryResolver.LoadedFrom;
        }
    }

    /// <summary>The file of libtorch itself.</summary>
    public static string LibtorchPath => Native.Text(Native.llmkit_torch_path());

    /// <summary>The file that holds the matrix product in force; empty when it is part of libtorch.</summary>
    public static string BlasPath => Native.Text(Native.llmkit_blas_path());

    /// <summary>The kernels that OpenBLAS is told to use unless OPENBLAS_CORETYPE is set; null where it is left to itself.</summary>
    public static string? BlasKernels => Blas.Kernels;

    /// <summary>The folder whose OpenBLAS is loaded in place of the system's, because it shares libtorch's threads; null when there is none.</summary>
    public static string? BlasFolder => Blas.OpenMpFolder;

    /// <summary>libtorch's own description of how it was built: BLAS, vector instructions, threads.</summary>
    public static string BlasDescription => Native.Text(Native.llmkit_torch_config());

    public static int AbiVersion => Native.llmkit_abi();

    /// <summary>Threads that one operator may use.</summary>
    public static int Threads
    {
        get => Native.llmkit_get_threads();
        set => Native.Check(Native.llmkit_set_threads(value), $"set_num_threads({value})");
    }

    public static IReadOnlyList<CudaDevice> CudaDevices
    {
        get
        {
            var devices = new List<CudaDevice>();
            var name = stackalloc byte[256];
            for (var i = 0; i < Native.llmkit_cuda_count(); i++)
            {
                long memory;
                Native.Check(Native.llmkit_cuda_device(i, name, 256, &memory), $"cuda:{i}");
                devices.Add(new(i, Native.Text(name), memory));
            }

            return devices;
        }
    }
}

/// <summary>Bytes of tensors on the CPU, as libtorch's allocator counts them.</summary>
public static class TensorMemory
{
    /// <summary>Bytes in live tensors.</summary>
    public static long Now => MemoryPressure.Live;

    /// <summary>The most that was live at once since the start or <see cref="ResetPeak"/>.</summary>
    public static long Peak => Native.llmkit_memory_peak();

    /// <summary>Bytes of freed tensors that are kept for the next ones.</summary>
    public static long Kept => Native.llmkit_memory_cached();

    public static void ResetPeak() => Native.llmkit_memory_reset_peak();

    /// <summary>Gives the kept bytes back to the system.</summary>
    public static void Trim() => Native.llmkit_memory_trim();
}
