using System.Runtime.InteropServices;
using System.Text;

namespace LlmKit.Tokenization;

/// <summary>Turns text into the token ids of a trained vocabulary and back. Safe for use by many threads at once.</summary>
/// <remarks>So far: byte-level BPE as Qwen and Llama-3 have it, without the post-processor's special tokens.</remarks>
public sealed class Tokenizer
{
    private readonly Dictionary<int, byte[]> _bytes = [];
    private readonly Dictionary<int, AddedToken> _addedById;
    private readonly ILookup<char, AddedToken> _addedByStart;
    private readonly WordScanner _scanner;
    private readonly BytePairModel _model;
    private readonly bool _composes;

    internal Tokenizer(
        Dictionary<string, int> ids, BytePairModel model, WordScanner scanner, IReadOnlyList<AddedToken> added, bool composes)
    {
        (_model, _scanner, _composes) = (model, scanner, composes);
        foreach (var (token, id) in ids) _bytes[id] = ByteAlphabet.BytesOf(token);
        foreach (var token in added) _bytes[token.Id] = Encoding.UTF8.GetBytes(token.Content);
        _addedById = added.ToDictionary(token => token.Id);
        _addedByStart = added.OrderByDescending(token => token.Content.Length).ToLookup(token => token.Content[0]);
    }

    /// <summary>V, the number of ids that stand for a token, added ones included.</summary>
    public int VocabularySize => _bytes.Count;

    /// <summary>Reads a <c>tokenizer.json</c>.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or has a component that isn't supported.</exception>
    public static Tokenizer FromFile(string path) => TokenizerFile.Read(path);

    /// <summary>The ids of <paramref name="text"/>; added tokens in it are found, half surrogate pairs become U+FFFD.</summary>
    /// <exception cref="NotSupportedException">The file asks for NFC and the text may not be in that form.</exception>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>(text.Length / 3 + 1);
        var from = 0;
        for (var at = 0; at < text.Length;)
        {
            if (AddedAt(text, at) is not { } token)
            {
                at++;
                continue;
            }

            Words(text[from..at], ids);
            ids.Add(token.Id);
            from = at += token.Content.Length;
        }

        Words(text[from..], ids);
        return [.. ids];
    }

    /// <summary>The text of <paramref name="ids"/>; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="skipSpecial">Leaves special tokens out.</param>
    /// <exception cref="ArgumentOutOfRangeException">An id stands for no token.</exception>
    public string Decode(IEnumerable<int> ids, bool skipSpecial = true)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var bytes = new List<byte>();
        foreach (var id in ids)
        {
            if (!_bytes.TryGetValue(id, out var piece))
                throw new ArgumentOutOfRangeException(nameof(ids), id, $"Token id {id} stands for none of the {VocabularySize} tokens.");
            if (skipSpecial && _addedById.TryGetValue(id, out var added) && added.IsSpecial) continue;
            bytes.AddRange(piece);
        }

        return Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(bytes));
    }

    private AddedToken? AddedAt(string text, int at)
    {
        foreach (var token in _addedByStart[text[at]])
        {
            if (text.AsSpan(at).StartsWith(token.Content, StringComparison.Ordinal)) return token;
        }

        return null;
    }

    private void Words(string text, List<int> ids)
    {
        if (_composes) Composition.RequirePlain(text);
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var length = _scanner.Next(rest);
            _model.Encode(rest[..length], ids);
            rest = rest[length..];
        }
    }
}
