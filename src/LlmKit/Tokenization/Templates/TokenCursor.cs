namespace LlmKit.Tokenization.Templates;

/// <summary>Walks over a template's tokens, and says what was expected where something else stands.</summary>
internal sealed class TokenCursor(List<TemplateToken> tokens)
{
    private int _index;

    public int Index => _index;

    public TemplateToken Current => tokens[_index];

    public int At => Current.At;

    public TemplateToken Ahead => tokens[Math.Min(_index + 1, tokens.Count - 1)];

    /// <summary>Whether the name stands between the token numbered <paramref name="from"/> and the current one.</summary>
    public bool Mentions(string name, int from) => tokens.Take(from.._index).Any(token => token.IsWord(name));

    public TemplateToken Next()
    {
        var token = Current;
        if (_index + 1 < tokens.Count) _index++;
        return token;
    }

    public bool Skip(string operation)
    {
        var isThere = Current.Is(operation);
        if (isThere) Next();
        return isThere;
    }

    public bool SkipWord(string word)
    {
        var isThere = Current.IsWord(word);
        if (isThere) Next();
        return isThere;
    }

    public void Expect(string operation)
    {
        if (!Skip(operation)) throw Unexpected($"'{operation}'");
    }

    public void ExpectWord(string word)
    {
        if (!SkipWord(word)) throw Unexpected($"'{word}'");
    }

    public TemplateToken Expect(TokenKind kind, string what) => Current.Kind == kind ? Next() : throw Unexpected(what);

    public string ExpectName(string what) => Expect(TokenKind.Name, what).Text;

    public TemplateFault Unexpected(string expected) => new($"Here stands {Current}, expected is {expected}.") { At = At };
}
