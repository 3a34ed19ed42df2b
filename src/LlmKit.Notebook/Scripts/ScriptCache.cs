using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LlmKit.Notebook.Packages;

namespace LlmKit.Notebook.Scripts;

/// <summary>
/// Compiled scripts of earlier starts, a folder for each. Whatever is wrong with one, the script is compiled
/// again.
/// </summary>
/// <remarks>
/// A folder appears whole or not at all, and is read whole before it is used, so starts at the same time do not
/// disturb one another.
/// </remarks>
internal sealed class ScriptCache(string folder, int most = 200)
{
    private const string List = "list";

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly TimeSpan s_age = TimeSpan.FromDays(30);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    /// <summary>The user's own; null for a user who has no place for one.</summary>
    public static ScriptCache? OfUser =>
        Path.GetDirectoryName(PackageRestorer.UserCache) is { } folder && Path.IsPathRooted(folder)
            ? new(Path.Combine(folder, "scripts"))
            : null;

    /// <summary>What an earlier start made of the same script; null when there is none, or when a file has changed
    /// since.</summary>
    public ScriptProgram? Find(ScriptSource source, bool isDebug)
    {
        var place = PlaceOf(source, isDebug);
        try
        {
            if (!Directory.Exists(place)) return null;

            var list = Path.Combine(place, List);
            var program = ScriptManifest.Read(File.ReadAllBytes(list), i =>
                (CodeIn(place, i), File.ReadAllBytes(CodeIn(place, i)), File.ReadAllBytes(SymbolsIn(place, i))));
            if (program.IsFloating && AgeOf(File.GetLastWriteTimeUtc(list)) > s_day) return null;
            if (!program.Inputs.All(input => input.IsUnchanged)) return null;

            // The time of the folder tells when it was last of use.
            if (AgeOf(Directory.GetLastWriteTimeUtc(place)) > s_day)
                Directory.SetLastWriteTimeUtc(place, DateTime.UtcNow);
            return program;
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            return null;
        }
    }

    /// <summary>Keeps a compiled script for the next start.</summary>
    /// <returns>The same, with the places of its files; without places when nothing can be written.</returns>
    public ScriptProgram Keep(ScriptSource source, bool isDebug, ScriptProgram program)
    {
        var place = PlaceOf(source, isDebug);
        var temporary = $"{place}.{Guid.NewGuid():N}.tmp";
        try
        {
            CreatePrivate(folder);
            Clean();
            CreatePrivate(temporary);
            foreach (var (i, assembly) in program.Assemblies.Index())
            {
                File.WriteAllBytes(CodeIn(temporary, i), assembly.Code);
                File.WriteAllBytes(SymbolsIn(temporary, i), assembly.Symbols);
            }

            File.WriteAllBytes(Path.Combine(temporary, List), ScriptManifest.Write(program));
            if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
            Directory.Move(temporary, place);
            var placed = program.Assemblies.Select((assembly, i) => assembly with { Path = CodeIn(place, i) });
            return program with { Assemblies = [.. placed] };
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            // No room, no right to write, or another start was quicker: this one goes on with what is in memory.
            Remove(temporary);
            return program;
        }
    }

    /// <summary>The name of an assembly's symbols, which its code knows.</summary>
    public static string SymbolsName(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"script{number}.pdb");

    // Removes what nobody has used for long, and what is too much.
    private void Clean()
    {
        var entries = new DirectoryInfo(folder).GetDirectories();
        foreach (var (i, entry) in entries.OrderByDescending(entry => entry.LastWriteTimeUtc).Index())
        {
            var isLeftover = entry.Extension == ".tmp" && AgeOf(entry.LastWriteTimeUtc) > s_day;
            if (isLeftover || i >= most || AgeOf(entry.LastWriteTimeUtc) > s_age) Remove(entry.FullName);
        }
    }

    private string PlaceOf(ScriptSource source, bool isDebug)
    {
        var compiler = typeof(ScriptCache).Assembly.ManifestModule.ModuleVersionId;
        var head = string.Join(
            '\0', ScriptManifest.Version, compiler, Environment.Version, isDebug, source.Name, source.Folder, "");
        var hash = SHA256.HashData([.. Encoding.UTF8.GetBytes(head), .. source.Bytes]);
        return Path.Combine(folder, Convert.ToHexStringLower(hash.AsSpan(0, 16)));
    }

    private static string CodeIn(string place, int number) => Path.ChangeExtension(SymbolsIn(place, number), ".dll");

    private static string SymbolsIn(string place, int number) => Path.Combine(place, SymbolsName(number));

    private static TimeSpan AgeOf(DateTime time) => DateTime.UtcNow - time;

    private static void CreatePrivate(string path)
    {
        // What lies here is run: nobody else may write it.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Private);
    }

    private static void Remove(string path)
    {
        try
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            // Somebody else removes it, or the next start.
        }
    }

    private static bool IsOfDisk(Exception e) =>
        e is IOException or UnauthorizedAccessException or InvalidDataException or FormatException or
            ArgumentException;
}
