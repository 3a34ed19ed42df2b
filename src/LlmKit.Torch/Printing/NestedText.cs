using System.Text;

namespace LlmKit.Torch;

/// <summary>Brackets within brackets, one level for each dimension.</summary>
/// <param name="Excerpt">What is shown; at least one dimension.</param>
/// <param name="Words">Its elements, row by row.</param>
internal sealed record NestedText(Excerpt Excerpt, string[] Words)
{
    public required char Open { get; init; }

    public required char Close { get; init; }

    /// <summary>What stands between two entries of a dimension other than the last.</summary>
    public required Func<int, string> Between { get; init; }

    /// <summary>What stands between the dots for the entries left out and the entry after them.</summary>
    public Func<int, string>? AfterDots { get; init; }

    /// <summary>The words of one row; how many come before the middle that is left out, or 0.</summary>
    public required Func<string[], int, string> Row { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder();
        var position = 0;
        Write(text, 0, ref position);
        return text.ToString();
    }

    private void Write(StringBuilder text, int dimension, ref int position)
    {
        var (count, end) = ((int)Excerpt.Shown.size(dimension), Excerpt.Ends[dimension]);
        text.Append(Open);
        if (dimension == Excerpt.Ends.Length - 1)
        {
            text.Append(Row(Words[position..(position + count)], end));
            position += count;
        }
        else
        {
            WriteEntries(text, dimension, count, end, ref position);
        }

        text.Append(Close);
    }

    private void WriteEntries(StringBuilder text, int dimension, int count, int end, ref int position)
    {
        for (var i = 0; i < count; i++)
        {
            if (i > 0) text.Append(Between(dimension));
            if (end > 0 && i == end) text.Append("...").Append((AfterDots ?? Between)(dimension));
            Write(text, dimension + 1, ref position);
        }
    }
}
