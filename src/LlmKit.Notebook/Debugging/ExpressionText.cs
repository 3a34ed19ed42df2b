using System.Globalization;
using System.Reflection;
using LlmKit.Notebook.Execution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Debugging;

/// <summary>
/// An expression at the prompt as a cell: it declares those variables of the place that the expression names, and the
/// members of the object that the function belongs to which no other code may use.
/// </summary>
internal sealed class ExpressionText
{
    private const string Values = "global::LlmKit.Notebook.Debugging.DebugValues.Of", Self = "__self", Member = "__own_";
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Preview, kind: SourceCodeKind.Script);
    private readonly List<(string Name, object? Value, Action<object?> Write)> _declared = [];
    private readonly List<string> _declarations = [];
    private readonly List<(SiteVariable, object?)> _assigned = [];
    private readonly StackEntry _call;

    public ExpressionText(string code, StackEntry call)
    {
        _call = call;
        var root = CSharpSyntaxTree.ParseText(code, s_script).GetRoot();
        var names = root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToHashSet();
        var edits = new TextEdits();
        foreach (var (variable, value) in call.Site.Variables.Zip(call.Values))
        {
            if (variable.Name == "this") Qualify(root, variable, value, edits);
            else if (!variable.IsOfCell && names.Contains(variable.Name)) Declare("@" + variable.Name, variable, value, changed => _assigned.Add((variable, changed)));
        }

        Code = string.Concat(_declarations) + edits.Apply(code);
    }

    public string Code { get; }

    /// <summary>What the declared variables begin with.</summary>
    public object?[] Held => [.. _declared.Select(declared => declared.Value)];

    /// <summary>An error as it reads to somebody who does not see the rest of the cell.</summary>
    public static string Readable(string message) => message.Replace(Self, "this", StringComparison.Ordinal).Replace(Member, "", StringComparison.Ordinal);

    /// <summary>The variables that the expression has assigned; members of the object are assigned at once.</summary>
    /// <param name="script">The cell after its run.</param>
    public IReadOnlyList<(SiteVariable Variable, object? Value)> Assigned(object script)
    {
        foreach (var (name, before, write) in _declared)
        {
            var value = script.GetType().GetField(name.TrimStart('@'), Any)?.GetValue(script);
            if (value is ValueType ? !value.Equals(before) : !ReferenceEquals(value, before)) write(value);
        }

        return _assigned;
    }

    private void Declare(string name, SiteVariable variable, object? value, Action<object?> write)
    {
        var place = _declared.Count.ToString(CultureInfo.InvariantCulture);
        var type = variable.FullType ?? NameOf(value?.GetType() ?? typeof(object));
        _declarations.Add(variable.Sample is { } sample ? $"var {name}={Values}({place},{sample});" : $"{type} {name}={Values}<{type}>({place});");
        _declared.Add((name, value, write));
    }

    private static string NameOf(Type type) => type.IsVisible ? FrameText.TypeName(type, isFull: true) : "dynamic";

    // Members of the object need its name here, or, where they are not public, one of their own.
    private void Qualify(SyntaxNode root, SiteVariable self, object? value, TextEdits edits)
    {
        Declare(Self, self, value, _ => { });
        var own = new HashSet<string>();
        foreach (var node in root.DescendantNodes())
        {
            if (node is ThisExpressionSyntax { Parent: not MemberAccessExpressionSyntax } word) edits.Replace(word.SpanStart, word.Span.Length, Self);
            if (node is not SimpleNameSyntax name || name.Parent is MemberBindingExpressionSyntax or NameColonSyntax or QualifiedNameSyntax) continue;

            var access = name.Parent is MemberAccessExpressionSyntax outer && outer.Name == name ? outer : null;
            if (access is { Expression: not ThisExpressionSyntax }) continue;
            if (access is null && _call.Site.Variables.Any(variable => variable.Name == name.Identifier.ValueText)) continue;
            var start = access?.SpanStart ?? name.SpanStart;
            switch (MemberOf(value, name.Identifier.ValueText))
            {
                case FieldInfo { IsPublic: false } field:
                    edits.Replace(start, name.Span.End - start, Member + field.Name);
                    if (own.Add(field.Name)) DeclareMember(field.Name, field.FieldType, field.GetValue(value), changed => field.SetValue(value, changed));
                    break;
                case PropertyInfo { GetMethod: { IsPublic: false } } property:
                    edits.Replace(start, name.Span.End - start, Member + property.Name);
                    if (own.Add(property.Name)) DeclareMember(property.Name, property.PropertyType, property.GetValue(value), changed => property.SetValue(value, changed));
                    break;
                case FieldInfo { IsStatic: true } or PropertyInfo { GetMethod.IsStatic: true } or MethodInfo { IsStatic: true }:
                    edits.Replace(start, name.SpanStart - start, $"{self.FullType}.");
                    break;
                case not null:
                    edits.Replace(start, name.SpanStart - start, Self + ".");
                    break;
                case null when access is not null:
                    edits.Replace(access.Expression.SpanStart, access.Expression.Span.Length, Self);
                    break;
            }
        }
    }

    private void DeclareMember(string name, Type type, object? value, Action<object?> write) =>
        Declare(Member + name, new(name, "", NameOf(type), null, IsAssignable: true, IsOfCell: false), value, write);

    private static MemberInfo? MemberOf(object? self, string name)
    {
        for (var type = self?.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            if (type.GetMember(name, Any | BindingFlags.DeclaredOnly) is [var member, ..]) return member;
        }

        return null;
    }
}
