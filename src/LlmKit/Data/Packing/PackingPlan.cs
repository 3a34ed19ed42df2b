namespace LlmKit.Data.Packing;

/// <summary>Which sequences, or pieces of them, stand in which row, and what that wastes.</summary>
/// <param name="Room">The tokens of a row.</param>
/// <param name="Rows">The segments of each row in order; their lengths sum to the room at most.</param>
public sealed record PackingPlan(int Room, IReadOnlyList<IReadOnlyList<PackedSegment>> Rows)
{
    /// <summary>All tokens.</summary>
    public long Tokens { get; } = Rows.Sum(row => row.Sum(segment => (long)segment.Length));

    /// <summary>Places that no token takes.</summary>
    public long Padding => ((long)Room * Rows.Count) - Tokens;

    /// <summary>Padding as a share of all places.</summary>
    public double Waste => Rows.Count == 0 ? 0 : (double)Padding / ((long)Room * Rows.Count);

    /// <summary>The fewest rows that could hold the tokens, were there no sequences: tokens by room, rounded up.</summary>
    public long FewestRows => (Tokens + Room - 1) / Room;

    /// <summary>Sequences that were cut.</summary>
    public int CutSequences => Rows.SelectMany(row => row).GroupBy(segment => segment.Sequence).Count(pieces => pieces.Count() > 1);

    /// <summary>Packs sequences into rows.</summary>
    /// <param name="lengths">Of the sequences; those of length 0 are left out.</param>
    /// <param name="room">The tokens of a row.</param>
    /// <exception cref="ArgumentException">A sequence is longer than a row and is to be refused, or a length is below 0.</exception>
    public static PackingPlan Of(
        IReadOnlyList<int> lengths, int room, PackingStrategy strategy = PackingStrategy.BestFit, TooLong tooLong = TooLong.Refuse)
    {
        Require.Positive(room);
        var pieces = Pieces(lengths, room, strategy == PackingStrategy.Concatenate ? TooLong.Cut : tooLong);
        return new(room, strategy switch
        {
            PackingStrategy.Concatenate => Concatenated(lengths, room),
            PackingStrategy.Sequential => RowsOf(pieces, Sequential(pieces, room)),
            _ => Decreasing(pieces, room, strategy),
        });
    }

    private static List<PackedSegment> Pieces(IReadOnlyList<int> lengths, int room, TooLong tooLong)
    {
        var pieces = new List<PackedSegment>(lengths.Count);
        for (var sequence = 0; sequence < lengths.Count; sequence++)
        {
            var length = lengths[sequence];
            if (length < 0) throw new ArgumentException($"lengths[{sequence}] = {length}. A sequence has no fewer than 0 tokens.", nameof(lengths));
            if (length > room && tooLong == TooLong.Refuse)
            {
                throw new ArgumentException(
                    $"lengths[{sequence}] = {length}, and a row has {room} tokens. Cut such sequences (TooLong.Cut), truncate or chunk them before, or take longer rows.",
                    nameof(lengths));
            }

            for (var start = 0; start < length; start += room) pieces.Add(new(sequence, start, Math.Min(room, length - start)));
        }

        return pieces;
    }

    private static List<IReadOnlyList<PackedSegment>> Concatenated(IReadOnlyList<int> lengths, int room)
    {
        var (rows, row, left) = (new List<IReadOnlyList<PackedSegment>>(), new List<PackedSegment>(), room);
        for (var sequence = 0; sequence < lengths.Count; sequence++)
        {
            for (var start = 0; start < lengths[sequence];)
            {
                var length = Math.Min(left, lengths[sequence] - start);
                row.Add(new(sequence, start, length));
                (start, left) = (start + length, left - length);
                if (left > 0) continue;
                rows.Add(row);
                (row, left) = ([], room);
            }
        }

        if (row.Count > 0) rows.Add(row);
        return rows;
    }

    private static int[] Sequential(List<PackedSegment> pieces, int room)
    {
        var (places, row, left) = (new int[pieces.Count], -1, 0);
        for (var piece = 0; piece < places.Length; piece++)
        {
            if (pieces[piece].Length > left) (row, left) = (row + 1, room);
            left -= pieces[piece].Length;
            places[piece] = row;
        }

        return places;
    }

    // By falling length; of equal ones the earlier first, so that nothing but the lengths decides.
    private static List<IReadOnlyList<PackedSegment>> Decreasing(List<PackedSegment> pieces, int room, PackingStrategy strategy)
    {
        var sorted = pieces.OrderByDescending(piece => piece.Length).ToList();
        IRoomIndex rows = strategy == PackingStrategy.FirstFit ? new FirstRoom(sorted.Count, room) : new BestRoom(room);
        return RowsOf(sorted, [.. sorted.Select(piece => rows.Place(piece.Length))]);
    }

    private static List<IReadOnlyList<PackedSegment>> RowsOf(List<PackedSegment> pieces, int[] places)
    {
        var rows = new List<PackedSegment>[places.Length == 0 ? 0 : places.Max() + 1];
        for (var piece = 0; piece < places.Length; piece++) (rows[places[piece]] ??= []).Add(pieces[piece]);
        return [.. rows];
    }
}
