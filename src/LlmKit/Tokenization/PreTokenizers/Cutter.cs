using LlmKit.Tokenization.Patterns;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>Cuts the pieces of a text at what matches.</summary>
internal static class Cutter
{
    [ThreadStatic]
    private static List<(int Start, int End, bool IsMatch)>? s_parts;

    public static void At(AlignedText text, Pattern pattern, SplitBehavior behavior, bool isInverted)
    {
        foreach (var (start, end) in text.Pieces)
        {
            var piece = text.Text[start..end];
            if (behavior == SplitBehavior.Isolated)
            {
                Isolate(text, pattern, piece, start);
                continue;
            }

            var parts = s_parts ??= [];
            parts.Clear();
            var previous = 0;
            for (var at = 0; pattern.Find(piece, at) is { Start: >= 0 } found;)
            {
                if (found.Start > previous) parts.Add((previous, found.Start, isInverted));
                parts.Add((found.Start, found.End, !isInverted));
                previous = found.End;
                at = Next(piece, found.Start, found.End);
                if (at > piece.Length) break;
            }

            if (previous < piece.Length) parts.Add((previous, piece.Length, isInverted));
            Keep(text, parts, start, behavior);
        }

        text.CommitPieces();
    }

    public static void At(AlignedText text, Func<int, bool> isCut, SplitBehavior behavior)
    {
        foreach (var (start, end) in text.Pieces)
        {
            var parts = s_parts ??= [];
            parts.Clear();
            var previous = start;
            for (int at = start, length; at < end; at += length)
            {
                if (!isCut(text.CodeAt(at, out length))) continue;
                if (at > previous) parts.Add((previous, at, false));
                parts.Add((at, at + length, true));
                previous = at + length;
            }

            if (previous < end) parts.Add((previous, end, false));
            Keep(text, parts, 0, behavior);
        }

        text.CommitPieces();
    }

    // The way of nearly all byte-level tokenizers, whose expression leaves nothing between its matches.
    private static void Isolate(AlignedText text, Pattern pattern, ReadOnlySpan<char> piece, int offset)
    {
        var previous = 0;
        for (var at = 0; at < piece.Length;)
        {
            var end = pattern.MatchAt(piece, at);
            if (end < 0)
            {
                at = Next(piece, at, at);
                continue;
            }

            text.Keep(offset + previous, offset + at);
            text.Keep(offset + at, offset + end);
            previous = end;
            at = Next(piece, at, end);
        }

        text.Keep(offset + previous, offset + piece.Length);
    }

    // After an empty match the search goes on one character later.
    private static int Next(ReadOnlySpan<char> piece, int start, int end)
    {
        if (end > start) return end;
        return end + (end + 1 < piece.Length && char.IsSurrogatePair(piece[end], piece[end + 1]) ? 2 : 1);
    }

    private static void Keep(AlignedText text, List<(int Start, int End, bool IsMatch)> parts, int offset, SplitBehavior behavior)
    {
        switch (behavior)
        {
            case SplitBehavior.MergedWithPrevious:
                Merge(parts, (last, part) => (last.Start, part.End));
                break;
            case SplitBehavior.MergedWithNext:
                parts.Reverse();
                Merge(parts, (last, part) => (part.Start, last.End));
                parts.Reverse();
                break;
            case SplitBehavior.Contiguous:
                Join(parts);
                break;
        }

        foreach (var (start, end, isMatch) in parts)
        {
            if (behavior != SplitBehavior.Removed || !isMatch) text.Keep(offset + start, offset + end);
        }
    }

    // A match joins its neighbour, unless that is a match as well.
    private static void Merge(
        List<(int Start, int End, bool IsMatch)> parts,
        Func<(int Start, int End, bool IsMatch), (int Start, int End, bool IsMatch), (int Start, int End)> join)
    {
        var kept = 0;
        var wasMatch = false;
        foreach (var part in parts.ToArray())
        {
            if (part.IsMatch && !wasMatch && kept > 0)
            {
                var (start, end) = join(parts[kept - 1], part);
                parts[kept - 1] = (start, end, false);
            }
            else
            {
                parts[kept++] = part;
            }

            wasMatch = part.IsMatch;
        }

        parts.RemoveRange(kept, parts.Count - kept);
    }

    private static void Join(List<(int Start, int End, bool IsMatch)> parts)
    {
        var kept = 0;
        foreach (var part in parts.ToArray())
        {
            if (kept > 0 && parts[kept - 1].IsMatch == part.IsMatch) parts[kept - 1] = (parts[kept - 1].Start, part.End, part.IsMatch);
            else parts[kept++] = part;
        }

        parts.RemoveRange(kept, parts.Count - kept);
    }
}
