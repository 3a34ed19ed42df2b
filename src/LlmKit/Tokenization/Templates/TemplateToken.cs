namespace LlmKit.Tokenization.Templates;

/// <summary>What a piece of a template's source is.</summary>
internal enum TokenKind
{
    /// <summary>Text outside of tags, written out as it stands.</summary>
    Data,
    VariableBegin,
    VariableEnd,
    BlockBegin,
    BlockEnd,
    Name,

    /// <summary>A string literal; the token's text has its escapes resolved.</summary>
    Text,
    Integer,
    Real,
    Operator,
    End,
}

/// <summary>One piece of a template's source.</summary>
/// <param name="At">Where it starts in the source, in characters.</param>
internal readonly record struct TemplateToken(TokenKind Kind, string Text, int At)
{
    public bool Is(string operation) => Kind == TokenKind.Operator && Text == operation;

    public bool IsWord(string word) => Kind == TokenKind.Name && Text == word;

    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the template",
        TokenKind.Data => "text",
        TokenKind.VariableBegin => "{{",
        TokenKind.VariableEnd => "}}",
        TokenKind.BlockBegin => "{%",
        TokenKind.BlockEnd => "%}",
        TokenKind.Text => "a string",
        _ => $"'{Text}'",
    };
}
