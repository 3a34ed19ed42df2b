using System.Runtime.CompilerServices;
using System.Text;
using LlmKit.Data;

namespace LlmKit.Tokenization.Templates;

/// <summary>Walks over a template's statements and writes what they say. One evaluator renders once.</summary>
internal sealed partial class Evaluator
{
    private StringBuilder _output = new();
    private Scope _scope;
    private int _generations;
    private int _generationStart;

    public Evaluator(IEnumerable<KeyValuePair<string, object?>> variables, TimeProvider clock)
    {
        _scope = new(null);
        foreach (var (name, value) in TemplateFunctions.Globals(clock)) _scope[name] = value;
        foreach (var (name, value) in variables) _scope[name] = value;
        _scope = new(_scope);
    }

    private enum Flow
    {
        On,
        Break,
        Continue,
    }

    /// <summary>Where in the source the evaluator is, for messages.</summary>
    public int At { get; private set; }

    public List<TextSpan> Generated { get; } = [];

    public string Render(Statement[] body)
    {
        Run(body);
        return _output.ToString();
    }

    private Flow Run(Statement[] body)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var statement in body)
            if (Run(statement) is not Flow.On and var flow) return flow;
        return Flow.On;
    }

    private Flow Run(Statement statement)
    {
        Budget.Spend();
        At = statement.At;
        switch (statement)
        {
            case Statement.Text text: Write(text.Value); return Flow.On;
            case Statement.Output output: Write(Values.Text(Value(output.Value))); return Flow.On;
            case Statement.If choice: return RunIf(choice);
            case Statement.For loop: RunFor(loop); return Flow.On;
            case Statement.Set set: Assign(set.Target, Value(set.Value)); return Flow.On;
            case Statement.SetBlock block:
                var flow = Captured(block.Body, out var captured);
                Assign(block.Target, Filtered(block.Filters, captured));
                return flow;
            case Statement.FilterBlock block:
                var ended = Captured(block.Body, out var inner);
                Write(Values.Text(Filtered(block.Filters, inner)));
                return ended;
            case Statement.Macro macro:
                _scope[macro.Body.Name] = MacroOf(macro.Body);
                return Flow.On;
            case Statement.CallBlock call: RunCall(call); return Flow.On;
            case Statement.With with: return RunWith(with);
            case Statement.Generation generation: return RunGeneration(generation);
            case Statement.Break: return Flow.Break;
            case Statement.Continue: return Flow.Continue;
            default: throw new TemplateFault($"{statement} is no statement.");
        }
    }

    private void Write(string text)
    {
        Budget.Grow(text.Length);
        if (_output.Length + (long)text.Length > int.MaxValue / 2) Budget.Grow(long.MaxValue);
        _output.Append(text);
    }

    private Flow RunIf(Statement.If choice)
    {
        foreach (var (condition, body) in choice.Branches)
            if (Values.IsTrue(Value(condition))) return Run(body);
        return Run(choice.Else);
    }

    private void RunFor(Statement.For loop)
    {
        var items = Chosen(loop);
        var outer = _scope;
        var state = new LoopState(items);
        for (var index = 0; index < items.Count; index++)
        {
            Budget.Spend();
            state.Index = index + 1;
            _scope = new(outer) { ["loop"] = state };
            Assign(loop.Target, items[index]);
            if (Run(loop.Body) == Flow.Break) break;
        }

        _scope = outer;
        if (items.Count == 0) InScope(new(outer), () => Run(loop.Else));
    }

    // The items that the loop's condition leaves; it sees the item, and no loop variable.
    private IReadOnlyList<object?> Chosen(Statement.For loop)
    {
        var all = Value(loop.Sequence);
        At = loop.At;
        var items = Values.Items(Budget.Charged(all));
        if (loop.Condition is null) return items;

        var outer = _scope;
        var chosen = new List<object?>();
        foreach (var item in items)
        {
            _scope = new(outer);
            Assign(loop.Target, item);
            if (Values.IsTrue(Value(loop.Condition))) chosen.Add(item);
        }

        _scope = outer;
        return chosen;
    }

    private void Assign(Expression target, object? value)
    {
        switch (target)
        {
            case Expression.Variable name:
                _scope[name.Text] = value;
                break;
            case Expression.Attribute { Target: Expression.Variable owner } attribute:
                At = attribute.At;
                if (!_scope.TryFind(owner.Text, out var space) || space is not TemplateNamespace names)
                    throw new TemplateFault($"{owner.Text} is no namespace, so {owner.Text}.{attribute.Name} cannot be set. Make it one: set {owner.Text} = namespace().");
                names.Values[attribute.Name] = value;
                break;
            case Expression.TupleOf { Items: var targets }:
                At = target.At;
                var items = Values.Items(Budget.Charged(value));
                if (items.Count != targets.Length)
                    throw new TemplateFault($"{items.Count} values are given to {targets.Length} names.");
                for (var i = 0; i < targets.Length; i++) Assign(targets[i], items[i]);
                break;
        }
    }

    private Flow RunWith(Statement.With with)
    {
        var inner = new Scope(_scope);
        foreach (var (target, value) in with.Values) inner[((Expression.Variable)target).Text] = Value(value);
        return InScope(inner, () => Run(with.Body));
    }

    private Flow RunGeneration(Statement.Generation generation)
    {
        if (_generations++ == 0) _generationStart = _output.Length;
        var flow = InScope(new(_scope), () => Run(generation.Body));
        if (--_generations == 0 && _output.Length > _generationStart) Generated.Add(new(_generationStart, _output.Length));
        return flow;
    }

    private void RunCall(Statement.CallBlock call)
    {
        var caller = MacroOf(call.Body);
        Write(Values.Text(Invoke(call.Call, caller)));
    }

    private Flow InScope(Scope inner, Func<Flow> run)
    {
        var outer = _scope;
        _scope = inner;
        var flow = run();
        _scope = outer;
        return flow;
    }

    private Flow Captured(Statement[] body, out string text)
    {
        var outer = _output;
        _output = new();
        var flow = InScope(new(_scope), () => Run(body));
        text = _output.ToString();
        _output = outer;
        return flow;
    }

    private object? Filtered(Expression.Filter[] filters, object? value)
    {
        foreach (var filter in filters) value = Apply(filter, value);
        return value;
    }

    // A macro sees the names around its definition as they are when it is called.
    private Callable MacroOf(MacroBody macro)
    {
        var outer = _scope;
        return new(macro.Name, arguments =>
        {
            var caller = _scope;
            _scope = new(outer);
            Bind(macro, arguments);
            Captured(macro.Body, out var text);
            _scope = caller;
            return text;
        });
    }

    private void Bind(MacroBody macro, Arguments arguments)
    {
        var (name, parameters) = (macro.Name, macro.Parameters);
        var named = new Dictionary<string, object?>(arguments.Named, StringComparer.Ordinal);
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i].Name;
            var isNamed = named.Remove(parameter, out var value);
            if (i < arguments.Positional.Count)
                value = isNamed ? throw new TemplateFault($"The macro {name} is given {parameter} twice.") : arguments.Positional[i];
            else if (!isNamed)
                value = parameters[i].Default is { } fallback ? Value(fallback) : new Undefined($"The macro {name} was not given its parameter '{parameter}'");
            _scope[parameter] = value;
        }

        if (named.Remove("caller", out var caller)) _scope["caller"] = caller;
        if (named.Count > 0 && !macro.TakesNamed)
            throw new TemplateFault($"The macro {name} has no parameter {named.Keys.First()}.");
        if (arguments.Positional.Count > parameters.Length && !macro.TakesMore)
            throw new TemplateFault($"The macro {name} is given {arguments.Positional.Count} values and takes at most {parameters.Length}.");
        var rest = new TemplateDictionary();
        foreach (var (key, value) in named) rest[key] = value;
        _scope["kwargs"] = rest;
        _scope["varargs"] = new TemplateTuple([.. arguments.Positional.Skip(parameters.Length)]);
    }
}
