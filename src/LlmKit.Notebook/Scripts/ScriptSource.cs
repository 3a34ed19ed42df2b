using System.Text;

namespace LlmKit.Notebook.Scripts;

/// <summary>A script as it was given.</summary>
/// <param name="Given">As the user named it; <c>-</c> for standard input.</param>
/// <param name="Name">The full path, or <c>stdin</c>.</param>
/// <param name="Folder">Where relative paths of <c>#r</c> and <c>#load</c> start.</param>
/// <param name="Bytes">The whole file.</param>
internal sealed record ScriptSource(string Given, string Name, string Folder, byte[] Bytes)
{
    public const string StandardInput = "-";

    private const int MostBytes = 16 << 20;

    /// <summary>In UTF-8, or in UTF-16 or UTF-32 with a byte order mark; line breaks as they are.</summary>
    public string Text => new StreamReader(new MemoryStream(Bytes), Encoding.UTF8).ReadToEnd();

    /// <exception cref="ScriptException">There is no such file, or it is no script.</exception>
    public static ScriptSource Read(string path)
    {
        try
        {
            if (path == StandardInput)
            {
                using var input = Console.OpenStandardInput();
                return new(path, "stdin", Environment.CurrentDirectory, Read(input, path));
            }

            // A pipe of the shell, as in <(...), has no length and is read to its end.
            using var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var name = Path.GetFullPath(path);
            return new(path, name, Path.GetDirectoryName(name)!, Read(file, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScriptException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static byte[] Read(Stream stream, string path)
    {
        using var all = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            all.Write(buffer, 0, count);
            if (all.Length > MostBytes)
            {
                throw new ScriptException(
                    $"{path} has more than {MostBytes >> 20} MB, which no script has. Keep data in a file of its own.");
            }
        }

        var bytes = all.ToArray();
        var isWide = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..];
        if (isWide || !bytes.Contains((byte)0)) return bytes;
        var place = Array.IndexOf(bytes, (byte)0);
        throw new ScriptException($"{path} is no text: byte {place} is 0. Give the path of a .csx file.");
    }
}
