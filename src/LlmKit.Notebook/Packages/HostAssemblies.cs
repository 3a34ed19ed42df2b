using System.Reflection;

namespace LlmKit.Notebook.Packages;

/// <summary>What cells share with the program that runs them: the platform, LlmKit, the compiler.</summary>
/// <remarks>
/// Loaded a second time their types would not be the same. What else the program uses for itself is not shared: a
/// package may bring it in another version.
/// </remarks>
internal static class HostAssemblies
{
    // By the first words of their names.
    private static readonly string[] s_families = ["LlmKit", "Microsoft.CodeAnalysis"];

    private static readonly string s_program = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
    private static readonly string s_platform = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static readonly Dictionary<string, string> s_files =
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(path => IsOfPlatform(path) || FamilyOf(path) is not null)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The file of a shared assembly; null for a name that is none.</summary>
    public static string? FileOf(string name) => s_files.GetValueOrDefault(name);

    /// <summary>The shared assemblies that go together with one of the program's own, itself included.</summary>
    public static IEnumerable<string> Family(string path) => s_files.Values.Where(other => FamilyOf(other) == FamilyOf(path));

    /// <summary>Whether a file came with .NET.</summary>
    public static bool IsOfPlatform(string path) => Path.GetDirectoryName(path) is var folder &&
        (folder == s_platform || folder != s_program);

    /// <summary>Whether a file is an assembly, not machine code with the same ending.</summary>
    public static bool IsAssembly(string path)
    {
        try
        {
            AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static string? FamilyOf(string path) => Array.Find(
        s_families, family => Path.GetFileName(path).StartsWith(family + ".", StringComparison.OrdinalIgnoreCase));
}
