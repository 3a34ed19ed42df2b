using System.Reflection;
using System.Runtime.InteropServices;

namespace LlmKit.Torch;

/// <summary>Finds libllmkit, the shim over libtorch, and checks that it speaks this assembly's ABI.</summary>
internal static class NativeLibraryResolver
{
    private const string Variable = "LLMKIT_NATIVE";

    /// <summary>The file that was loaded; empty before the first call into it.</summary>
    public static string LoadedFrom { get; private set; } = "";

    public static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraryResolver).Assembly, (name, _, _) =>
            name == "llmkit" ? s_library.Value : 0);

    // The runtime asks once for each function, the library is prepared once.
    private static readonly Lazy<nint> s_library = new(Load);

    /// <summary>
    /// The places in order: the file named by LLMKIT_NATIVE, the assembly's own folder, and <c>artifacts/native</c>
    /// of the checkout that the assembly lies in.
    /// </summary>
    internal static IEnumerable<string> Candidates()
    {
        var file = OperatingSystem.IsWindows() ? "llmkit.dll" : OperatingSystem.IsMacOS() ? "libllmkit.dylib" : "libllmkit.so";
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) yield return named;

        var folder = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location) is { Length: > 0 } own
            ? own
            : AppContext.BaseDirectory;
        yield return Path.Combine(folder, file);
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            var built = Path.Combine(above.FullName, "artifacts", "native", file);
            if (File.Exists(built)) yield return built;
        }
    }

    private static nint Load()
    {
        var tried = new List<string>();
        foreach (var path in Candidates())
        {
            tried.Add(path);
            if (!File.Exists(path)) continue;

            try
            {
                Blas.Choose();
                var library = NativeLibrary.Load(path);
                CheckAbi(library, path);
                UseAllCores(library);
                ListenToWarnings(library);
                LoadedFrom = path;
                return library;
            }
            catch (DllNotFoundException e)
            {
                throw new DllNotFoundException(
                    $"{path} is there but does not load: {e.Message.Trim()} It needs the libtorch it was built " +
                    "against. Run ./llmkit setup to build it again for the libtorch of this machine.", e);
            }
        }

        throw new DllNotFoundException(
            $"The native part of LlmKit was not found. Looked for: {string.Join(", ", tried)}. " +
            $"Run ./llmkit setup in the checkout, or set {Variable} to the path of libllmkit.");
    }

    // Left alone, libtorch starts with one thread; OMP_NUM_THREADS has the last word, as in PyTorch.
    private static unsafe void UseAllCores(nint library)
    {
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is { Length: > 0 }) return;
        ((delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, "llmkit_set_threads"))(Environment.ProcessorCount);
    }

    private static unsafe void ListenToWarnings(nint library) =>
        ((delegate* unmanaged<delegate* unmanaged<byte*, void>, void>)NativeLibrary.GetExport(library, "llmkit_warnings_listen"))(
            &Warnings.Receive);

    private static unsafe void CheckAbi(nint library, string path)
    {
        var abi = ((delegate* unmanaged<int>)NativeLibrary.GetExport(library, "llmkit_abi"))();
        if (abi == Native.Abi) return;

        throw new DllNotFoundException(
            $"{path} has ABI {abi}, this LlmKit.Torch needs ABI {Native.Abi}. Run ./llmkit setup to build it again.");
    }
}
