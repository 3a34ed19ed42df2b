using System.Buffers;
using System.Globalization;
using LlmKit.Data;

namespace LlmKit.Tokenization.Segmentation;

/// <summary>
/// Cuts Chinese text into words as jieba 0.42 does: of all ways to read a text as words of a dictionary the likeliest one, and a hidden
/// Markov model for rows of characters that the dictionary leaves single.
/// </summary>
/// <remarks>Several threads may cut at once, as long as none adds words.</remarks>
public sealed class ChineseSegmenter
{
    private const int LongestWord = 1000;

    // Where Debian's python3-jieba lies.
    private const string DebianFolder = "/usr/lib/python3/dist-packages/jieba";

    // What the dictionary reads: Chinese characters, and the letters, digits and signs that stand in words such as C++ and 3.5%.
    private static readonly SearchValues<char> s_wordCharacters = SearchValues.Create(
    [
        .. Enumerable.Range(0x4E00, 0x9FD5 - 0x4E00 + 1).Select(c => (char)c),
        .. "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+#&._%-",
    ]);

    private readonly WordTrie _words = new();
    private readonly NewWordModel? _newWords;
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);

    /// <param name="dictionary">Lines of a word, its frequency, and what else; UTF-8.</param>
    /// <param name="modelFolder">The folder of <c>prob_start.py</c>, <c>prob_trans.py</c>, <c>prob_emit.py</c>; null finds no new words.</param>
    /// <exception cref="InvalidDataException">A file is not what it has to be.</exception>
    public ChineseSegmenter(string dictionary, string? modelFolder = null)
    {
        var line = 0;
        foreach (var text in File.ReadLines(dictionary))
        {
            line++;
            var rest = text.AsSpan().Trim();
            if (rest.Length == 0) continue;
            var blank = rest.IndexOf(' ');
            var number = blank < 0 ? default : rest[(blank + 1)..];
            if (number.IndexOf(' ') is >= 0 and var end) number = number[..end];
            if (blank < 1 || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var frequency))
                throw new InvalidDataException($"{dictionary}, line {line}: \"{Excerpt.Of(text)}\" is no word with its frequency, such as: 中国 34483 ns");
            CheckLength(dictionary, line, rest[..blank]);
            _words.Add(rest[..blank], frequency);
        }

        if (_words.Total == 0) throw new InvalidDataException($"{dictionary} has no words.");
        _newWords = modelFolder is null ? null : NewWordModel.Read(modelFolder);
    }

    /// <summary>The sum of the frequencies of all words.</summary>
    public long Total => _words.Total;

    /// <summary>Reads jieba's dictionary and model: from the folder, or where Debian's python3-jieba has put them.</summary>
    /// <exception cref="DirectoryNotFoundException">They are not there; the message says how to get them.</exception>
    public static ChineseSegmenter Load(string? folder = null)
    {
        folder ??= DebianFolder;
        var dictionary = Path.Combine(folder, "dict.txt");
        if (!File.Exists(dictionary))
        {
            throw new DirectoryNotFoundException(
                $"{folder} has no dict.txt. Install the package, sudo apt-get install python3-jieba, or name the folder of a jieba package.");
        }

        return new(dictionary, Path.Combine(folder, "finalseg"));
    }

    /// <summary>The words of a text.</summary>
    /// <param name="findNewWords">Whether rows of single characters are read for words that the dictionary lacks.</param>
    public string[] Cut(string text, SegmentMode mode = SegmentMode.Accurate, bool findNewWords = true) =>
        [.. Spans(text, mode, findNewWords).Select(span => span.In(text))];

    /// <summary>Where the words of a text stand. In the mode <see cref="SegmentMode.Accurate"/> they join to the whole text.</summary>
    public List<TextSpan> Spans(string text, SegmentMode mode = SegmentMode.Accurate, bool findNewWords = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var spans = new List<TextSpan>((text.Length / 2) + 1);
        var cutter = new LikeliestWords(_words, findNewWords ? _newWords : null, _removed, spans);
        for (var at = 0; at < text.Length;)
        {
            var rest = text.AsSpan(at);
            var length = rest.IndexOfAnyExcept(s_wordCharacters);
            if (length < 0) length = rest.Length;
            if (length > 0)
            {
                if (mode == SegmentMode.All) AllWords.Add(_words, text, at, at + length, spans);
                else cutter.Add(text, at, at + length);
                at += length;
                continue;
            }

            length = rest.IndexOfAny(s_wordCharacters);
            if (length < 0) length = rest.Length;
            AddBetween(text, at, at + length, isWhole: mode == SegmentMode.All, spans);
            at += length;
        }

        return mode == SegmentMode.Search ? WithShortWords(text, spans) : spans;
    }

    /// <summary>Adds a word, or gives it another frequency.</summary>
    /// <param name="frequency">Null takes the one at which the word is just cut out.</param>
    public void AddWord(string word, long? frequency = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(word);
        if (frequency < 0) throw new ArgumentOutOfRangeException(nameof(frequency), frequency, $"The frequency of {word} must be at least 0.");
        var chosen = frequency ?? SuggestFrequency(word);
        _words.Add(word, chosen);
        if (chosen == 0) _removed.Add(word);
    }

    /// <summary>Takes a word out; its characters stay single also where the model would join them.</summary>
    public void RemoveWord(string word) => AddWord(word, 0);

    /// <summary>The frequency at which a word is cut out as one.</summary>
    public long SuggestFrequency(string word)
    {
        ArgumentException.ThrowIfNullOrEmpty(word);
        var share = Cut(word, findNewWords: false).Aggregate(1.0, (product, part) => product * ShareOf(part));
        return Math.Max((long)(share * Total) + 1, _words.Frequency(word) ?? 1);
    }

    /// <summary>The frequency at which the parts' joined word falls into these parts.</summary>
    public long SuggestFrequency(params IReadOnlyList<string> parts)
    {
        var share = parts.Aggregate(1.0, (product, part) => product * ShareOf(part));
        return Math.Min((long)(share * Total), _words.Frequency(string.Concat(parts)) ?? 0);
    }

    /// <summary>Adds the words of a file: one a line, with a frequency behind it or not, and a tag that is read over.</summary>
    public void AddWords(string path)
    {
        var line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            if (text.Trim('\ufeff', ' ', '\t') is not { Length: > 0 } entry) continue;
            var parts = entry.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length > 3) throw new InvalidDataException($"{path}, line {line}: \"{Excerpt.Of(text)}\" has more than a word, a frequency and a tag.");
            CheckLength(path, line, parts[0]);
            AddWord(parts[0], parts.Length > 1 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var frequency) ? frequency : null);
        }
    }

    private static void CheckLength(string path, int line, ReadOnlySpan<char> word)
    {
        if (word.Length > LongestWord)
            throw new InvalidDataException($"{path}, line {line}: a word of {word.Length:N0} characters, and at most {LongestWord:N0} are read. Each word stands on a line of its own.");
    }

    private double ShareOf(string part) => (_words.Frequency(part) ?? 1) / (double)Total;

    // What stands between words: each character, or whole rows without white space.
    private static void AddBetween(string text, int start, int end, bool isWhole, List<TextSpan> spans)
    {
        for (var at = start; at < end;)
        {
            var next = at + 1;
            if (text[at] == '\r' && next < end && text[next] == '\n') next++;
            else if (!IsSpace(text[at]) && isWhole) while (next < end && !IsSpace(text[next])) next++;
            else if (char.IsHighSurrogate(text[at]) && next < end && char.IsLowSurrogate(text[next])) next++;
            spans.Add(new(at, next));
            at = next;
        }

        static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';
    }

    // Before each long word the shorter words within it.
    private List<TextSpan> WithShortWords(string text, List<TextSpan> words)
    {
        var spans = new List<TextSpan>(words.Count);
        foreach (var word in words)
        {
            for (var length = 2; length <= 3; length++)
                for (var start = word.Start; word.Length > length && start + length <= word.End; start++)
                    if (_words.IsWord(text.AsSpan(start, length))) spans.Add(new(start, start + length));
            spans.Add(word);
        }

        return spans;
    }
}
