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
    /// The file that LLMKIT_NATIVE names, and nothing else where it does; otherwise the first there is of the
    /// assembly's own folder and <c>artifacts/native</c> of the checkout that the assembly lies in.
    /// </summary>
    internal static string Find(string? named, string folder)
    {
        var file = OperatingSystem.IsWindows() ? "llmkit.dll" : OperatingSystem.IsMacOS() ? "libllmkit.dylib" : "libllmkit.so";
        if (named is { Length: > 0 })
        {
            return File.Exists(named) ? named : throw new DllNotFoundException(
                $"{Variable} = {named}, and there is no such file. Set it to the path of {file}, or unset it to use the " +
                "one that ./llmkit setup builds.");
        }

        List<string> places = [Path.Combine(folder, file)];
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
            places.Add(Path.Combine(above.FullName, "artifacts", "native", file));
        return places.Find(File.Exists) ?? throw new DllNotFoundException(
            $"The native part of LlmKit was not found: {file} is neither in {folder} nor in artifacts/native of a folder " +
            $"above it. Run ./llmkit setup in the checkout, or set {Variable} to the path of {file}.");
    }

    private static nint Load()
    {
        var own = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location) is { Length: > 0 } folder
            ? folder
            : AppContext.BaseDirectory;
        var path = Find(Environment.GetEnvironmentVariable(Variable), own);
        Blas.Choose();
        var library = Open(path);
        CheckAbi(library, path);
        UseAllCores(library);
        ListenToWarnings(library);
        LoadedFrom = path;
        return library;
    }

    private static nint Open(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"{path} is there but does not load: {e.Message.Trim()} It needs the libtorch it was built " +
                "against. Run ./llmkit setup to build it again for the libtorch of this machine.", e);
        }
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
