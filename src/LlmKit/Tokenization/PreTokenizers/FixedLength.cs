using System.Text.Json;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>Pieces of so many characters (code points); the last may be shorter.</summary>
public sealed class FixedLength(int length = 5) : PreTokenizer
{
    public int Length { get; } = Require.InRange(length, 1, int.MaxValue, nameof(length));

    internal override string Type => "FixedLength";

    internal override void Cut(AlignedText text)
    {
        foreach (var (start, end) in text.Pieces)
        {
            var (from, count) = (start, 0);
            for (int at = start, units; at < end; at += units)
            {
                text.CodeAt(at, out units);
                if (++count < Length) continue;
                text.Keep(from, at + units);
                (from, count) = (at + units, 0);
            }

            text.Keep(from, end);
        }

        text.CommitPieces();
    }

    internal override void WriteMembers(Utf8JsonWriter json) => json.WriteNumber("length", Length);
}
