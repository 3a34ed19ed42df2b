namespace LlmKit.Chunking;

/// <summary>
/// Vectors of counted words, for texts that no model embeds: each word counts the more the fewer of the texts have it (tf·idf), and
/// words share 2,048 places by their hash. Texts about one subject repeat its words. A Chinese, Japanese or Korean character is a word.
/// </summary>
/// <remarks>Hearst 1997, TextTiling, compares neighbouring stretches by their words in this way.</remarks>
public static class WordVectors
{
    private const int Places = 2048;

    /// <summary>A vector for each text, of length 2,048.</summary>
    public static IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var counts = texts.Select(text => Words(text).CountBy(word => word).ToArray()).ToArray();
        var spread = counts.SelectMany(words => words).CountBy(word => word.Key).ToDictionary();
        return [.. counts.Select(words =>
        {
            var vector = new float[Places];
            foreach (var (word, count) in words) vector[Place(word)] += (float)(count * Math.Log((1.0 + texts.Count) / spread[word]));
            return vector;
        })];
    }

    private static IEnumerable<string> Words(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && char.IsLetterOrDigit(text[end]) && text[end] < '\u2E80') end++;
            if (end == at)
            {
                if (char.IsLetterOrDigit(text[at])) yield return text[at].ToString();
                at++;
                continue;
            }

            yield return text[at..end].ToLowerInvariant();
            at = end;
        }
    }

    // FNV-1a: the same in every process.
    private static int Place(string word)
    {
        var hash = 2166136261u;
        foreach (var unit in word) hash = (hash ^ unit) * 16777619u;
        return (int)(hash % Places);
    }
}
