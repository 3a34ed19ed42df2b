using LlmKit.Tokenization.Models;

namespace LlmKit.Tokenization.Training;

/// <summary>Estimates how likely pieces are by expectation maximisation, and prunes them round by round.</summary>
internal sealed class PieceEstimator
{
    // Not the number of threads: sums of fractions depend on how they are grouped.
    private const int Shares = 16;

    // google/sentencepiece: pieces expected less often than this are left out,
    private const double LeastExpected = 0.5;

    // and pruning ends a little above the size, since the last are left out by their score.
    private const double Surplus = 1.1;

    private readonly UnigramTrainer _settings;
    private readonly TrainingRun _run;
    private readonly long[] _counts;
    private readonly int[] _firsts = new int[Shares + 1];
    private readonly PieceLattices[] _words = new PieceLattices[Shares];
    private readonly PieceLattices _insides;
    private readonly int _characters;
    private string[] _pieces;
    private double[] _scores;

    public PieceEstimator(UnigramTrainer settings, SeedPieces seeds, TrainingRun run)
    {
        (_settings, _run, _counts, _pieces, _characters) = (settings, run, seeds.Words.Counts, seeds.Pieces, seeds.Characters);
        var total = Math.Log(seeds.Scores.Sum());
        _scores = [.. seeds.Scores.Select(score => Math.Log(score) - total)];

        var trie = new VocabularyTrie(_pieces.Select((piece, number) => (piece, number)));
        var longest = _pieces.Max(piece => piece.Length);
        for (var share = 0; share <= Shares; share++) _firsts[share] = (int)((long)_counts.Length * share / Shares);
        InShares(share => _words[share] = PieceLattices.Of(seeds.Words.Words.AsSpan(_firsts[share].._firsts[share + 1]), trie, longest));
        _insides = PieceLattices.Of(_pieces, trie, longest);
    }

    /// <summary>The best pieces and their scores, the best first; single characters stay, however rare.</summary>
    public (string Token, double Score)[] Learn(int size)
    {
        var wanted = Math.Max((int)(size * Surplus), _characters);
        var rounds = Math.Max(1, (int)Math.Ceiling(Math.Log((double)wanted / _pieces.Length, _settings.KeptShare)) + 1);
        for (var round = 0; ; round++)
        {
            _run.Tell(TrainingStage.EstimatingPieces, Math.Min(round, rounds), rounds);
            for (var i = 0; i < _settings.Estimates; i++) Estimate();
            if (_pieces.Length <= wanted) break;
            Prune(Math.Max(wanted, (int)(_pieces.Length * _settings.KeptShare)));
        }

        _run.Tell(TrainingStage.EstimatingPieces, rounds, rounds);
        var best = InOrder(Enumerable.Range(_characters, _pieces.Length - _characters), _scores).Take(size - _characters);
        return [.. InOrder(Enumerable.Range(0, _characters).Concat(best), _scores).Select(piece => (_pieces[piece], _scores[piece]))];
    }

    private void Estimate()
    {
        var shares = new double[Shares][];
        InShares(share => shares[share] = Expected(share));
        var expected = shares[0];
        for (var share = 1; share < Shares; share++)
            for (var piece = 0; piece < expected.Length; piece++) expected[piece] += shares[share][piece];

        bool IsKept(int piece) => piece < _characters || expected[piece] >= LeastExpected;
        var total = 0.0;
        for (var piece = 0; piece < expected.Length; piece++)
            if (IsKept(piece)) total += expected[piece];
        var logTotal = Digamma.Of(total);
        for (var piece = 0; piece < expected.Length; piece++)
            _scores[piece] = Digamma.Of(Math.Max(expected[piece], LeastExpected)) - logTotal;
        Keep(IsKept);
    }

