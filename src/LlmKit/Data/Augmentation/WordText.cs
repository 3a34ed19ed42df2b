namespace LlmKit.Data.Augmentation;

/// <summary>
/// A text as words and what stands between them, so that a change of words keeps spaces and signs. A word is a run of letters and
/// digits; each Chinese letter is a word of its own unless a segmenter says otherwise.
/// </summary>
/// <param name="Words">The words, in order.</param>
/// <param name="Gaps">What stands before the first word, between two, and behind the last: one more than words.</param>
public sealed record WordText(IReadOnlyList<string> Words, IReadOnlyList<string> Gaps)
{
    /// <summary>Takes a text apart. <see cref="ToString"/> puts it together again.</summary>
    /// <param name="segment">Cuts a run of Chinese letters into words; null takes letter by letter.</param>
    public static WordText Of(string text, Func<string, IEnumerable<string>>? segment = null)
    {
        var (words, gaps, gap, at) = (new List<string>(), new List<string>(), 0, 0);
        while (at < text.Length)
        {
            if (!IsWord(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            var isHan = IsHan(text[at]);
            while (at < text.Length && IsWord(text[at]) && IsHan(text[at]) == isHan) at++;
            gaps.Add(text[gap..start]);
            var run = text[start..at];
            string[] parts = isHan ? [.. segment?.Invoke(run) ?? run.Select(letter => letter.ToString())] : [run];
            if (string.Concat(parts) != run)
                throw new ArgumentException($"segment makes \"{string.Join('|', parts)}\" of \"{run}\". It may only cut the text.", nameof(segment));
            words.AddRange(parts);
            gaps.AddRange(Enumerable.Repeat("", parts.Length - 1));
            gap = at;
        }

        gaps.Add(text[gap..]);
        return new(words, gaps);
    }

    public override string ToString()
    {
        var text = new System.Text.StringBuilder(Gaps[0]);
        for (var index = 0; index < Words.Count; index++) text.Append(Words[index]).Append(Gaps[index + 1]);
        return text.ToString();
    }

    internal static bool IsHan(char letter) => letter is >= '\u2e80' and <= '\u9fff' or >= '\uf900' and <= '\ufaff';

    // An apostrophe belongs to its word (don't), a half of a pair to its letter.
    private static bool IsWord(char letter) =>
        char.IsLetterOrDigit(letter) || char.IsSurrogate(letter) || letter is '\'' or '’' || char.GetUnicodeCategory(letter)
            is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
