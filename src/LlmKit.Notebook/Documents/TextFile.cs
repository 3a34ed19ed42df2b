using System.Text;
using System.Text.Unicode;

namespace LlmKit.Notebook.Documents;

/// <summary>Reads and writes whole files of text.</summary>
internal static class TextFile
{
    /// <summary>More than this is no notebook that a person made.</summary>
    private const long MaxBytes = 512L << 20;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The three bytes that some editors put before UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="NotebookFormatException">The file is too large to be a notebook.</exception>
    public static byte[] ReadBytes(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > MaxBytes)
        {
            throw new NotebookFormatException(
                $"{path} has {length >> 20} MB. Notebooks up to {MaxBytes >> 20} MB can be read; clear its "
                    + "outputs with: jupyter nbconvert --clear-output --inplace.");
        }

        return File.ReadAllBytes(path);
    }

    /// <summary>The text of a file in UTF-8, or in UTF-16 with a byte order mark; line breaks become
    /// <c>\n</c>.</summary>
    /// <exception cref="NotebookFormatException">The bytes are no such text.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            try
            {
                return Lines(
                    new UnicodeEncoding(
                        bigEndian: bytes[0] == 0xFE, byteOrderMark: false, throwOnInvalidBytes: true)
                    .GetString(bytes[2..]));
            }
            catch (DecoderFallbackException e)
            {
                throw new NotebookFormatException(
                    $"{path} begins as UTF-16, but has broken characters. Save it as UTF-8.", e);
            }
        }

        CheckUtf8(bytes, path);
        return Lines(s_utf8.GetString(bytes.StartsWith(Utf8Mark) ? bytes[Utf8Mark.Length..] : bytes));
    }

    public static void CheckUtf8(ReadOnlySpan<byte> bytes, string path)
    {
        if (Utf8.IsValid(bytes)) return;

        var start = 0;
        while (Rune
            .DecodeFromUtf8(bytes[start..], out _, out var length) == System.Buffers.OperationStatus.Done)
            start += length;
        var line = bytes[..start].Count((byte)'\n') + 1;
        throw new NotebookFormatException(
            $"{path} is not UTF-8: line {line}, byte {start} is 0x{bytes[start]:X2}. Save the file as UTF-8; "
                + "was it damaged?");
    }

    /// <summary>Writes a file, which appears whole or not at all.</summary>
    public static void Write(string path, string text) => Write(path, s_utf8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string Lines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
