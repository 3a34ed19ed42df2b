using System.Text;

namespace LlmKit.Torch;

/// <summary>Words in lines.</summary>
internal static class Lines
{
    /// <summary>
    /// Words with a space between them. A word that would end beyond <paramref name="width"/>
    /// begins a new line, indented like the first one, whose indent the caller has written.
    /// </summary>
    public static string Flow(IEnumerable<string> words, int indent, int width)
    {
        var text = new StringBuilder();
        var (line, column) = (new StringBuilder(), indent);
        foreach (var word in words)
        {
            if (line.Length > 0 && column + 1 + word.Length > width)
            {
                text.Append(line.ToString().TrimEnd()).Append('\n').Append(' ', indent);
                (column, _) = (indent, line.Clear());
            }

            if (line.Length > 0) line.Append(' ');
            column = indent + line.Append(word).Length;
        }

        return text.Append(line).ToString();
    }
}
