using System.Globalization;

namespace LlmKit.Tokenization.Templates;

/// <summary>Reads expressions, with Jinja's precedences.</summary>
internal sealed class ExpressionParser(TokenCursor tokens)
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

    private Expression ReadUnary(bool hasFilters = true)
    {
        var at = tokens.At;
        Expression value;
        if (tokens.Current.Is("-") || tokens.Current.Is("+"))
        {
            if (++_depth > Deepest) throw new TemplateFault($"Signs stand more than {Deepest} times in a row.") { At = at };
            value = new Expression.Sign(tokens.Next().Text == "-", ReadUnary(hasFilters: false), at);
            _depth--;
        }
        else
        {
            value = ReadPrimary();
        }

        value = ReadPostfix(value);
        return hasFilters ? ReadFiltersAndTests(value) : value;
    }

    private Expression ReadPrimary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name: return ReadName(tokens.Next());
            case TokenKind.Text: return ReadText();
            case TokenKind.Integer: return new Expression.Literal(IntegerOf(tokens.Next()), token.At);
            case TokenKind.Real: return new Expression.Literal(double.Parse(tokens.Next().Text, CultureInfo.InvariantCulture), token.At);
        }

        if (tokens.Skip("("))
        {
            if (++_depth > Deepest) throw new TemplateFault($"Parentheses are nested more than {Deepest} deep.") { At = token.At };
            var inner = ReadTuple(canBeEmpty: true);
            _depth--;
            tokens.Expect(")");
            return inner;
        }

        if (tokens.Skip("[")) return new Expression.ListOf([.. ReadItems("]", () => Read())], token.At);
        if (tokens.Skip("{")) return new Expression.DictionaryOf([.. ReadItems("}", ReadPair)], token.At);
        throw tokens.Unexpected("an expression");
    }

    private List<T> ReadItems<T>(string end, Func<T> read)
    {
        var items = new List<T>();
        while (!tokens.Skip(end))
        {
            if (items.Count > 0)
            {
                tokens.Expect(",");
                if (tokens.Skip(end)) break;
            }

            items.Add(read());
        }

        return items;
    }

    private (Expression, Expression) ReadPair()
    {
        var key = Read();
        tokens.Expect(":");
        return (key, Read());
    }

    private static Expression ReadName(TemplateToken name) => name.Text switch
    {
        "true" or "True" => new Expression.Literal(true, name.At),
        "false" or "False" => new Expression.Literal(false, name.At),
        "none" or "None" => new Expression.Literal(null, name.At),
        _ => new Expression.Variable(name.Text, name.At),
    };

    private Expression.Literal ReadText()
    {
        var first = tokens.Next();
        var text = first.Text;
        while (tokens.Current.Kind == TokenKind.Text) text += tokens.Next().Text;
        return new(text, first.At);
    }

    private static long IntegerOf(TemplateToken token)
    {
        var text = token.Text;
        try
        {
            return text.Length < 2 || char.IsAsciiDigit(text[1]) ? long.Parse(text, CultureInfo.InvariantCulture)
                : Convert.ToInt64(text[2..], char.ToLowerInvariant(text[1]) switch { 'b' => 2, 'o' => 8, _ => 16 });
        }
        catch (OverflowException)
        {
            throw new TemplateFault($"{text} does not fit into 64 bits.") { At = token.At };
        }
    }

    private Expression ReadPostfix(Expression value)
    {
        while (true)
        {
            var at = tokens.At;
            if (tokens.Skip("."))
            {
                value = tokens.Current.Kind == TokenKind.Integer
                    ? new Expression.Item(value, new Expression.Literal(IntegerOf(tokens.Next()), at), at)
                    : new Expression.Attribute(value, tokens.ExpectName("the name of an attribute"), at);
            }
            else if (tokens.Current.Is("["))
            {
                value = ReadSubscript(value);
            }
            else if (tokens.Current.Is("("))
            {
                value = new Expression.Call(value, ReadArguments(), at);
            }
            else
            {
                return value;
            }
        }
    }

    private Expression.Item ReadSubscript(Expression value)
    {
        var at = tokens.Next().At;
        var items = new List<Expression>();
        var isTuple = false;
        while (!tokens.Skip("]"))
        {
            if (items.Count > 0)
            {
                tokens.Expect(",");
                isTuple = true;
                if (tokens.Skip("]")) break;
            }

            items.Add(ReadIndex());
        }

        if (items.Count == 0) throw new TemplateFault("Between the brackets stands no index.") { At = at };
        return new(value, isTuple ? new Expression.TupleOf([.. items], at) : items[0], at);
    }

    private Expression ReadIndex()
    {
        var at = tokens.At;
        var start = tokens.Current.Is(":") ? null : Read();
        if (!tokens.Skip(":")) return start!;
        var stop = IsEnd() || tokens.Current.Is(":") ? null : Read();
        var step = tokens.Skip(":") && !IsEnd() ? Read() : null;
        return new Expression.Slice(start, stop, step, at);

        bool IsEnd() => tokens.Current.Is("]") || tokens.Current.Is(",");
    }

    private Expression ReadFiltersAndTests(Expression value)
    {
        while (true)
        {
            if (tokens.Skip("|")) value = ReadFilter(value);
            else if (tokens.Current.IsWord("is")) value = ReadTest(value);
            else if (tokens.Current.Is("(")) value = new Expression.Call(value, ReadArguments(), tokens.At);
            else return value;
        }
    }

    private Expression.Filter ReadFilter(Expression? target)
    {
        var at = tokens.At;
        var name = tokens.ExpectName("the name of a filter");
        if (!Filters.All.ContainsKey(name)) Unknown.Add((Filters.UnknownMessage(name), at));
        var arguments = tokens.Current.Is("(") ? ReadArguments() : CallArguments.None;
        return new(target, name, arguments, at);
    }

    private Expression ReadTest(Expression target)
    {
        var at = tokens.Next().At;
        var isNegated = tokens.SkipWord("not");
        var name = tokens.ExpectName("the name of a test");
        if (!Tests.All.ContainsKey(name)) Unknown.Add((Tests.UnknownMessage(name), at));
        var arguments = CallArguments.None;
        if (tokens.Current.Is("("))
        {
            arguments = ReadArguments();
        }
        else if (tokens.Current.IsWord("is"))
        {
            throw new TemplateFault("A test cannot follow a test. Join the two by and.") { At = tokens.At };
        }
        else if (BeginsArgument())
        {
            arguments = new([(ReadPostfix(ReadPrimary()), false)], [], null);
        }

        var test = new Expression.Test(target, name, arguments, at);
        return isNegated ? new Expression.Not(test, at) : test;
    }

    private bool BeginsArgument() => tokens.Current.Kind switch
    {
        TokenKind.Name => tokens.Current.Text is not ("else" or "or" or "and" or "if" or "in" or "not" or "recursive"),
        TokenKind.Text or TokenKind.Integer or TokenKind.Real => true,
        TokenKind.Operator => tokens.Current.Text is "[" or "{",
        _ => false,
    };
}
