using System.Globalization;

namespace LlmKit.Tokenization.Templates;

// What operators stand between: values, with what follows them in points, brackets, filters and tests.
internal sealed partial class ExpressionParser
{
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
