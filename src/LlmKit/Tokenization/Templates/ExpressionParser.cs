namespace LlmKit.Tokenization.Templates;

/// <summary>Reads expressions, with Jinja's precedences.</summary>
internal sealed partial class ExpressionParser(TokenCursor tokens)
{
    private const int Deepest = 100;

    private int _depth;

    /// <summary>Filters and tests that are not known, and where. Within conditions they only fail when they are reached.</summary>
    public List<(string Message, int At)> Unknown { get; } = [];

    /// <param name="canBeConditional">Whether <c>a if b else c</c> may stand here without parentheses.</param>
    public Expression Read(bool canBeConditional = true)
    {
        if (++_depth > Deepest)
            throw new TemplateFault($"Expressions are nested more than {Deepest} deep. Split them up by set.") { At = tokens.At };
        var expression = canBeConditional ? ReadConditional() : ReadOr();
        _depth--;
        return expression;
    }

    /// <summary>One expression, or several with commas between them, which make a tuple.</summary>
    public Expression ReadTuple(bool canBeConditional = true, bool canBeEmpty = false, string? endWord = null)
    {
        var at = tokens.At;
        var items = new List<Expression>();
        var isTuple = false;
        while (!EndsTuple(endWord))
        {
            items.Add(Read(canBeConditional));
            if (!tokens.Skip(",")) break;
            isTuple = true;
        }

        if (!isTuple && items.Count == 1) return items[0];
        return isTuple || canBeEmpty ? new Expression.TupleOf([.. items], at) : throw tokens.Unexpected("an expression");
    }

    /// <summary>What a value is given to: a name, several, or <c>space.name</c> of a namespace.</summary>
    public Expression ReadTarget(bool canBeAttribute = false)
    {
        var at = tokens.At;
        var targets = new List<Expression>();
        var isTuple = false;
        do
        {
            if (targets.Count > 0 && tokens.Current.Kind is TokenKind.BlockEnd or TokenKind.Operator && !tokens.Current.Is("(")) break;
            if (targets.Count > 0 && tokens.Current.IsWord("in")) break;
            targets.Add(ReadOneTarget(canBeAttribute));
            isTuple |= tokens.Current.Is(",");
        }
        while (tokens.Skip(","));

        return isTuple ? new Expression.TupleOf([.. targets], at) : targets[0];
    }

    public CallArguments ReadArguments()
    {
        tokens.Expect("(");
        var positional = new List<(Expression, bool)>();
        var named = new List<(string, Expression)>();
        Expression? namedSpread = null;
        while (!tokens.Current.Is(")"))
        {
            if (positional.Count + named.Count > 0 || namedSpread is not null)
            {
                tokens.Expect(",");
                if (tokens.Current.Is(")")) break;
            }

            var at = tokens.At;
            if (tokens.Skip("*"))
            {
                positional.Add((Read(), true));
            }
            else if (tokens.Skip("**"))
            {
                namedSpread = namedSpread is null ? Read() : throw Order(at);
            }
            else if (tokens.Current.Kind == TokenKind.Name && tokens.Ahead.Is("="))
            {
                var name = tokens.Next().Text;
                tokens.Next();
                if (namedSpread is not null) throw Order(at);
                named.Add((name, Read()));
            }
            else
            {
                if (named.Count > 0 || namedSpread is not null) throw Order(at);
                positional.Add((Read(), false));
            }
        }

        tokens.Expect(")");
        return new([.. positional], [.. named], namedSpread);

        static TemplateFault Order(int at) => new("Arguments come in this order: values, *list, name=value, **dictionary.") { At = at };
    }

    /// <summary>The filters behind a block's name: <c>upper | trim(…)</c>.</summary>
    public Expression.Filter[] ReadFilters()
    {
        var filters = new List<Expression.Filter>();
        do filters.Add(ReadFilter(null));
        while (tokens.Skip("|"));
        return [.. filters];
    }

