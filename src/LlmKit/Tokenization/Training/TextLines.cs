using System.Text;

namespace LlmKit.Tokenization.Training;

/// <summary>Text files as the lines that trainers read, one at a time, so that files may be larger than memory.</summary>
public static class TextLines
{
    private const int LongestLine = 1 << 20;

    /// <summary>The lines of files one after the other, each with the line end that it has.</summary>
    /// <param name="paths">Files in UTF-8, or in UTF-16 or UTF-32 with a mark at their start.</param>
    /// <remarks>A line of more than a million characters is given in parts, which don't cut a surrogate pair.</remarks>
    public static IEnumerable<string> Read(params IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        foreach (var path in paths)
        {
            using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
            foreach (var line in Read(reader)) yield return line;
        }
    }

    /// <summary>The lines of a text, each with the line end that it has.</summary>
    public static IEnumerable<string> Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var (buffer, start, end) = (new char[1 << 16], 0, 0);
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf('\n') + 1;
            if (length == 0 && end - start >= LongestLine)
                length = char.IsHighSurrogate(buffer[start + LongestLine - 1]) ? LongestLine - 1 : LongestLine;
            if (length > 0)
            {
                yield return new(buffer, start, length);
                start += length;
                continue;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length) Array.Resize(ref buffer, end * 2);
            var read = reader.Read(buffer, end, buffer.Length - end);
            end += read;
            if (read == 0) break;
        }

        if (end > start) yield return new(buffer, start, end - start);
    }
}
