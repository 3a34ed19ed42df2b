using System.Globalization;
using System.Security.Cryptography;

namespace LlmKit.Notebook.Scripts;

/// <summary>A file that a script was compiled from, and how it looked then.</summary>
/// <param name="Mark">The file's hash, or its size and time; nothing for a file that was not there.</param>
internal sealed record ScriptInput(string Path, string Mark)
{
    private const string Hash = "sha256 ";

    /// <summary>A source: another time does not make it another text.</summary>
    public static ScriptInput OfText(string path, ReadOnlySpan<byte> bytes) =>
        new(path, Hash + Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>An assembly, which may be large.</summary>
    public static ScriptInput OfFile(string path) => new(path, Stamp(path));

    /// <summary>A file that would have been taken if it had been there.</summary>
    public static ScriptInput OfNothing(string path) => new(path, "");

    public bool IsUnchanged => Mark.StartsWith(Hash, StringComparison.Ordinal)
        ? File.Exists(Path) && OfText(Path, File.ReadAllBytes(Path)).Mark == Mark
        : Stamp(Path) == Mark;

    private static string Stamp(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) return "";
        return string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}");
    }
}
