using System.Diagnostics;
using LlmKit.Data.Packing;

namespace LlmKit.Tests.Data.Packing;

/// <summary>Packing loses no token, fills no row beyond its room, and keeps sequences apart.</summary>
public sealed class PackingTests
{
    [Theory, CombinatorialStrategies]
    public void Every_token_stands_in_exactly_one_row(PackingStrategy strategy, TooLong tooLong) => Law((lengths, room) =>
    {
        if (tooLong == TooLong.Refuse && strategy != PackingStrategy.Concatenate) lengths = [.. lengths.Select(length => Math.Min(length, room))];
        var plan = PackingPlan.Of(lengths, room, strategy, tooLong);

        var tokens = plan.Rows.SelectMany(row => row).SelectMany(segment => Enumerable.Range(segment.Start, segment.Length).Select(token => (segment.Sequence, token))).ToArray();
        Assert.Equal(lengths.SelectMany((length, sequence) => Enumerable.Range(0, length).Select(token => (sequence, token))), tokens.Order());
        Assert.All(plan.Rows, row => Assert.InRange(row.Sum(segment => segment.Length), 1, room));
        Assert.Equal(lengths.Sum(), plan.Tokens);
        Assert.Equal(((long)plan.Rows.Count * room) - plan.Tokens, plan.Padding);
        Assert.True(plan.Rows.Count >= plan.FewestRows);
    });

    [Fact]
    public void First_fit_is_what_looking_at_every_row_gives() => Law((lengths, room) =>
    {
        var plan = PackingPlan.Of(lengths, room, PackingStrategy.FirstFit, TooLong.Cut);

        Assert.Equal(Plainly(lengths, room, (rows, length) => rows.FindIndex(left => left >= length)), plan.Rows.Select(row => string.Join(',', row.Select(segment => segment.Length))));
    });

    [Fact]
    public void Best_fit_is_what_looking_at_every_row_gives() => Law((lengths, room) =>
    {
        var plan = PackingPlan.Of(lengths, room, PackingStrategy.BestFit, TooLong.Cut);
        var plainly = Plainly(lengths, room, (rows, length) => rows
            .Select((left, row) => (left, row)).Where(pair => pair.left >= length).OrderBy(pair => pair.left).Select(pair => (int?)pair.row).FirstOrDefault() ?? -1);

        // Rows with the same room may be taken in another order, so what they hold is compared.
        Assert.Equal(plainly.Count, plan.Rows.Count);
        Assert.Equal(plainly.Select(Filled).Order(), plan.Rows.Select(row => row.Sum(segment => segment.Length)).Order());

        static int Filled(string row) => row.Split(',').Sum(int.Parse);
    });

    [Fact]
    public void Decreasing_packings_of_pieces_up_to_half_a_row_need_at_most_half_as_many_rows_more() => Law((lengths, room) =>
    {
        foreach (var strategy in (PackingStrategy[])[PackingStrategy.FirstFit, PackingStrategy.BestFit])
        {
            // Each full row but one is filled to two thirds when no piece is over half of it.
            int[] small = [.. lengths.Select(length => 1 + (length % Math.Max(1, room / 2)))];
            var plan = PackingPlan.Of(small, room, strategy);

            Assert.True(plan.Rows.Count <= (1.5 * plan.FewestRows) + 1, $"{plan.Rows.Count} of {plan.FewestRows}");
        }
    });

    [Fact]
    public void Concatenation_wastes_in_the_last_row_only_and_keeps_the_order() => Law((lengths, room) =>
    {
        var plan = PackingPlan.Of(lengths, room, PackingStrategy.Concatenate);
        var segments = plan.Rows.SelectMany(row => row).ToArray();

        Assert.All(plan.Rows.SkipLast(1), row => Assert.Equal(room, row.Sum(segment => segment.Length)));
        Assert.Equal(plan.FewestRows, plan.Rows.Count);
        Assert.Equal(segments.OrderBy(segment => segment.Sequence).ThenBy(segment => segment.Start), segments);
    });

