using System.Globalization;
using System.Reflection;
using LlmKit.Notebook.Execution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Debugging;

/// <summary>What an expression came to.</summary>
/// <param name="Text">Its value, or what is wrong.</param>
/// <param name="Assigned">Variables of the call that have another value after it.</param>
internal sealed record Evaluation(string Text, IReadOnlyList<(SiteVariable Variable, object? Value)> Assigned);

/// <summary>Evaluates expressions in the place of a statement: as a cell of their own, in which the statement's variables
/// have their names.</summary>
/// <param name="compile">Compiles a cell that comes after the one that runs.</param>
/// <param name="instances">The scripts of the cells so far.</param>
internal sealed class ExpressionEvaluator(Func<string, (CompiledScript? Script, IReadOnlyList<CellDiagnostic> Found)> compile, Func<object?[]> instances)
{
    private const string Values = "global::LlmKit.Notebook.Debugging.DebugValues.Of";
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Preview, kind: SourceCodeKind.Script);

    public Evaluation Evaluate(string code, StackEntry call)
    {
        var (text, used, values) = Write(code, call);
        var (script, found) = compile(text);
        if (script is null)
        {
            var errors = found.Where(mistake => mistake.IsError).Take(3).Select(error => $"error {error.Id}: {error.Message.Replace("__self", "this", StringComparison.Ordinal)}");
            return new(string.Join('\n', errors), []);
        }

        var known = instances();
        var copy = new object?[known.Length + 4];
        known.CopyTo(copy, 0);
        var before = copy.ToArray();
        DebugValues.Put(values);
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        var shown = "";
        try
        {
            var value = script.Entry(copy).GetAwaiter().GetResult();
            if (script.HasValue) shown = value is null ? Formatter.NullString : Formatter.Format(value, MimeBundle.Plain).PlainText;
        }
        catch (Exception e) when (e is not (CellStoppedException or ThreadInterruptedException))
        {
            shown = $"{e.GetType().Name}: {e.Message}";
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
            DebugValues.Put(null);
        }

        var own = copy.Where((instance, i) => instance is not null && !ReferenceEquals(instance, before[i])).FirstOrDefault();
        return new(shown, own is null ? [] : [.. Changed(own, used, values)]);
    }

    private static IEnumerable<(SiteVariable, object?)> Changed(object script, List<SiteVariable> used, object?[] values)
    {
        foreach (var (i, variable) in used.Index())
        {
            if (variable.Name == "this" || script.GetType().GetField(variable.Name, Members) is not { } field) continue;
            var value = field.GetValue(script);
            if (value is ValueType ? !value.Equals(values[i]) : !ReferenceEquals(value, values[i])) yield return (variable, value);
        }
    }

    // Declares the variables that the expression names, then the expression.
    private static (string Text, List<SiteVariable> Used, object?[] Values) Write(string code, StackEntry call)
    {
        var root = CSharpSyntaxTree.ParseText(code, s_script).GetRoot();
        var names = root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToHashSet();
        var edits = new TextEdits();
        var used = new List<SiteVariable>();
        var values = new List<object?>();
        foreach (var (variable, value) in call.Site.Variables.Zip(call.Values))
        {
            if (variable.Name == "this")
            {
                Qualify(root, call.Site.Variables, value, edits);
                Add(variable, value);
            }
            else if (names.Contains(variable.Name))
            {
                Add(variable, value);
            }
        }

        var declared = string.Concat(used.Select((variable, i) => Declaration(variable, values[i], i)));
        return (declared + edits.Apply(code), used, [.. values]);

        void Add(SiteVariable variable, object? value)
        {
            used.Add(variable);
            values.Add(value);
        }
    }

    private static string Declaration(SiteVariable variable, object? value, int place)
    {
        var name = variable.Name == "this" ? "__self" : "@" + variable.Name;
        var number = place.ToString(CultureInfo.InvariantCulture);
        if (variable.Sample is { } sample) return $"var {name}={Values}({number},{sample});";
        var type = variable.FullType ?? (value?.GetType() is { IsVisible: true } own ? FrameText.TypeName(own, isFull: true) : value is null ? "object" : "dynamic");
        return $"{type} {name}={Values}<{type}>({number});";
    }

    // Members of the object that a method runs on have no other name at the prompt.
    private static void Qualify(SyntaxNode root, IReadOnlyList<SiteVariable> variables, object? self, TextEdits edits)
    {
        foreach (var word in root.DescendantNodes().OfType<ThisExpressionSyntax>()) edits.Replace(word.SpanStart, word.Span.Length, "__self");
        foreach (var name in root.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name) continue;
            if (name.Parent is MemberBindingExpressionSyntax or NameColonSyntax or QualifiedNameSyntax) continue;
            if (variables.Any(variable => variable.Name == name.Identifier.ValueText)) continue;
            var members = self?.GetType().GetMember(name.Identifier.ValueText, Members) ?? [];
            if (members.Length > 0 && members[0] is FieldInfo { IsStatic: false } or PropertyInfo { GetMethod.IsStatic: false } or MethodInfo { IsStatic: false })
                edits.Open(name.SpanStart, "__self.");
        }
    }
}
