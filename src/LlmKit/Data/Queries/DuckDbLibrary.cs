using System.Reflection;
using System.Runtime.InteropServices;

namespace LlmKit.Data.Queries;

/// <summary>
/// Finds DuckDB's library: where <c>LLMKIT_DUCKDB</c> says, in the user's cache, among the packages that the tests install, and
/// where the system's loader looks.
/// </summary>
public static class DuckDbLibrary
{
    /// <summary>The environment variable that names the library or a folder that holds it.</summary>
    public const string Variable = "LLMKIT_DUCKDB";

    internal const string Name = "duckdb";

    private static readonly Lock s_lock = new();
    private static nint s_handle;

    /// <summary>The path of the library in use; null before the first use, or when the system's loader found it.</summary>
    public static string? Path { get; private set; }

    /// <summary>The command that installs the library where it is found.</summary>
    public static string InstallLine => $"npm install --prefix {Quoted(CacheFolder)} --ignore-scripts {Package}";

    /// <summary>Whether the library is there. It is loaded by that.</summary>
    public static bool IsThere
    {
        get
        {
            try
            {
                Load();
                return true;
            }
            catch (FileNotFoundException)
            {
                return false;
            }
        }
    }

    private static string Package => $"@duckdb/node-bindings-{System}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    private static string System => OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "win32" : "linux";

    private static string FileName => OperatingSystem.IsMacOS() ? "libduckdb.dylib" : OperatingSystem.IsWindows() ? "duckdb.dll" : "libduckdb.so";

    private static string CacheFolder
    {
        get
        {
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (string.IsNullOrEmpty(cache))
                cache = global::System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return global::System.IO.Path.Combine(cache, "llmkit", "duckdb");
        }
    }

    /// <summary>Loads the library once.</summary>
    /// <exception cref="FileNotFoundException">It is nowhere; the message has the line that installs it.</exception>
    internal static void Load()
    {
        lock (s_lock)
        {
            if (s_handle != 0) return;
            foreach (var path in Candidates())
            {
                if (!File.Exists(path) || !NativeLibrary.TryLoad(path, out s_handle)) continue;
                Path = path;
                break;
            }

            if (s_handle == 0 && !NativeLibrary.TryLoad(FileName, out s_handle))
                throw new FileNotFoundException(Missing());
            NativeLibrary.SetDllImportResolver(
                Assembly.GetExecutingAssembly(), (name, _, _) => name == Name ? s_handle : 0);
        }
    }

    private static string Missing()
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        var wrong = string.IsNullOrEmpty(given) ? "" : $" {Variable} is {given}, where no {FileName} can be loaded.";
        return $"Parquet and SQL need DuckDB's library {FileName}, which was not found.{wrong} This installs it (25 MB): {InstallLine}";
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            foreach (var path in In(given)) yield return path;
            yield break;
        }

        foreach (var path in In(CacheFolder)) yield return path;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Installed(global::System.IO.Path.Combine(folder.FullName, "artifacts", "peers"));
    }

    private static IEnumerable<string> In(string place) =>
        [place, global::System.IO.Path.Combine(place, FileName), Installed(place)];

    private static string Installed(string folder) => global::System.IO.Path.Combine(folder, "node_modules", Package, FileName);

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