    // How often each piece is expected in the words of a share, over all ways to cut them: forward, then backward.
    private double[] Expected(int share)
    {
        var (words, expected) = (_words[share], new double[_pieces.Length]);
        double[] before = [], after = [];
        for (var word = 0; word < words.Count; word++)
        {
            var edges = words[word];
            var length = words.LengthOf(word);
            if (before.Length <= length) (before, after) = (new double[length * 2], new double[length * 2]);
            before.AsSpan(0, length + 1).Fill(double.NegativeInfinity);
            after.AsSpan(0, length + 1).Fill(double.NegativeInfinity);
            (before[0], after[length]) = (0, 0);
            foreach (ref readonly var edge in edges)
                before[edge.End] = LogSum(before[edge.End], before[edge.Start] + _scores[edge.Piece]);
            var count = (double)_counts[_firsts[share] + word];
            for (var i = edges.Length - 1; i >= 0; i--)
            {
                ref readonly var edge = ref edges[i];
                var rest = after[edge.End] + _scores[edge.Piece];
                after[edge.Start] = LogSum(after[edge.Start], rest);
                expected[edge.Piece] += count * Math.Exp(before[edge.Start] + rest - before[length]);
            }
        }

        return expected;
    }

    // Keeps the pieces without which the words would become least likely, when each is replaced by the best of others.
    private void Prune(int size)
    {
        var shares = new long[Shares][];
        InShares(share => shares[share] = Taken(share));
        var taken = new long[_pieces.Length];
        foreach (var share in shares)
            for (var piece = 0; piece < taken.Length; piece++) taken[piece] += share[piece];

        var (total, losses) = (taken.Sum(), new double[_pieces.Length]);
        InShares(share =>
        {
            var path = new BestPath();
            var (from, to) = (_pieces.Length * (long)share / Shares, _pieces.Length * (share + 1L) / Shares);
            for (var piece = (int)from; piece < to; piece++)
                losses[piece] = piece < _characters ? double.PositiveInfinity : Loss(piece, taken, total, path);
        });
        var kept = InOrder(Enumerable.Range(0, _pieces.Length).Where(piece => !double.IsNaN(losses[piece])), losses).Take(size).ToHashSet();
        Keep(kept.Contains);
    }

    // How often each piece is taken when the words of a share are cut in the best way.
    private long[] Taken(int share)
    {
        var (words, taken, path) = (_words[share], new long[_pieces.Length], new BestPath());
        for (var word = 0; word < words.Count; word++)
        {
            path.Find(words[word], words.LengthOf(word), _scores, whole: -1);
            foreach (var piece in path.Pieces) taken[piece] += _counts[_firsts[share] + word];
        }

        return taken;
    }

    // Not a number for a piece that is never taken.
    private double Loss(int piece, long[] taken, long total, BestPath path)
    {
        if (taken[piece] == 0) return double.NaN;
        if (!path.Find(_insides[piece], _insides.LengthOf(piece), _scores, whole: piece)) return double.PositiveInfinity;
        if (path.Score > _scores[piece]) return double.NaN;
        var logTotal = Math.Log(total + (taken[piece] * (path.Pieces.Count - 1L)));
        var others = 0.0;
        foreach (var other in path.Pieces) others += Math.Log(taken[other] + taken[piece]) - logTotal;
        return (double)taken[piece] / total * (Math.Log(taken[piece]) - Math.Log(total) - others);
    }

    private void Keep(Func<int, bool> isKept)
    {
        var (numbers, kept) = (new int[_pieces.Length], 0);
        for (var piece = 0; piece < numbers.Length; piece++)
        {
            numbers[piece] = isKept(piece) ? kept : -1;
            if (numbers[piece] < 0) continue;
            (_pieces[kept], _scores[kept]) = (_pieces[piece], _scores[piece]);
            kept++;
        }

        if (kept == numbers.Length) return;
        (_pieces, _scores) = (_pieces[..kept], _scores[..kept]);
        InShares(share => _words[share].Renumber(numbers));
        _insides.Renumber(numbers, textsArePieces: true);
    }

    private IEnumerable<int> InOrder(IEnumerable<int> pieces, double[] values) =>
        pieces.OrderByDescending(piece => values[piece]).ThenBy(piece => _pieces[piece], StringComparer.Ordinal);

    private void InShares(Action<int> work) => Parallel.For(0, Shares, _run.Parallel, work);

    private static double LogSum(double a, double b)
    {
        if (a < b) (a, b) = (b, a);
        return double.IsNegativeInfinity(b) ? a : a + Math.Log(1 + Math.Exp(b - a));
    }
}
