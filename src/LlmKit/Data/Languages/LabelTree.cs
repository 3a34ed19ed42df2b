namespace LlmKit.Data.Languages;

/// <summary>The Huffman tree over labels by which hierarchical softmax computes their probabilities (Morin and Bengio 2005).</summary>
internal sealed class LabelTree
{
    private readonly int _labels;
    private readonly (int Left, int Right)[] _inner;

    /// <param name="counts">How often each label was seen in training, the most frequent first.</param>
    public LabelTree(long[] counts)
    {
        _labels = counts.Length;
        _inner = new (int, int)[Math.Max(0, _labels - 1)];
        var weights = new long[Math.Max(1, (2 * _labels) - 1)];
        Array.Fill(weights, 1_000_000_000_000_000);
        counts.CopyTo(weights, 0);
        var (leaf, node) = (_labels - 1, _labels);
        for (var index = 0; index < _inner.Length; index++)
        {
            var (left, right) = (Lightest(), Lightest());
            _inner[index] = (left, right);
            weights[_labels + index] = weights[left] + weights[right];
        }

        int Lightest() => leaf >= 0 && weights[leaf] < weights[node] ? leaf-- : node++;
    }

    /// <param name="score">The score of an inner node, counted from 0: above 0 leads to the right.</param>
    public double[] Probabilities(Func<int, float> score)
    {
        var logs = new double[_labels + _inner.Length];
        for (var index = _inner.Length - 1; index >= 0; index--)
        {
            var right = 1 / (1 + Math.Exp(-score(index)));
            var (left, other) = _inner[index];

            // fastText adds 1e-5 before each logarithm, and so do its probabilities.
            logs[left] = logs[_labels + index] + Math.Log(1 - right + 1e-5);
            logs[other] = logs[_labels + index] + Math.Log(right + 1e-5);
        }

        return [.. logs.Take(_labels).Select(Math.Exp)];
    }
}
