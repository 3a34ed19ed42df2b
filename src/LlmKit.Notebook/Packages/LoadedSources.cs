using System.Collections.Concurrent;
using System.Text;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Packages;

/// <summary>
/// Finds and reads the files of <c>#load</c>, and hides from the compiler the lines that ask for packages.
/// </summary>
internal sealed class LoadedSources(string folder) : SourceFileResolver([folder], folder)
{
    private readonly ConcurrentDictionary<string, byte[]> _files = [];
    private readonly ConcurrentDictionary<string, bool> _missed = [];

    /// <summary>The files that were read, as they were then.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Files that would have been taken in place of others, but are not there.</summary>
    public IEnumerable<string> Missed => _missed.Keys;

    public override string? ResolveReference(string path, string? baseFilePath)
    {
        var found = base.ResolveReference(path, baseFilePath);
        if (Path.IsPathRooted(baseFilePath) && Path.GetFullPath(Path.Combine(Path.GetDirectoryName(baseFilePath)!, path)) is var beside && beside != found)
            _missed[beside] = true;
        return found;
    }

    /// <summary>The lines of a file and of those that it loads; none for files that cannot be read.</summary>
    /// <param name="from">The file that loads it.</param>
    public IEnumerable<PackageLines> Lines(string path, string from) => Lines(path, from, []);

    public override Stream OpenRead(string resolvedPath)
    {
        var bytes = _files[resolvedPath] = File.ReadAllBytes(resolvedPath);
        var text = Text(bytes);
        return text.Contains("nuget:", StringComparison.OrdinalIgnoreCase)
            ? new MemoryStream(Encoding.UTF8.GetBytes(PackageLines.Of(text, resolvedPath).Code))
            : new MemoryStream(bytes);
    }

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private IEnumerable<PackageLines> Lines(string path, string from, HashSet<string> seen)
    {
        if (ResolveReference(path, from) is not { } file || !seen.Add(file)) return [];
        if (Read(file) is not { } text) return [];

        var lines = PackageLines.Of(text, file);
        return lines.Loads.SelectMany(load => Lines(load, file, seen)).Prepend(lines);
    }

    // A file that cannot be read is the compiler's to complain about.
    private string? Read(string file)
    {
        try
        {
            return Text(_files[file] = File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Text(byte[] bytes) => new StreamReader(new MemoryStream(bytes)).ReadToEnd();
}
