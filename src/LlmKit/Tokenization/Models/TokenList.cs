namespace LlmKit.Tokenization.Models;

/// <summary>Tokens in a row; reused, so that it soon allocates nothing.</summary>
internal sealed class TokenList
{
    private Token[] _tokens = new Token[64];

    public int Count { get; private set; }

    public Span<Token> Span => _tokens.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(int id, int start, int end)
    {
        if (Count == _tokens.Length) Array.Resize(ref _tokens, Count * 2);
        _tokens[Count++] = new(id, start, end);
    }

    public void AddRange(ReadOnlySpan<Token> tokens)
    {
        if (Count + tokens.Length > _tokens.Length) Array.Resize(ref _tokens, Math.Max(Count + tokens.Length, Count * 2));
        tokens.CopyTo(_tokens.AsSpan(Count));
        Count += tokens.Length;
    }

    public void Truncate(int count) => Count = count;
}
