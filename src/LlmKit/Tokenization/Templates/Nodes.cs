namespace LlmKit.Tokenization.Templates;

/// <summary>A part of a template that has a value.</summary>
/// <param name="At">Where it stands in the source.</param>
internal abstract record Expression(int At)
{
    public sealed record Literal(object? Value, int At) : Expression(At);

    public sealed record Variable(string Text, int At) : Expression(At);

    public sealed record ListOf(Expression[] Items, int At) : Expression(At);

    public sealed record TupleOf(Expression[] Items, int At) : Expression(At);

    public sealed record DictionaryOf((Expression Key, Expression Value)[] Items, int At) : Expression(At);

    /// <summary><c>target.name</c>.</summary>
    public sealed record Attribute(Expression Target, string Name, int At) : Expression(At);

    /// <summary><c>target[index]</c>.</summary>
    public sealed record Item(Expression Target, Expression Index, int At) : Expression(At);

    /// <summary><c>start:stop:step</c> between brackets.</summary>
    public sealed record Slice(Expression? Start, Expression? Stop, Expression? Step, int At) : Expression(At);

    public sealed record Call(Expression Target, CallArguments Arguments, int At) : Expression(At);

    /// <summary><c>target | name(…)</c>; without a target it is the text of the block that the filter stands on.</summary>
    public sealed record Filter(Expression? Target, string Name, CallArguments Arguments, int At) : Expression(At);

    public sealed record Test(Expression Target, string Name, CallArguments Arguments, int At) : Expression(At);

    public sealed record Not(Expression Operand, int At) : Expression(At);

    public sealed record Sign(bool IsMinus, Expression Operand, int At) : Expression(At);

    public sealed record Arithmetic(string Operation, Expression Left, Expression Right, int At) : Expression(At);

    public sealed record And(Expression Left, Expression Right, int At) : Expression(At);

    public sealed record Or(Expression Left, Expression Right, int At) : Expression(At);

    /// <summary><c>a &lt; b &lt;= c</c>: true when each neighbouring pair is.</summary>
    public sealed record Comparison(Expression First, (string Operation, Expression Operand)[] Rest, int At) : Expression(At);

    /// <summary><c>a ~ b</c>.</summary>
    public sealed record Concatenation(Expression[] Parts, int At) : Expression(At);

    public sealed record Conditional(Expression Condition, Expression Then, Expression? Else, int At) : Expression(At);
}

/// <summary>What stands between the parentheses of a call.</summary>
internal sealed record CallArguments(
    (Expression Value, bool IsSpread)[] Positional, (string Name, Expression Value)[] Named, Expression? NamedSpread)
{
    public static CallArguments None { get; } = new([], [], null);
}

/// <summary>A parameter of a macro.</summary>
internal sealed record Parameter(string Name, Expression? Default);

/// <summary>What a macro runs.</summary>
/// <param name="TakesMore">Whether it reads <c>varargs</c>, so that it takes more values than it has parameters.</param>
/// <param name="TakesNamed">Whether it reads <c>kwargs</c>, so that it takes names that no parameter has.</param>
internal sealed record MacroBody(string Name, Parameter[] Parameters, Statement[] Body, bool TakesMore, bool TakesNamed);

/// <summary>A part of a template that writes or changes something.</summary>
internal abstract record Statement(int At)
{
    public sealed record Text(string Value, int At) : Statement(At);

    public sealed record Output(Expression Value, int At) : Statement(At);

    public sealed record If((Expression Condition, Statement[] Body)[] Branches, Statement[] Else, int At) : Statement(At);

    public sealed record For(
        Expression Target, Expression Sequence, Expression? Condition, Statement[] Body, Statement[] Else, int At) : Statement(At);

    public sealed record Set(Expression Target, Expression Value, int At) : Statement(At);

    /// <summary><c>{% set x %}…{% endset %}</c>.</summary>
    public sealed record SetBlock(Expression Target, Expression.Filter[] Filters, Statement[] Body, int At) : Statement(At);

    public sealed record Macro(MacroBody Body, int At) : Statement(At);

    public sealed record CallBlock(Expression.Call Call, MacroBody Body, int At) : Statement(At);

    public sealed record FilterBlock(Expression.Filter[] Filters, Statement[] Body, int At) : Statement(At);

    public sealed record With((Expression Target, Expression Value)[] Values, Statement[] Body, int At) : Statement(At);

    /// <summary><c>{% generation %}…{% endgeneration %}</c>: what the model is taught to write.</summary>
    public sealed record Generation(Statement[] Body, int At) : Statement(At);

    public sealed record Break(int At) : Statement(At);

    public sealed record Continue(int At) : Statement(At);
}
