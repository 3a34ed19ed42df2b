using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Display;

/// <summary>Bytes in hexadecimal, sixteen to a line, with the letters that they are in ASCII.</summary>
internal static class HexDump
{
    private const int Width = 16, MostBytes = 256;

    public static string Of(byte[] bytes)
    {
        var dump = new StringBuilder();
        var shown = Math.Min(bytes.Length, MostBytes);
        for (var start = 0; start < shown; start += Width)
        {
            var line = bytes.AsSpan(start, Math.Min(Width, shown - start));
            var hex = Convert.ToHexStringLower(line);
            dump.Append(CultureInfo.InvariantCulture, $"{start:x8}  ");
            for (var i = 0; i < Width; i++)
                dump.Append(i < line.Length ? hex.AsSpan(2 * i, 2) : "  ").Append(i == 7 ? "  " : " ");

            dump.Append(' ');
            foreach (var value in line) dump.Append(value is >= 0x20 and < 0x7F ? (char)value : '.');
            dump.Append('\n');
        }

        if (bytes.Length > shown) dump.Append(Sample.More(shown, bytes.Length, " bytes")).Append('\n');
        return dump.Length == 0 ? "(no bytes)" : dump.ToString(0, dump.Length - 1);
    }
}
