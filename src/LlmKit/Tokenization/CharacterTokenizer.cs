using System.Text;

namespace LlmKit.Tokenization;

/// <summary>The simplest tokenizer: every character of the training text is a token. Ids follow the order of code points.</summary>
/// <remarks>A character is a Unicode scalar value, so that an emoji or a rare Chinese character is one token, not two halves.</remarks>
public sealed class CharacterTokenizer
{
    private readonly Rune[] _characters;
    private readonly Dictionary<Rune, int> _ids;

    /// <param name="text">Text that holds every character to come.</param>
    public CharacterTokenizer(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        _characters = [.. text.EnumerateRunes().Distinct().Order()];
        _ids = _characters.Select((character, id) => (character, id)).ToDictionary(pair => pair.character, pair => pair.id);
    }

    /// <summary>V, the number of token ids.</summary>
    public int VocabularySize => _characters.Length;

    /// <summary>The tokens in order of their ids.</summary>
    public IReadOnlyList<string> Vocabulary => [.. _characters.Select(character => character.ToString())];

    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>(text.Length);
        foreach (var character in text.EnumerateRunes())
        {
            ids.Add(_ids.TryGetValue(character, out var id)
                ? id
                : throw new ArgumentException(
                    $"'{character}' (U+{character.Value:X4}) is not among the {VocabularySize} characters of the vocabulary. " +
                    "Build the tokenizer from a text that holds it, or leave it out.", nameof(text)));
        }

        return [.. ids];
    }

    public string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var text = new StringBuilder();
        foreach (var id in ids)
        {
            if (id < 0 || id >= _characters.Length)
                throw new ArgumentOutOfRangeException(nameof(ids), id, $"Token id {id} is outside of the vocabulary of {VocabularySize}.");
            text.Append(_characters[id].ToString());
        }

        return text.ToString();
    }
}
