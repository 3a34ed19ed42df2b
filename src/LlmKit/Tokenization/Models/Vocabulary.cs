namespace LlmKit.Tokenization.Models;

/// <summary>The tokens of a model and their ids, both ways.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly Dictionary<int, string>? _sparse;
    private readonly string?[] _tokens = [];

    public Vocabulary(Dictionary<string, int> ids)
    {
        _ids = ids;
        _bySpan = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        var largest = ids.Count == 0 ? -1 : ids.Values.Max();
        Bound = largest + 1;
        if (largest >= 4L * ids.Count + 1024)
        {
            _sparse = [];
            foreach (var (token, id) in ids) _sparse[id] = token;
            return;
        }

        _tokens = new string?[largest + 1];
        foreach (var (token, id) in ids) _tokens[id] = token;
    }

    public int Count => _ids.Count;

    /// <summary>One more than the largest id.</summary>
    public int Bound { get; }

    public IReadOnlyDictionary<string, int> Ids => _ids;

    public string? TokenOf(int id) =>
        _sparse is not null ? _sparse.GetValueOrDefault(id) : (uint)id < (uint)_tokens.Length ? _tokens[id] : null;

    public int? IdOf(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    /// <summary>The id, or -1.</summary>
    public int IdOf(ReadOnlySpan<char> token) => _bySpan.TryGetValue(token, out var id) ? id : -1;
}
