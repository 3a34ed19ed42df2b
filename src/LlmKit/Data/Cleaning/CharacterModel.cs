using System.Runtime.InteropServices;

namespace LlmKit.Data.Cleaning;

/// <summary>
/// How likely each character is after those before it, counted in texts: interpolated Kneser-Ney (Chen and Goodman 1999,
/// section 4.1.6) with one discount for each length. Characters need no word boundaries, so Chinese is as good as English.
/// Memory: about 40 bytes for each different n-gram, of every length.
/// </summary>
public sealed class CharacterModel
{
    private readonly Order[] _orders;
    private readonly HashSet<int> _alphabet = [];

    /// <param name="order">The most characters looked at together, of which the last is foretold; 1 to 16.</param>
    public CharacterModel(int order = 5) => _orders = [.. Enumerable.Range(1, Require.InRange(order, 1, 16)).Select(_ => new Order())];

    /// <summary>The characters counted.</summary>
    public long Characters { get; private set; }

    /// <summary>Counts a text.</summary>
    public void Add(string text)
    {
        var window = new Window(_orders.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _alphabet.Add(rune.Value);
            window.Push(rune.Value);
            Characters++;

            // Of shorter n-grams it counts how many different characters stand before them, not how often they occur.
            for (var length = _orders.Length; length > 0 && _orders[length - 1].Count(window, length); length--)
            {
            }
        }
    }

    /// <summary>
    /// How many characters it hesitates between on average: the inverse of the geometric mean of their probabilities. 1 for the
    /// empty text. Half or twice that of texts like the counted ones means another kind of text.
    /// </summary>
    public double Perplexity(string text)
    {
        var (window, sum, count) = (new Window(_orders.Length), 0.0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            window.Push(rune.Value);
            sum += Math.Log(Probability(window));
            count++;
        }

        return count == 0 ? 1 : Math.Exp(-sum / count);
    }

    // One character more than those seen stands for all others.
    private double Probability(Window window)
    {
        var probability = 1.0 / (_alphabet.Count + 1);
        for (var length = 1; length <= _orders.Length; length++) probability = _orders[length - 1].Refine(probability, window, length);
        return probability;
    }

    /// <summary>The last characters of a text, before whose start stand marks.</summary>
    private readonly struct Window(int length)
    {
        private readonly int[] _codes = [.. Enumerable.Repeat(-1, length)];

        public void Push(int code)
        {
            _codes.AsSpan(1).CopyTo(_codes);
            _codes[^1] = code;
        }

        /// <summary>A key of the last characters, perhaps without the very last.</summary>
        public ulong Key(int length, bool withLast)
        {
            var key = 0x9E37_79B9_7F4A_7C15UL;
            foreach (var code in _codes.AsSpan(_codes.Length - length, withLast ? length : length - 1))
            {
                key = (key ^ (uint)code) * 0xFF51_AFD7_ED55_8CCD;
                key ^= key >> 32;
            }

            return key;
        }
    }

    /// <summary>The n-grams of one length.</summary>
    private sealed class Order
    {
        private readonly Dictionary<ulong, int> _counts = [];
        private readonly Dictionary<ulong, (long Sum, int Kinds)> _contexts = [];
        private int _once;
        private int _twice;

        // Good-Turing's estimate for n-grams seen once and twice (Ney, Essen and Kneser 1994).
        private double Discount => _once > 0 ? _once / (_once + (2.0 * _twice)) * (_twice > 0 ? 1 : 0.5) : 0.5;

        /// <summary>Counts the n-gram at the window's end, and tells whether it is seen for the first time.</summary>
        public bool Count(Window window, int length)
        {
            var count = ++CollectionsMarshal.GetValueRefOrAddDefault(_counts, window.Key(length, withLast: true), out _);
            if (count == 1) _once++;
            if (count == 2) (_once, _twice) = (_once - 1, _twice + 1);
            if (count == 3) _twice--;
            ref var context = ref CollectionsMarshal.GetValueRefOrAddDefault(_contexts, window.Key(length, withLast: false), out _);
            context = (context.Sum + 1, context.Kinds + (count == 1 ? 1 : 0));
            return count == 1;
        }

        /// <summary>The probability by this length, from that by shorter ones.</summary>
        public double Refine(double shorter, Window window, int length)
        {
            if (!_contexts.TryGetValue(window.Key(length, withLast: false), out var context)) return shorter;
            var seen = Math.Max(0, _counts.GetValueOrDefault(window.Key(length, withLast: true)) - Discount);
            return (seen + (Discount * context.Kinds * shorter)) / context.Sum;
        }
    }
}
