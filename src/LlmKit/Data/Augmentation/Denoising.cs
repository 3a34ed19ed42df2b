namespace LlmKit.Data.Augmentation;

/// <summary>
/// BART's five noises (Lewis et al. 2019, arXiv:1910.13461) on tokens of any kind, such as ids or words: the model learns to give
/// the sequence back. The same seed gives the same noise.
/// </summary>
/// <typeparam name="T">An id, a word, a letter.</typeparam>
/// <param name="mask">What stands for what is missing.</param>
/// <param name="seed">Decides what is drawn.</param>
public sealed class Denoising<T>(T mask, int seed = 42)
{
    private readonly Random _random = new(seed);

    /// <summary>Token masking: each token becomes the mask with a probability.</summary>
    public T[] Mask(IReadOnlyList<T> tokens, double rate = 0.15)
    {
        Require.InRange(rate, 0, 1);
        return [.. tokens.Select(token => _random.NextDouble() < rate ? mask : token)];
    }

    /// <summary>Token deletion: each token goes with a probability, and nothing says where.</summary>
    public T[] Delete(IReadOnlyList<T> tokens, double rate = 0.15)
    {
        Require.InRange(rate, 0, 1);
        return [.. tokens.Where(_ => _random.NextDouble() >= rate)];
    }

    /// <summary>
    /// Text infilling: spans whose lengths are Poisson-distributed each become one mask, until a share of the tokens is masked.
    /// A span of length 0 puts a mask between two tokens. Spans do not touch.
    /// </summary>
    /// <param name="rate">The share of tokens in spans; the paper takes 0.3.</param>
    /// <param name="lambda">The mean length of a span; the paper takes 3.</param>
    public T[] Infill(IReadOnlyList<T> tokens, double rate = 0.3, double lambda = 3)
    {
        Require.InRange(rate, 0, 1);
        Require.InRange(lambda, 0, 100);
        var wanted = (int)Math.Round(rate * tokens.Count, MidpointRounding.AwayFromZero);
        var lengths = Lengths(wanted, tokens.Count, lambda);
        _random.Shuffle(lengths);

        // Between and around the spans stand the kept tokens: each inner gap has at least one, so that spans do not touch.
        var kept = tokens.Count - lengths.Sum();
        var gaps = Gaps(kept, lengths.Length);
        var (noisy, at) = (new List<T>(), 0);
        for (var span = 0; span <= lengths.Length; span++)
        {
            for (var left = gaps[span]; left > 0; left--) noisy.Add(tokens[at++]);
            if (span == lengths.Length) break;
            noisy.Add(mask);
            at += lengths[span];
        }

        return [.. noisy];
    }

    /// <summary>Sentence permutation: the sentences in another order.</summary>
    /// <param name="isEnd">Whether a token ends a sentence, such as a full stop.</param>
    public T[] Permute(IReadOnlyList<T> tokens, Func<T, bool> isEnd)
    {
        var (sentences, sentence) = (new List<List<T>>(), new List<T>());
        foreach (var token in tokens)
        {
            sentence.Add(token);
            if (!isEnd(token)) continue;
            sentences.Add(sentence);
            sentence = [];
        }

        if (sentence.Count > 0) sentences.Add(sentence);
        var order = sentences.ToArray();
        _random.Shuffle(order);
        return [.. order.SelectMany(each => each)];
    }

    /// <summary>Document rotation: a drawn token comes first, and what stood before it goes to the end.</summary>
    public T[] Rotate(IReadOnlyList<T> tokens)
    {
        if (tokens.Count == 0) return [];
        var start = _random.Next(tokens.Count);
        return [.. tokens.Skip(start), .. tokens.Take(start)];
    }

    // Lengths that sum to what is wanted; the last is cut. Each span but the last needs a token behind it.
    private int[] Lengths(int wanted, int tokens, double lambda)
    {
        var (lengths, sum) = (new List<int>(), 0);
        while (sum < wanted && lengths.Count < tokens - wanted + 1)
        {
            var length = Math.Min(Poisson(lambda), wanted - sum);
            lengths.Add(length);
            sum += length;
        }

        if (lengths.Count > 0 && sum < wanted) lengths[^1] += wanted - sum;
        return [.. lengths];
    }

    // Each way to share out the tokens is as likely: places of the bars among tokens and bars.
    private int[] Gaps(int kept, int spans)
    {
        if (spans == 0) return [kept];
        var free = kept - (spans - 1);
        var bars = new SortedSet<int>();
        while (bars.Count < spans) bars.Add(_random.Next(free + spans));
        var (gaps, last) = (new int[spans + 1], -1);
        var span = 0;
        foreach (var bar in bars)
        {
            gaps[span++] = bar - last - 1;
            last = bar;
        }

        gaps[spans] = free + spans - 1 - last;
        for (var inner = 1; inner < spans; inner++) gaps[inner]++;
        return gaps;
    }

    // Knuth's product of uniforms: quick for small means.
    private int Poisson(double lambda)
    {
        var (limit, product, count) = (Math.Exp(-lambda), _random.NextDouble(), 0);
        while (product > limit)
        {
            product *= _random.NextDouble();
            count++;
        }

        return count;
    }
}
