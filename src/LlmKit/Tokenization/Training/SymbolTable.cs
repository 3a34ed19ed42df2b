using System.Text;

namespace LlmKit.Tokenization.Training;

/// <summary>The tokens that BPE has learnt so far, and the words as it spells them at first.</summary>
internal sealed class SymbolTable
{
    private readonly List<string> _tokens = [];
    private readonly List<int> _lengths = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<Rune, int>[] _places = [[], [], [], []];
    private readonly string _prefix;
    private readonly string _suffix;

    /// <param name="first">The tokens that get the first ids.</param>
    /// <param name="alphabet">The characters that get the next.</param>
    /// <param name="prefix">What symbols behind the first of a word start with.</param>
    /// <param name="suffix">What the last symbol of a word ends with.</param>
    public SymbolTable(IEnumerable<string> first, Rune[] alphabet, string? prefix, string? suffix)
    {
        (_prefix, _suffix) = (prefix ?? "", suffix ?? "");
        foreach (var token in first) Add(token, 1);
        foreach (var character in alphabet) _places[0][character] = Add(character.ToString(), 1);
    }

    public int Count => _tokens.Count;

    public Dictionary<string, int> Ids => _ids;

    public string this[int id] => _tokens[id];

    /// <summary>How many characters of a word a token covers.</summary>
    public int LengthOf(int id) => _lengths[id];

    /// <summary>The id of a token, which is added when it isn't known.</summary>
    public int Add(string token, int length)
    {
        if (_ids.TryGetValue(token, out var id)) return id;
        _ids.Add(token, id = _tokens.Count);
        _tokens.Add(token);
        _lengths.Add(length);
        return id;
    }

    /// <summary>The id of what the pair becomes.</summary>
    public int Join(int left, int right)
    {
        var rest = _tokens[right].AsSpan();
        if (_prefix.Length > 0 && rest.StartsWith(_prefix, StringComparison.Ordinal)) rest = rest[_prefix.Length..];
        return Add(string.Concat(_tokens[left], rest), _lengths[left] + _lengths[right]);
    }

    /// <summary>The words as ids of characters; a character outside of the alphabet is left out.</summary>
    public SpelledWords Spell(WordCounts words)
    {
        if (_prefix.Length > 0 || _suffix.Length > 0) AddAffixed(words);
        var total = words.Words.Sum(word => (long)word.Length);
        if (total > Array.MaxLength)
            throw new InvalidDataException($"The different words of the texts have {total:N0} characters; at most {Array.MaxLength:N0} fit. Cut the texts into smaller words.");
        var ids = new int[total];
        var (starts, at) = (new int[words.Words.Length + 1], 0);
        for (var i = 0; i < words.Words.Length; i++)
        {
            starts[i] = at;
            var (word, place) = (words.Words[i], 0);
            foreach (var character in word.EnumerateRunes())
            {
                var isFirst = place == 0;
                place += character.Utf16SequenceLength;
                if (_places[Place(isFirst, place == word.Length)].TryGetValue(character, out var id)) ids[at++] = id;
            }
        }

        starts[^1] = at;
        return new(ids, starts);
    }

    // In the order of place, then code point, so that the ids don't follow from the order of the words.
    private void AddAffixed(WordCounts words)
    {
        var found = new HashSet<Rune>[] { [], [], [], [] };
        foreach (var word in words.Words)
        {
            var at = 0;
            foreach (var character in word.EnumerateRunes())
            {
                var isFirst = at == 0;
                at += character.Utf16SequenceLength;
                if (_places[0].ContainsKey(character)) found[Place(isFirst, at == word.Length)].Add(character);
            }
        }

        for (var place = 0; place < 4; place++)
        {
            var (prefix, suffix) = ((place & 1) != 0 ? _prefix : "", (place & 2) != 0 ? _suffix : "");
            _places[place] = found[place].Order().ToDictionary(character => character, character => Add($"{prefix}{character}{suffix}", 1));
        }
    }

    // 1: behind the first. 2: the last, where words have a suffix.
    private int Place(bool isFirst, bool isLast) => (isFirst || _prefix.Length == 0 ? 0 : 1) | (isLast && _suffix.Length > 0 ? 2 : 0);
}
