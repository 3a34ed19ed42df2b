namespace LlmKit.Data.Packing;

/// <summary>
/// One row of a batch: token ids of several sequences, and what keeps them apart. Attention must not cross from one to another:
/// either it is given <see cref="Segments"/> (or <see cref="Boundaries"/>, as flash attention's <c>cu_seqlens</c>), or what is learned
/// depends on the neighbours.
/// </summary>
/// <param name="Ids">As many as the row has room for, padding at the end.</param>
/// <param name="Positions">Of each token within its segment, from 0; 0 on padding.</param>
/// <param name="Segments">The number of each token's segment from 1; 0 on padding.</param>
/// <param name="Boundaries">Where the segments start, and where the last one ends: 0, 3, 7 for lengths 3 and 4.</param>
public sealed record PackedRow(int[] Ids, int[] Positions, int[] Segments, int[] Boundaries)
{
    /// <summary>Whether a token may see another: both of one segment, the other not later.</summary>
    public bool MaySee(int token, int other) => Segments[token] != 0 && Segments[token] == Segments[other] && other <= token;

    /// <summary>Lays out a row of a plan.</summary>
    /// <param name="sequences">The token ids that the plan was made for.</param>
    /// <param name="row">The number of the row.</param>
    /// <param name="padding">The id of padding.</param>
    /// <exception cref="ArgumentException">The sequences are not those of the plan.</exception>
    public static PackedRow Of(PackingPlan plan, int row, IReadOnlyList<int[]> sequences, int padding)
    {
        var segments = plan.Rows[row];
        int[] ids = new int[plan.Room], positions = new int[plan.Room], numbers = new int[plan.Room], boundaries = new int[segments.Count + 1];
        Array.Fill(ids, padding);
        var at = 0;
        for (var index = 0; index < segments.Count; index++)
        {
            var (sequence, start, length) = segments[index];
            if (sequence >= sequences.Count || start + length > sequences[sequence].Length)
            {
                throw new ArgumentException(
                    $"row {row} has tokens {start} to {start + length - 1} of sequence {sequence}, which is not there. Give the sequences whose lengths the plan was made of.",
                    nameof(sequences));
            }

            sequences[sequence].AsSpan(start, length).CopyTo(ids.AsSpan(at));
            for (var token = 0; token < length; token++) (positions[at + token], numbers[at + token]) = (token, index + 1);
            boundaries[index + 1] = at += length;
        }

        return new(ids, positions, numbers, boundaries);
    }
}
