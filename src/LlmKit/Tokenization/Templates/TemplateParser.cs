namespace LlmKit.Tokenization.Templates;

/// <summary>Reads the statements of a template.</summary>
internal sealed class TemplateParser
{
    private const int Deepest = 60;

    private const string Known = "if, for, set, macro, call, filter, with, generation, raw, break, continue";

    private readonly TokenCursor _tokens;
    private readonly ExpressionParser _expressions;
    private int _depth;
    private int _loops;
    private int _captures;

    private TemplateParser(string source)
    {
        _tokens = new(new TemplateLexer(source).Read());
        _expressions = new(_tokens);
    }

    /// <summary>Whether the template marks what a model is taught to write.</summary>
    public bool HasGeneration { get; private set; }

    /// <param name="source">The template, normalized.</param>
    public static (Statement[] Body, bool HasGeneration) Parse(string source)
    {
        var parser = new TemplateParser(source);
        var body = parser.ReadBody(null);
        if (parser._expressions.Unknown is [var (message, at), ..]) throw new TemplateFault(message) { At = at };
        return (body, parser.HasGeneration);
    }

    // Up to one of the end words, which stays to be read; at the top up to the end.
    private Statement[] ReadBody(string? opened, params ReadOnlySpan<string> ends)
    {
        var body = new List<Statement>();
        var from = _tokens.At;
        while (true)
        {
            var token = _tokens.Current;
            switch (token.Kind)
            {
                case TokenKind.Data:
                    body.Add(new Statement.Text(_tokens.Next().Text, token.At));
                    break;
                case TokenKind.VariableBegin:
                    _tokens.Next();
                    body.Add(new Statement.Output(_expressions.ReadTuple(), token.At));
                    _tokens.Expect(TokenKind.VariableEnd, "}}");
                    break;
                case TokenKind.End when opened is null:
                    return [.. body];
                case TokenKind.End:
                    throw new TemplateFault($"The {opened} block has no end. Close it by {{% {ends[^1]} %}}.") { At = from };
                default:
                    if (_tokens.Ahead.Kind == TokenKind.Name && ends.Contains(_tokens.Ahead.Text))
                    {
                        _tokens.Next();
                        return [.. body];
                    }

                    _tokens.Next();
                    body.Add(ReadStatement());
                    break;
            }
        }
    }

    private Statement ReadStatement()
    {
        if (++_depth > Deepest) throw new TemplateFault($"Blocks are nested more than {Deepest} deep.") { At = _tokens.At };
        var (at, word) = (_tokens.At, _tokens.ExpectName("the name of a statement"));
        Statement statement = word switch
        {
            "if" => ReadIf(at),
            "for" => ReadFor(at),
            "set" => ReadSet(at),
            "macro" => ReadMacro(at),
            "call" => ReadCall(at),
            "filter" => new Statement.FilterBlock(_expressions.ReadFilters(), Captured("filter", "endfilter"), at),
            "with" => ReadWith(at),
            "generation" => ReadGeneration(at),
            "break" or "continue" when _loops == 0 => throw new TemplateFault($"{word} stands outside of any for block.") { At = at },
            "break" => new Statement.Break(at),
            "continue" => new Statement.Continue(at),
            "include" or "import" or "from" or "extends" or "block" => throw new TemplateFault(
                $"{word} reaches for other files, which a chat template may not. Known are {Known}.") { At = at },
            _ when word.StartsWith("end", StringComparison.Ordinal) || word is "else" or "elif" =>
                throw new TemplateFault($"{word} belongs to no open block.") { At = at },
            _ => throw new TemplateFault($"{word} is no statement. Known are {Known}.") { At = at },
        };
        _tokens.Expect(TokenKind.BlockEnd, "%}");
        _depth--;
        return statement;
    }

    // The body of a block whose head has been read, and the word that ends it.
    private Statement[] Block(string opened, params ReadOnlySpan<string> ends)
    {
        _tokens.Expect(TokenKind.BlockEnd, "%}");
        return ReadBody(opened, ends);
    }

    private Statement[] Captured(string opened, string end, bool isFunction = false)
    {
        var loops = _loops;
        _captures++;
        if (isFunction) _loops = 0;
        var body = Block(opened, end);
        _tokens.Next();
        (_loops, _captures) = (loops, _captures - 1);
        return body;
    }

