using LlmKit.Data;

namespace LlmKit.Tokenization.Segmentation;

/// <summary>
/// Finds words that no dictionary has: a hidden Markov model in which each character begins a word, stands in the middle, ends one, or is
/// one (B, M, E, S); the likeliest row of states is found by Viterbi's algorithm.
/// </summary>
internal sealed class NewWordModel
{
    // What stands for the logarithm of zero.
    private const double Never = -3.14e100;
    private const int States = 4;
    private const int B = 0, E = 1, M = 2, S = 3;
    private const string Letters = "BEMS";

    // The states that can come before each, the one that wins a tie last.
    private static readonly (int, int)[] s_before = [(E, S), (B, M), (B, M), (E, S)];

    private readonly double[] _start;
    private readonly double[,] _step;
    private readonly double[] _emission;

    private NewWordModel(double[] start, double[,] step, double[] emission) => (_start, _step, _emission) = (start, step, emission);

    /// <summary>Reads <c>prob_start.py</c>, <c>prob_trans.py</c> and <c>prob_emit.py</c>, whose code is not run.</summary>
    /// <exception cref="InvalidDataException">A file is not what jieba writes.</exception>
    public static NewWordModel Read(string folder)
    {
        var start = PythonTable.Read(Path.Combine(folder, "prob_start.py"));
        var step = PythonTable.Read(Path.Combine(folder, "prob_trans.py"));
        var emission = PythonTable.Read(Path.Combine(folder, "prob_emit.py"));
        var starts = new double[States];
        var steps = new double[States, States];
        var emissions = new double[(char.MaxValue + 1) * States];
        Array.Fill(emissions, Never);
        for (var from = 0; from < States; from++)
        {
            starts[from] = start.Number(Letters[from]);
            for (var to = 0; to < States; to++) steps[from, to] = step.Row(Letters[from]).GetValueOrDefault(Letters[to].ToString(), Never);
            foreach (var (character, value) in emission.Row(Letters[from]))
                if (character.Length == 1) emissions[(character[0] * States) + from] = value;
        }

        return new(starts, steps, emissions);
    }

    /// <summary>Adds the words of a row of Chinese characters.</summary>
    public void AddWords(string text, int start, int end, List<TextSpan> spans)
    {
        var length = end - start;
        var before = length <= 256 ? stackalloc byte[length * States] : new byte[length * States];
        var states = length <= 256 ? stackalloc byte[length] : new byte[length];
        Decode(text.AsSpan(start, length), before, states);
        var (begin, next) = (start, start);
        for (var i = start; i < end; i++)
        {
            var state = states[i - start];
            if (state is B or S) begin = i;
            if (state is not (E or S)) continue;
            spans.Add(new(begin, i + 1));
            next = i + 1;
        }

        if (next < end) spans.Add(new(next, end));
    }

    private void Decode(ReadOnlySpan<char> text, Span<byte> before, Span<byte> states)
    {
        Span<double> scores = stackalloc double[States];
        Span<double> last = stackalloc double[States];
        for (var state = 0; state < States; state++) scores[state] = _start[state] + _emission[(text[0] * States) + state];
        for (var i = 1; i < text.Length; i++)
        {
            scores.CopyTo(last);
            for (var state = 0; state < States; state++)
            {
                var emission = _emission[(text[i] * States) + state];
                var (first, second) = s_before[state];
                var a = last[first] + _step[first, state] + emission;
                var b = last[second] + _step[second, state] + emission;
                scores[state] = b >= a ? b : a;
                before[(i * States) + state] = (byte)(b >= a ? second : first);
            }
        }

        var best = scores[S] >= scores[E] ? S : E;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            states[i] = (byte)best;
            best = before[(i * States) + best];
        }
    }
}
