namespace LlmKit.Data.Augmentation;

/// <summary>
/// Easy data augmentation (Wei and Zou 2019, arXiv:1901.11196): four small changes of a text whose class they mostly leave. Each
/// changes a share α of the words; the paper takes 0.1, and 0.05 for large sets. The same seed gives the same texts.
/// </summary>
/// <param name="synonyms">Words of the same meaning, for <see cref="Replace"/> and <see cref="Insert"/>.</param>
/// <param name="seed">Decides what is drawn.</param>
/// <param name="segment">Cuts Chinese text into words; null takes letter by letter.</param>
/// <param name="stopWords">Words that are not replaced; null for the commonest of English and Chinese.</param>
public sealed class EasyAugmentation(
    Synonyms synonyms, int seed = 42, Func<string, IEnumerable<string>>? segment = null, IReadOnlySet<string>? stopWords = null)
{
    private const string Common =
        "a an and are as at be been but by can could did do does for from had has have he her him his how i if in into is it its me my no "
        + "not of on or our she should so some than that the their them then there these they this those to too us was we were what when "
        + "where which who will with would you your 的 了 是 在 我 你 他 她 它 们 和 也 就 都 而 及 与 着 或 这 那 不 有 吗 呢 吧 啊";

    private readonly Random _random = new(seed);
    private readonly IReadOnlySet<string> _stopWords = stopWords ?? Common.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Synonym replacement: n words that have synonyms, none of them stop words, become one of these, wherever they stand.</summary>
    public string Replace(string text, double alpha = 0.1)
    {
        var parts = WordText.Of(text, segment);
        string[] candidates = [.. parts.Words.Where(CanReplace).Distinct(StringComparer.OrdinalIgnoreCase)];
        _random.Shuffle(candidates);
        var replaced = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in candidates.Take(Number(parts, alpha))) replaced[word] = Drawn(synonyms[word]);
        return (parts with { Words = [.. parts.Words.Select(word => replaced.TryGetValue(word, out var other) ? Cased(other, word) : word)] }).ToString();
    }

    /// <summary>Random insertion: n times a synonym of some word comes to stand at any place.</summary>
    public string Insert(string text, double alpha = 0.1)
    {
        var parts = WordText.Of(text, segment);
        string[] candidates = [.. parts.Words.Where(CanReplace)];
        if (candidates.Length == 0) return text;
        var (words, gaps) = (parts.Words.ToList(), parts.Gaps.ToList());
        for (var left = Number(parts, alpha); left > 0; left--)
        {
            var (word, place) = (Drawn(synonyms[Drawn(candidates)]), _random.Next(words.Count + 1));
            // What stood in the gap stays before the new word; at the end of the text it stays behind.
            var isLast = place == words.Count;
            var before = isLast || gaps[place].Length == 0 ? Space(place > 0 ? words[place - 1] : "", word) : gaps[place];
            var behind = isLast ? gaps[place] : Space(word, words[place]);
            gaps[place] = before;
            gaps.Insert(place + 1, behind);
            words.Insert(place, word);
        }

        return new WordText(words, gaps).ToString();
    }

    /// <summary>Random swap: n times two words change places.</summary>
    public string Swap(string text, double alpha = 0.1)
    {
        var parts = WordText.Of(text, segment);
        if (parts.Words.Count < 2) return text;
        string[] words = [.. parts.Words];
        for (var left = Number(parts, alpha); left > 0; left--)
        {
            var first = _random.Next(words.Length);
            var second = (first + 1 + _random.Next(words.Length - 1)) % words.Length;
            (words[first], words[second]) = (words[second], words[first]);
        }

        return (parts with { Words = words }).ToString();
    }

    /// <summary>Random deletion: each word goes with probability α; when all would, one drawn word stays.</summary>
    public string Delete(string text, double alpha = 0.1)
    {
        Require.InRange(alpha, 0, 1);
        var parts = WordText.Of(text, segment);
        if (parts.Words.Count < 2) return text;
        int[] kept = [.. Enumerable.Range(0, parts.Words.Count).Where(_ => _random.NextDouble() >= alpha)];
        if (kept.Length == 0) kept = [_random.Next(parts.Words.Count)];
        var shorter = new System.Text.StringBuilder(parts.Gaps[0]);
        var isKept = new bool[parts.Words.Count];
        foreach (var index in kept) isKept[index] = true;
        for (var index = 0; index < isKept.Length; index++)
        {
            if (isKept[index]) shorter.Append(parts.Words[index]).Append(parts.Gaps[index + 1]);
            else if (parts.Gaps[index + 1].Trim() is { Length: > 0 } signs) Attach(shorter, signs, parts.Gaps[index + 1]);
        }

        return shorter.ToString();
    }

    /// <summary>Several new texts of one, by the four changes in turn; none is the text itself, and none comes twice.</summary>
    /// <param name="count">How many at most; short texts give fewer.</param>
    public IReadOnlyList<string> Variants(string text, int count = 9, double alpha = 0.1)
    {
        Func<string, double, string>[] ways = [Replace, Insert, Swap, Delete];
        var (made, seen) = (new List<string>(), new HashSet<string> { text });
        for (var trial = 0; made.Count < count && trial < count * 8; trial++)
            if (ways[trial % ways.Length](text, alpha) is var variant && seen.Add(variant)) made.Add(variant);
        return made;
    }

    // The gap of a deleted word is kept for its signs, without a second space.
    private static void Attach(System.Text.StringBuilder text, string signs, string gap)
    {
        while (text.Length > 0 && char.IsWhiteSpace(text[^1])) text.Length--;
        text.Append(signs);
        if (char.IsWhiteSpace(gap[^1])) text.Append(gap[^1]);
    }

    // Words of an alphabet need a space between them.
    private static string Space(string left, string right) =>
        left.Length == 0 || right.Length == 0 || WordText.IsHan(left[^1]) || WordText.IsHan(right[0]) ? "" : " ";

    private bool CanReplace(string word) => !_stopWords.Contains(word) && synonyms[word].Count > 0;

    private string Drawn(IReadOnlyList<string> words) => words[_random.Next(words.Count)];

    // The paper's n = max(1, α · words).
    private static int Number(WordText parts, double alpha)
    {
        Require.InRange(alpha, 0, 1);
        return alpha == 0 ? 0 : Math.Max(1, (int)(alpha * parts.Words.Count));
    }

    private static string Cased(string word, string like) =>
        char.IsUpper(like[0]) && char.IsLower(word[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word;
}
