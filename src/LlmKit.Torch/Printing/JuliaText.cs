using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// A tensor in Julia's manner, as TorchSharp prints it: a line of facts, then the rows in columns,
/// one matrix for each index of the dimensions before the last two. Columns that do not fit the width are
/// left out in the middle.
/// </summary>
internal static class JuliaText
{
    private const string Dots = " ...";
    private const int UsualWidth = 100;

    public static string Of(Tensor tensor, TensorPrinting printing)
    {
        var head = TensorText.Metadata(tensor);
        if (tensor.device_type == DeviceType.META || tensor.numel() == 0) return head;

        var excerpt = Excerpt.Of(tensor, printing);
        var words = FormattedNumbers.Of(excerpt.Shown, NumberSpelling.Julia, printing);
        if (tensor.ndim == 0) return $"{head}, value = {words[0]}";

        var matrices = Matrices(excerpt, words, printing.LineWidth ?? UsualWidth);
        return $"{head}\n{string.Join("\n", matrices)}";
    }

    // Each ends with a line feed, so joined by another one they have an empty line between them.
    private static IEnumerable<string> Matrices(Excerpt excerpt, string[] words, int width)
    {
        var leading = excerpt.Ends.Length - 2;
        if (leading <= 0)
        {
            yield return Matrix(excerpt, words, width);
            yield break;
        }

        var (position, size) = (0, (int)(excerpt.Shown.size(-1) * excerpt.Shown.size(-2)));
        foreach (var index in Indices(excerpt, leading))
        {
            if (index is null)
            {
                yield return "...\n";
                continue;
            }

            var matrix = Matrix(excerpt, words[position..(position + size)], width);
            position += size;
            yield return $"[{string.Join(",", index)},..,..] =\n{matrix}";
        }
    }

    // Of the dimensions before the last two; null stands for those that are left out.
    private static IEnumerable<long[]?> Indices(Excerpt excerpt, int leading)
    {
        IEnumerable<long[]?> indices = [[]];
        for (var dimension = 0; dimension < leading; dimension++)
        {
            var places = excerpt.Places(dimension);
            indices = indices.SelectMany(index => index is null ? [null]
                : places.Select(place => place is { } i ? index.Append(i).ToArray() : null));
        }

        return indices;
    }

    private static string Matrix(Excerpt excerpt, string[] words, int width)
    {
        var rows = words.Chunk((int)excerpt.Shown.size(-1)).ToArray();
        var widths = rows[0].Select((_, i) => rows.Max(row => row[i].Length)).ToArray();
        var columns = Columns(widths, excerpt.Ends[^1], width);
        var end = excerpt.Ends.Length > 1 ? excerpt.Ends[^2] : 0;

        var text = new StringBuilder();
        for (var i = 0; i < rows.Length; i++)
        {
            if (end > 0 && i == end) text.Append(Dots).Append('\n');
            foreach (var column in columns)
                text.Append(column is { } j ? " " + rows[i][j].PadLeft(widths[j]) : Dots);
            text.Append('\n');
        }

        return text.ToString();
    }

    // The columns that are shown; null stands for those left out. At least one of each end is there.
    private static int?[] Columns(int[] widths, int end, int width)
    {
        var (left, right) = end > 0 ? (end, end) : (widths.Length, 0);
        if (widths.Sum(w => w + 1) + (end > 0 ? Dots.Length : 0) > width)
        {
            (left, right) = (1, Math.Min(1, widths.Length - 1));
            var room = width - Dots.Length - widths[0] - widths[^1] - 2;
            while (left + right < widths.Length)
            {
                room -= 1 + (left > right ? widths[^(right + 1)] : widths[left]);
                if (room < 0) break;
                (left, right) = left > right ? (left, right + 1) : (left + 1, right);
            }
        }

        var columns = Enumerable.Range(0, widths.Length).Select(i => (int?)i).ToArray();
        var isWhole = end == 0 && left + right == widths.Length;
        return isWhole ? columns : [.. columns[..left], null, .. columns[^right..]];
    }
}