    private Statement.If ReadIf(int at)
    {
        var mark = _expressions.Unknown.Count;
        var branches = new List<(Expression, Statement[])>();
        Statement[] otherwise = [];
        do branches.Add((_expressions.ReadTuple(canBeConditional: false), Block("if", "elif", "else", "endif")));
        while (_tokens.SkipWord("elif"));
        if (_tokens.SkipWord("else")) otherwise = Block("if", "endif");
        _tokens.ExpectWord("endif");
        _expressions.Unknown.RemoveRange(mark, _expressions.Unknown.Count - mark);
        return new([.. branches], otherwise, at);
    }

    private Statement.For ReadFor(int at)
    {
        var target = _expressions.ReadTarget();
        _tokens.ExpectWord("in");
        var sequence = _expressions.ReadTuple(canBeConditional: false, endWord: "recursive");
        var condition = _tokens.SkipWord("if") ? _expressions.Read() : null;
        if (_tokens.Current.IsWord("recursive"))
            throw new TemplateFault("Recursive loops are not supported. Use a macro that calls itself.") { At = _tokens.At };
        _loops++;
        var body = Block("for", "else", "endfor");
        _loops--;
        Statement[] otherwise = _tokens.SkipWord("else") ? Block("for", "endfor") : [];
        _tokens.ExpectWord("endfor");
        return new(target, sequence, condition, body, otherwise, at);
    }

    private Statement ReadSet(int at)
    {
        var target = _expressions.ReadTarget(canBeAttribute: true);
        if (_tokens.Skip("=")) return new Statement.Set(target, _expressions.ReadTuple(), at);
        var filters = _tokens.Skip("|") ? _expressions.ReadFilters() : [];
        return new Statement.SetBlock(target, filters, Captured("set", "endset"), at);
    }

    private Statement.Macro ReadMacro(int at)
    {
        var name = _tokens.ExpectName("the macro's name");
        return new(ReadMacroBody("macro", "endmacro", name, ReadParameters()), at);
    }

    private MacroBody ReadMacroBody(string opened, string end, string name, Parameter[] parameters)
    {
        var mark = _tokens.Index;
        var body = Captured(opened, end, isFunction: true);
        return new(name, parameters, body, _tokens.Mentions("varargs", mark), _tokens.Mentions("kwargs", mark));
    }

    private Statement.CallBlock ReadCall(int at)
    {
        var parameters = _tokens.Current.Is("(") ? ReadParameters() : [];
        var call = _expressions.Read() as Expression.Call
            ?? throw new TemplateFault("A call block calls a macro: {% call name(…) %}.") { At = at };
        return new(call, ReadMacroBody("call", "endcall", "caller", parameters), at);
    }

    private Parameter[] ReadParameters()
    {
        var parameters = new List<Parameter>();
        _tokens.Expect("(");
        while (!_tokens.Skip(")"))
        {
            if (parameters.Count > 0) _tokens.Expect(",");
            var at = _tokens.At;
            var name = _tokens.ExpectName("the name of a parameter");
            var fallback = _tokens.Skip("=") ? _expressions.Read() : null;
            if (fallback is null && parameters is [.., { Default: not null }])
                throw new TemplateFault($"{name} has no default and stands behind one that has. Give it one, or put it before.") { At = at };
            parameters.Add(new(name, fallback));
        }

        return [.. parameters];
    }

    private Statement.With ReadWith(int at)
    {
        var values = new List<(Expression, Expression)>();
        while (_tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (values.Count > 0) _tokens.Expect(",");
            var target = new Expression.Variable(_tokens.Current.Text, _tokens.At);
            _tokens.ExpectName("a name to give the value to");
            _tokens.Expect("=");
            values.Add((target, _expressions.Read()));
        }

        var body = Block("with", "endwith");
        _tokens.Next();
        return new([.. values], body, at);
    }

    private Statement.Generation ReadGeneration(int at)
    {
        if (_captures > 0)
        {
            throw new TemplateFault(
                "generation stands in a macro, call, set or filter block, so where its text comes to lie is not known. "
                + "Put it around what writes that text.") { At = at };
        }

        HasGeneration = true;
        var body = Block("generation", "endgeneration");
        _tokens.Next();
        return new(body, at);
    }
}
