using System.Text;

namespace LlmKit.Data.Augmentation;

/// <summary>Words of the same meaning, from a file or from WordNet.</summary>
public sealed class Synonyms
{
    private const int MostWords = 500;

    private static readonly string[] s_parts = ["noun", "verb", "adj", "adv"];

    private readonly Dictionary<string, List<string>> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The words that have synonyms.</summary>
    public int Count => _words.Count;

    /// <summary>The synonyms of a word, without itself; empty when none are known.</summary>
    public IReadOnlyList<string> this[string word] => _words.TryGetValue(word, out var others) ? others : [];

    /// <summary>Makes a list of groups of words that mean the same.</summary>
    public static Synonyms Of(IEnumerable<IReadOnlyList<string>> groups)
    {
        var synonyms = new Synonyms();
        foreach (var group in groups) synonyms.Add(group);
        return synonyms;
    }

    /// <summary>Reads a text file: each line a group of words, separated by commas, tabs or spaces where there are no commas. What
    /// stands before <c>=</c>, as in the Chinese thesaurus Cilin (<c>Aa01A01= 人 士</c>), and lines that begin with <c>#</c> are left
    /// out.</summary>
    /// <exception cref="FormatException">No line has two words, or one has over 500.</exception>
    public static Synonyms Read(string path)
    {
        var groups = File.ReadLines(path).Where(line => !line.StartsWith('#')).Select((line, index) =>
        {
            var text = line[(line.IndexOf('=') + 1)..];
            char[] marks = text.IndexOfAny([',', '，', '\t']) >= 0 ? [',', '，', '\t'] : [' '];
            var words = text.Split(marks, MostWords + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return words.Length <= MostWords ? words : throw new FormatException(
                $"{path}: group {index + 1} has over {MostWords} words, which hardly mean the same. Each group stands on a line of its own.");
        });
        var synonyms = Of(groups);
        return synonyms.Count > 0 ? synonyms
            : throw new FormatException($"{path} has no synonyms. A line is a group of words that mean the same: quick, fast, rapid.");
    }

    /// <summary>Reads WordNet's data files, as Debian's package wordnet-base installs them.</summary>
    /// <param name="folder">The folder with data.noun and the others.</param>
    /// <exception cref="FileNotFoundException">The folder has them not.</exception>
    /// <exception cref="DataFormatException">A line is not of WordNet's form.</exception>
    public static Synonyms WordNet(string folder = "/usr/share/wordnet")
    {
        var synonyms = new Synonyms();
        foreach (var part in s_parts)
        {
            var path = Path.Combine(folder, $"data.{part}");
            if (!File.Exists(path))
                throw new FileNotFoundException($"there is no {path}. On Debian this installs WordNet: sudo apt-get install wordnet-base.", path);
            var number = 0L;
            foreach (var line in File.ReadLines(path, Encoding.Latin1))
            {
                number++;
                if (!line.StartsWith(' ')) synonyms.Add(Synset(path, line, number));
            }
        }

        return synonyms;
    }

    private static string[] Synset(string path, string line, long number) => WordNetLine.Words(line) is { } words
        ? [.. words.Select(Plain)]
        : throw new DataFormatException(new(path, number, 1, "this is no line of WordNet's data files, which has a place, three numbers and words. Install wordnet-base again."));

    // Adjectives have their place in brackets: galore(ip).
    private static string Plain(string word) => (word.IndexOf('(') is var bracket and > 0 ? word[..bracket] : word).Replace('_', ' ');

    private void Add(IReadOnlyList<string> group)
    {
        foreach (var word in group)
        {
            foreach (var other in group)
            {
                if (word.Equals(other, StringComparison.OrdinalIgnoreCase)) continue;
                if (!_words.TryGetValue(word, out var others)) _words[word] = others = [];
                if (!others.Contains(other, StringComparer.OrdinalIgnoreCase)) others.Add(other);
            }
        }
    }
}
