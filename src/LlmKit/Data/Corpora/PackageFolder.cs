using System.IO.Compression;
using System.IO.Enumeration;
using System.Text;

namespace LlmKit.Data.Corpora;

/// <summary>An unpacked package, read as plain files. Links are not followed, and nothing in it is run.</summary>
internal sealed class PackageFolder(string path)
{
    /// <summary>Files whose path within the package matches, in the order of their names.</summary>
    public IEnumerable<(string Name, Func<string> Text)> Texts(string pattern, Encoding? encoding = null) =>
        Paths(pattern).Select(file => (file, (Func<string>)(() => Read(file, encoding ?? Encoding.UTF8))));

    /// <summary>The only file that matches.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public string PathOf(string pattern) => Path.Combine(path, Paths(pattern).FirstOrDefault()
        ?? throw new InvalidDataException($"the package has no file {pattern}. Its contents have changed since this list was written."));

    public string Text(string pattern) => Read(PathOf(pattern), Encoding.UTF8);

    /// <summary>The text of a file whose name another file of the package gives, in which no sign has a meaning.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public string Named(string name, Encoding encoding) => Read(
        Files().Where(file => file == name || file.EndsWith($"/{name}", StringComparison.Ordinal)).Min(StringComparer.Ordinal)
            ?? throw new InvalidDataException($"the package has no file {Excerpt.Of(name)}. Its contents have changed since this list was written."), encoding);

    // A path matches that ends with the pattern's folders and its file; * stands for any part of a name.
    private IEnumerable<string> Paths(string pattern)
    {
        var names = pattern.Split('/');
        return Files().Where(file => file.Split('/') is var parts && parts.Length >= names.Length
                && parts.AsSpan(^names.Length..).ToArray().Zip(names).All(pair => FileSystemName.MatchesSimpleExpression(pair.Second, pair.First, ignoreCase: false)))
            .Order(StringComparer.Ordinal);
    }

    private IEnumerable<string> Files() =>
        new DirectoryInfo(path).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(file => Path.GetRelativePath(path, file.FullName).Replace('\\', '/'));

    private string Read(string file, Encoding encoding)
    {
        using var stream = File.OpenRead(Path.Combine(path, file));
        using var plain = file.EndsWith(".gz", StringComparison.Ordinal) || file.EndsWith(".dz", StringComparison.Ordinal)
            ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
        using var reader = new StreamReader(plain, encoding);
        try
        {
            return reader.ReadToEnd().ReplaceLineEndings("\n");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{file} is damaged: {e.Message} Fetch the package again.", e);
        }
    }
}