    [Fact]
    public void Sequential_packing_keeps_the_order_and_begins_a_row_only_when_the_last_has_no_room() => Law((lengths, room) =>
    {
        var rows = PackingPlan.Of(lengths, room, PackingStrategy.Sequential, TooLong.Cut).Rows;
        var segments = rows.SelectMany(row => row).ToArray();

        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.First.Sum(segment => segment.Length) + pair.Second[0].Length > room));
        Assert.Equal(segments.OrderBy(segment => segment.Sequence).ThenBy(segment => segment.Start), segments);
    });

    [Fact]
    public void A_worked_example()
    {
        // 6+4, 5+5, 3+3+2+2 fill three rows of 10.
        int[] lengths = [3, 6, 2, 5, 4, 3, 5, 2];
        var plan = PackingPlan.Of(lengths, 10);

        Assert.Equal([[new(1, 0, 6), new(4, 0, 4)], [new(3, 0, 5), new(6, 0, 5)], [new(0, 0, 3), new(5, 0, 3), new(2, 0, 2), new(7, 0, 2)]], plan.Rows);
        Assert.Equal((30L, 0L, 0.0, 3L, 0), (plan.Tokens, plan.Padding, plan.Waste, plan.FewestRows, plan.CutSequences));
        Assert.Equal(1, PackingPlan.Of([25], 10, tooLong: TooLong.Cut).CutSequences);
        Assert.Equal(1 / 6.0, PackingPlan.Of([25], 10, tooLong: TooLong.Cut).Waste, 12);
    }

    [Fact]
    public void A_sequence_that_is_too_long_is_refused_with_a_way_out()
    {
        Assert.StartsWith(
            "lengths[1] = 11, and a row has 10 tokens. Cut such sequences (TooLong.Cut)",
            Assert.Throws<ArgumentException>(() => PackingPlan.Of([3, 11], 10)).Message);
        Assert.Throws<ArgumentException>(() => PackingPlan.Of([-1], 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => PackingPlan.Of([1], 0));
        Assert.Empty(PackingPlan.Of([0, 0], 10).Rows);
    }

    [Fact]
    public void A_row_keeps_its_sequences_apart()
    {
        int[][] sequences = [[11, 12, 13], [21, 22, 23, 24], [31]];
        var plan = PackingPlan.Of([3, 4, 1], 10, PackingStrategy.Sequential);
        var row = PackedRow.Of(plan, 0, sequences, padding: 0);

        Assert.Equal([11, 12, 13, 21, 22, 23, 24, 31, 0, 0], row.Ids);
        Assert.Equal([0, 1, 2, 0, 1, 2, 3, 0, 0, 0], row.Positions);
        Assert.Equal([1, 1, 1, 2, 2, 2, 2, 3, 0, 0], row.Segments);
        Assert.Equal([0, 3, 7, 8], row.Boundaries);
        Assert.True(row.MaySee(5, 3) && row.MaySee(3, 3));
        Assert.False(row.MaySee(3, 2) || row.MaySee(3, 5) || row.MaySee(9, 8) || row.MaySee(8, 8));
        Assert.Contains("row 0 has tokens 0 to 2 of sequence 0", Assert.Throws<ArgumentException>(() => PackedRow.Of(plan, 0, [[1]], 0)).Message);
    }

    [Fact]
    public void No_token_sees_another_sequence() => Law((lengths, room) =>
    {
        int[][] sequences = [.. lengths.Select((length, sequence) => Enumerable.Repeat(sequence + 1, length).ToArray())];
        var plan = PackingPlan.Of(lengths, room, PackingStrategy.BestFit, TooLong.Cut);
        for (var number = 0; number < plan.Rows.Count; number++)
        {
            var row = PackedRow.Of(plan, number, sequences, padding: 0);
            for (var token = 0; token < room; token++)
            {
                for (var other = 0; other < room; other++)
                    if (row.MaySee(token, other)) Assert.True(row.Ids[token] == row.Ids[other] && row.Ids[token] > 0 && row.Positions[other] <= row.Positions[token]);
            }
        }
    });

    [Fact]
    public void Many_sequences_are_packed_without_looking_at_every_row()
    {
        var random = new Random(1);
        int[] lengths = [.. Enumerable.Range(0, 200_000).Select(_ => 1 + (int)(Math.Pow(random.NextDouble(), 3) * 2047))];
        foreach (var strategy in Enum.GetValues<PackingStrategy>())
        {
            var clock = Stopwatch.StartNew();
            var plan = PackingPlan.Of(lengths, 2048, strategy);

            Assert.Equal(lengths.Sum(length => (long)length), plan.Tokens);
            if (strategy is PackingStrategy.BestFit or PackingStrategy.FirstFit) Assert.True(plan.Waste < 0.001, $"{strategy}: {plan.Waste}");
            TestContext.Current.TestOutputHelper?.WriteLine($"{strategy}: {clock.ElapsedMilliseconds} ms, {plan.Rows.Count} rows, waste {plan.Waste:P3}");
        }
    }

    // The lengths in each row, by a choice among all rows.
    private static List<string> Plainly(int[] lengths, int room, Func<List<int>, int, int> choose)
    {
        var pieces = lengths.SelectMany(length => Enumerable.Repeat(room, length / room).Concat(length % room > 0 ? [length % room] : [])).OrderDescending();
        var (left, rows) = (new List<int>(), new List<string>());
        foreach (var piece in pieces)
        {
            var row = choose(left, piece);
            if (row < 0)
            {
                left.Add(room - piece);
                rows.Add($"{piece}");
                continue;
            }

            left[row] -= piece;
            rows[row] += $",{piece}";
        }

        return rows;
    }

    private static void Law(Action<int[], int> law)
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var room = random.Next(1, 40);
            law([.. Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(2 * room + 3))], room);
        }
    }

    private sealed class CombinatorialStrategiesAttribute : Xunit.v3.DataAttribute
    {
        public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(System.Reflection.MethodInfo testMethod, Xunit.Sdk.DisposalTracker disposalTracker) => new(
        [
            .. from strategy in Enum.GetValues<PackingStrategy>() from tooLong in Enum.GetValues<TooLong>() select new TheoryDataRow<PackingStrategy, TooLong>(strategy, tooLong),
        ]);

        public override bool SupportsDiscoveryEnumeration() => true;
    }
}
