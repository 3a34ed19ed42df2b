using System.Runtime.CompilerServices;

namespace LlmKit.Tokenization.Templates;

internal sealed partial class Evaluator
{
    private object? Value(Expression expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Budget.Spend();
        switch (expression)
        {
            case Expression.Literal literal: return literal.Value;
            case Expression.Variable name:
                return _scope.TryFind(name.Text, out var value) ? value : new Undefined($"'{name.Text}' is not defined");
            case Expression.Attribute attribute: return AttributeOf(attribute);
            case Expression.Item item: return ItemOf(item);
            case Expression.Call call: return Invoke(call);
            case Expression.Filter filter: return Apply(filter, Value(filter.Target!));
            case Expression.Test test: return IsTrue(test);
            case Expression.Not not: return !Values.IsTrue(Value(not.Operand));
            case Expression.And and: return Value(and.Left) is var left && Values.IsTrue(left) ? Value(and.Right) : left;
            case Expression.Or or: return Value(or.Left) is var first && Values.IsTrue(first) ? first : Value(or.Right);
            case Expression.Comparison comparison: return Compared(comparison);
            case Expression.Concatenation concatenation: return Concatenated(concatenation);
            case Expression.Arithmetic arithmetic: return Computed(arithmetic);
            case Expression.Sign sign: return Signed(sign);
            case Expression.Conditional choice: return Chosen(choice);
            case Expression.ListOf list: return list.Items.Select(Value).ToList();
            case Expression.TupleOf tuple: return new TemplateTuple([.. tuple.Items.Select(Value)]);
            case Expression.DictionaryOf dictionary: return DictionaryOf(dictionary);
            case Expression.Slice slice:
                At = slice.At;
                throw new TemplateFault("A slice cannot stand here.");
            default: throw new TemplateFault($"{expression} is no expression.");
        }
    }

    private object? Chosen(Expression.Conditional choice) =>
        Values.IsTrue(Value(choice.Condition)) ? Value(choice.Then)
        : choice.Else is { } otherwise ? Value(otherwise)
        : new Undefined("The condition of this if is false and it has no else");

    private TemplateDictionary DictionaryOf(Expression.DictionaryOf expression)
    {
        var dictionary = new TemplateDictionary();
        foreach (var (key, value) in expression.Items)
        {
            var name = Value(key);
            At = expression.At;
            dictionary.Put(name, Value(value));
        }

        return dictionary;
    }

    private object? AttributeOf(Expression.Attribute attribute)
    {
        var target = Value(attribute.Target);
        At = attribute.At;
        return Members.Attribute(target, attribute.Name);
    }

    private object? ItemOf(Expression.Item item)
    {
        var target = Value(item.Target);
        if (item.Index is Expression.Slice slice)
        {
            var (start, stop, step) = (Bound(slice.Start), Bound(slice.Stop), Bound(slice.Step));
            At = item.At;
            return Members.Slice(Budget.Charged(target), start, stop, step);
        }

        var index = Value(item.Index);
        At = item.At;
        return Members.Item(target, index);

        long? Bound(Expression? bound)
        {
            if (bound is null || Value(bound) is not { } value) return null;
            At = bound.At;
            return Values.Whole(value) ?? throw (value is Undefined undefined ? undefined.Fault()
                : new TemplateFault($"A {Values.TypeName(value)} cannot bound a slice. It has to be a whole number."));
        }
    }

    private object? Invoke(Expression.Call call, Callable? caller = null)
    {
        var target = Value(call.Target);
        var name = call.Target is Expression.Attribute attribute ? attribute.Name
            : call.Target is Expression.Variable variable ? variable.Text : "the value";
        var arguments = ArgumentsOf(call.Arguments, name, caller);
        At = call.At;
        return target switch
        {
            Callable callable => Budget.Charged(callable.Body(arguments)),
            Undefined undefined => throw undefined.Fault(),
            LoopState => throw new TemplateFault("loop cannot be called: recursive loops are not supported. Use a macro that calls itself."),
            _ => throw new TemplateFault($"{name} is a {Values.TypeName(target)}, which cannot be called."),
        };
    }

    private Arguments ArgumentsOf(CallArguments call, string name, Callable? caller = null)
    {
        var positional = new List<object?>(call.Positional.Length);
        foreach (var (expression, isSpread) in call.Positional)
        {
            var value = Value(expression);
            if (isSpread) positional.AddRange(Values.Items(Budget.Charged(value)));
            else positional.Add(value);
        }

        if (call.Named.Length == 0 && call.NamedSpread is null && caller is null) return new(name, positional);
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, expression) in call.Named)
            if (!named.TryAdd(key, Value(expression))) throw new TemplateFault($"{name} is given {key} twice.");
        if (call.NamedSpread is { } spread)
        {
            if (Value(spread) is not TemplateDictionary dictionary) throw new TemplateFault("Behind ** stands what is no dict.");
            foreach (var (key, value) in dictionary.Entries)
                if (!named.TryAdd(Values.Text(key), value)) throw new TemplateFault($"{name} is given {Values.Text(key)} twice.");
        }

        if (caller is not null) named["caller"] = caller;
        return new(name, positional, named);
    }

    private object? Apply(Expression.Filter filter, object? value)
    {
        var arguments = ArgumentsOf(filter.Arguments, filter.Name);
        At = filter.At;
        return Budget.Charged(Filters.Apply(filter.Name, Budget.Charged(value), arguments));
    }

    private bool IsTrue(Expression.Test test)
    {
        var value = Value(test.Target);
        var arguments = ArgumentsOf(test.Arguments, test.Name);
        At = test.At;
        return Tests.Apply(test.Name, Budget.Charged(value), arguments);
    }

    private bool Compared(Expression.Comparison comparison)
    {
        var left = Value(comparison.First);
        foreach (var (operation, operand) in comparison.Rest)
        {
            var right = Value(operand);
            At = comparison.At;
            if (!Holds(operation, Budget.Charged(left), Budget.Charged(right))) return false;
            left = right;
        }

        return true;
    }

    private static bool Holds(string operation, object? left, object? right) => operation switch
    {
        "==" => Values.AreEqual(left, right),
        "!=" => !Values.AreEqual(left, right),
        "in" => Values.Contains(right, left),
        "not in" => !Values.Contains(right, left),
        _ when left is double.NaN || right is double.NaN => false,
        "<" => Values.Compare(left, right, operation) < 0,
        "<=" => Values.Compare(left, right, operation) <= 0,
        ">" => Values.Compare(left, right, operation) > 0,
        _ => Values.Compare(left, right, operation) >= 0,
    };

    private string Concatenated(Expression.Concatenation concatenation)
    {
        var parts = new string[concatenation.Parts.Length];
        long length = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = Values.Text(Value(concatenation.Parts[i]));
            length += parts[i].Length;
        }

        At = concatenation.At;
        Budget.Grow(length);
        return string.Concat(parts);
    }

    private object? Computed(Expression.Arithmetic arithmetic)
    {
        var (left, right) = (Value(arithmetic.Left), Value(arithmetic.Right));
        At = arithmetic.At;
        return Operators.Apply(arithmetic.Operation, left, right);
    }

    private object Signed(Expression.Sign sign)
    {
        var value = Value(sign.Operand);
        At = sign.At;
        return value is double real ? (sign.IsMinus ? -real : real) : PythonNumbers.Compute(sign.IsMinus ? "-" : "+", 0L, value);
    }
}