    private bool EndsTuple(string? endWord) => tokens.Current.Kind is TokenKind.VariableEnd or TokenKind.BlockEnd or TokenKind.End
        || tokens.Current.Is(")") || (endWord is not null && tokens.Current.IsWord(endWord));

    private Expression ReadOneTarget(bool canBeAttribute)
    {
        var at = tokens.At;
        if (tokens.Skip("("))
        {
            var inner = ReadTarget();
            tokens.Expect(")");
            return inner;
        }

        var name = tokens.ExpectName("a name to give the value to");
        if (name is "true" or "false" or "none" or "True" or "False" or "None")
            throw new TemplateFault($"'{name}' is a value. Nothing can be assigned to it.") { At = at };
        var target = new Expression.Variable(name, at);
        return canBeAttribute && tokens.Skip(".")
            ? new Expression.Attribute(target, tokens.ExpectName("the name of an attribute"), at)
            : target;
    }

    private Expression ReadConditional()
    {
        var mark = Unknown.Count;
        var value = ReadOr();
        while (tokens.Current.IsWord("if"))
        {
            var at = tokens.Next().At;
            var condition = ReadOr();
            var otherwise = tokens.SkipWord("else") ? Read() : null;
            value = new Expression.Conditional(condition, value, otherwise, at);
            Unknown.RemoveRange(mark, Unknown.Count - mark);
        }

        return value;
    }

    private Expression ReadOr()
    {
        var left = ReadAnd();
        while (tokens.SkipWord("or")) left = new Expression.Or(left, ReadAnd(), left.At);
        return left;
    }

    private Expression ReadAnd()
    {
        var left = ReadNot();
        while (tokens.SkipWord("and")) left = new Expression.And(left, ReadNot(), left.At);
        return left;
    }

    private Expression ReadNot()
    {
        if (!tokens.Current.IsWord("not")) return ReadComparison();
        var at = tokens.Next().At;
        if (++_depth > Deepest) throw new TemplateFault($"not stands more than {Deepest} times in a row.") { At = at };
        var operand = ReadNot();
        _depth--;
        return new Expression.Not(operand, at);
    }

    private Expression ReadComparison()
    {
        var first = ReadSum();
        var rest = new List<(string, Expression)>();
        var at = tokens.At;
        while (true)
        {
            if (ComparisonHere() is not { } operation) break;
            tokens.Next();
            if (operation == "not in") tokens.Next();
            rest.Add((operation, ReadSum()));
        }

        return rest.Count == 0 ? first : new Expression.Comparison(first, [.. rest], at);
    }

    private string? ComparisonHere() => tokens.Current switch
    {
        { Kind: TokenKind.Operator, Text: "==" or "!=" or "<" or "<=" or ">" or ">=" } operation => operation.Text,
        { Kind: TokenKind.Name, Text: "in" } => "in",
        { Kind: TokenKind.Name, Text: "not" } when tokens.Ahead.IsWord("in") => "not in",
        _ => null,
    };

    private Expression ReadSum() => ReadChain(ReadConcatenation, "+", "-");

    private Expression ReadConcatenation()
    {
        var first = ReadProduct();
        if (!tokens.Current.Is("~")) return first;
        var at = tokens.At;
        var parts = new List<Expression> { first };
        while (tokens.Skip("~")) parts.Add(ReadProduct());
        return new Expression.Concatenation([.. parts], at);
    }

    private Expression ReadProduct() => ReadChain(() => ReadChain(() => ReadUnary(), "**"), "*", "/", "//", "%");

    private Expression ReadChain(Func<Expression> read, params string[] operations)
    {
        var left = read();
        while (tokens.Current.Kind == TokenKind.Operator && operations.Contains(tokens.Current.Text))
        {
            var operation = tokens.Next();
            left = new Expression.Arithmetic(operation.Text, left, read(), operation.At);
        }

        return left;
    }
}
