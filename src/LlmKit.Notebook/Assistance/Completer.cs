using LlmKit.Notebook.Execution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// Tells what could stand at the caret of a cell that is being written. Any thread may ask, also while a cell
/// runs.
/// </summary>
/// <param name="engine">Has run the cells before it.</param>
/// <param name="magics">Names to offer after <c>#!</c>, with or without that sign.</param>
public sealed class Completer(CellEngine engine, IEnumerable<string> magics)
{
    // Written at the caret before parsing, so that there is an identifier, and never a keyword.
    private const string Caret = "__caret";

    private readonly CellModels _models = new(engine);
    private readonly Visibility _visibility = new();
    private readonly string[] _magics =
        [.. magics.Select(magic => magic.TrimStart('#', '!')).Distinct().Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// What could stand at the position, best first; nothing in strings, comments and names that are being
    /// declared.
    /// </summary>
    /// <param name="code">The cell as far as it is written.</param>
    /// <param name="position">
    /// Index of the UTF-16 character behind the caret; outside of the text it means the nearest end.
    /// </param>
    public CompletionList Complete(string code, int position, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        position = Math.Clamp(position, 0, code.Length);
        if (CellText.IsTooDeep(code)) return new(position, position, []);

        var start = position;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1])) start--;
        var isEscaped = start > 0 && code[start - 1] == '@';
        try
        {
            return DirectiveCompletion.At(code, position, _magics, _models.Folder, hash => IsCode(code, hash, cancel))
                   ?? new(isEscaped ? start - 1 : start, position, Names(code, start, position, cancel));
        }
        catch (InsufficientExecutionStackException)
        {
            // The code is nested too deeply.
            return new(position, position, []);
        }
    }

    private bool IsCode(string code, int position, CancellationToken cancel)
    {
        var root = _models.Of(code, cancel).Root;
        var token = root.FindToken(position);
        return (!token.Span.Contains(position) || token.SpanStart == position) &&
               !root.FindTrivia(position).IsKind(SyntaxKind.MultiLineCommentTrivia) &&
               !root.FindTrivia(position).IsKind(SyntaxKind.DisabledTextTrivia);
    }

    private IReadOnlyList<CompletionItem> Names(string code, int start, int position, CancellationToken cancel)
    {
        var typed = code[start..position];
        if (typed.Length > 0 && char.IsDigit(typed[0])) return [];
        if (CellText.IsOtherLanguage(code, position)) return [];

        code = code.Insert(position, Caret);
        return Names(_models.Of(code, cancel), start, typed);
    }

    private IReadOnlyList<CompletionItem> Names(CellModel model, int start, string typed)
    {
        var token = model.Root.FindToken(start, findInsideTrivia: true);
        if (!token.IsKind(SyntaxKind.IdentifierToken)) return [];
        if (token.SpanStart != (token.IsVerbatimIdentifier() ? start - 1 : start)) return [];

        var place = CompletionPlaces.Of(token);
        if (place == CompletionPlace.DeclaredName)
            place = IsAfterValue(model, token) ? CompletionPlace.AfterExpression : CompletionPlace.Nothing;
        if (place != CompletionPlace.Member && TypeArguments.AreAt(model, token))
            place = CompletionPlace.Type;
        if (place == CompletionPlace.Nothing) return [];

        var compilation = model.Compilation;
        var candidates = new Candidates(typed, _visibility, symbol => SymbolDocumentation.Of(symbol, compilation)?.Summary);
        Collect(candidates, model, place, token);
        return candidates.Best();
    }

    private static void Collect(Candidates candidates, CellModel model, CompletionPlace place,
        SyntaxToken token)
    {
        var position = token.SpanStart;
        switch (place)
        {
            case CompletionPlace.Member:
                AddMembers(candidates, model, (SimpleNameSyntax)token.Parent!);
                break;
            case CompletionPlace.Statement or CompletionPlace.Expression or CompletionPlace.Pattern:
                AddExpressions(candidates, model, token);
                break;
            case CompletionPlace.Type or CompletionPlace.TypeBody:
                candidates.Add(NameSymbols.Types(model, position));
                break;
            case CompletionPlace.NewType:
                AddNew(candidates, model, (ObjectCreationExpressionSyntax)token.Parent!.Parent!);
                break;
            case CompletionPlace.UsingNamespace or CompletionPlace.UsingStatic:
                candidates.Add(NameSymbols.OfUsing(model, position,
                    withTypes: place == CompletionPlace.UsingStatic));
                break;
            case CompletionPlace.Attribute:
                candidates.Add(NameSymbols.Attributes(model, position), rename: WithoutAttribute);
                break;
            case CompletionPlace.Initializer:
                AddInitializer(candidates, model, token);
                break;
            case CompletionPlace.ArgumentName:
                AddArgumentNames(candidates, model, token, "");
                break;
        }

        candidates.AddKeywords(Keywords.At(place, token));
    }

    private static void AddMembers(Candidates candidates, CellModel model, SimpleNameSyntax name)
    {
        var isAttribute = name.FirstAncestorOrSelf<AttributeSyntax>()?.Name.Span.Contains(name.Span) == true;
        candidates.Add(MemberSymbols.At(model, name), rename: isAttribute ? WithoutAttribute : null);
    }

    private static void AddExpressions(Candidates candidates, CellModel model, SyntaxToken token)
    {
        if (token.Parent?.Parent is GotoStatementSyntax)
        {
            candidates.Add(model.Semantics.LookupLabels(token.SpanStart));
            return;
        }

        foreach (var type in ExpectedTypes.At(model, token.Parent!).OfType<INamedTypeSymbol>()
            .Where(type => type.TypeKind == TypeKind.Enum))
            candidates.AddEnum(type, type.ToMinimalDisplayString(model.Semantics, token.SpanStart));
        AddArgumentNames(candidates, model, token, ": ");
        candidates.Add(NameSymbols.InScope(model, token.SpanStart));
    }

    private static void AddNew(Candidates candidates, CellModel model,
        ObjectCreationExpressionSyntax creation)
    {
        var position = creation.Type.SpanStart;
        var types = NameSymbols.Creatable(model, position).ToList();
        foreach (var expected in ExpectedTypes.At(model, creation).OfType<INamedTypeSymbol>())
        {
            if (expected is { IsAbstract: false, Arity: > 0, TypeKind: TypeKind.Class or TypeKind.Struct })
                candidates.AddExpected(expected.ToMinimalDisplayString(model.Semantics, position), expected);
            if (expected is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None })
                candidates.Add(types.OfType<INamedTypeSymbol>()
                    .Where(type => NameSymbols.Derives(type, expected)), isExpected: true);
        }

        candidates.Add(types);
    }

    private static void AddInitializer(Candidates candidates, CellModel model, SyntaxToken token)
    {
        var initializer = token.Parent!.FirstAncestorOrSelf<InitializerExpressionSyntax>()!;
        var settable = NameSymbols.Settable(model, initializer, token.SpanStart, out var mayAdd);
        foreach (var symbol in settable)
        {
            var isRequired = symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };
            candidates.Add([symbol], isExpected: true, order: isRequired ? 0 : 1);
        }

        if (mayAdd) AddExpressions(candidates, model, token);
    }

    // `F(na|` and `[A(Na|`: the names of parameters and of an attribute's properties.
    private static void AddArgumentNames(Candidates candidates, CellModel model, SyntaxToken token,
        string suffix)
    {
        var argument = token.Parent?.Parent is NameColonSyntax or NameEqualsSyntax
            ? token.Parent.Parent.Parent : token.Parent?.Parent;
        if (argument is not (ArgumentSyntax { RefKindKeyword.RawKind: 0 } or AttributeArgumentSyntax)) return;
        if (EnclosingCall.At(model, token.SpanStart) is not { } call) return;

        var given = call.NamesGiven().Where(name => name != token.ValueText).ToHashSet();
        var parameters = call.Overloads
            .SelectMany(overload => EnclosingCall.Parameters(overload).Skip(suffix.Length > 0 ? call.Argument : 0))
            .Where(parameter => !given.Contains(parameter.Name)).DistinctBy(parameter => parameter.Name);
        candidates.Add(parameters, rename: parameter => parameter.Name + suffix);
        if (call.List.Parent is AttributeSyntax attribute)
        {
            candidates.Add(
                NameSymbols.SettableOf(model, attribute, token.SpanStart)
                    .Where(symbol => !given.Contains(symbol.Name)),
                rename: symbol => suffix.Length > 0 ? symbol.Name + " = " : symbol.Name);
        }
    }

    private static string WithoutAttribute(ISymbol symbol) =>
        symbol is INamedTypeSymbol && symbol.Name.EndsWith("Attribute", StringComparison.Ordinal)
            ? symbol.Name[..^"Attribute".Length] : symbol.Name;

    private static bool IsAfterValue(CellModel model, SyntaxToken token)
    {
        var left = token.GetPreviousToken().Parent?.AncestorsAndSelf().OfType<TypeSyntax>()
            .LastOrDefault(type => type.Span.End <= token.SpanStart);
        if (left is null) return false;

        var expression = SyntaxFactory.ParseExpression(left.ToString());
        var meant = model.Semantics.GetSpeculativeSymbolInfo(
            left.SpanStart, expression, SpeculativeBindingOption.BindAsExpression).Symbol;
        return meant is IRangeVariableSymbol || MemberSymbols.TypeOf(meant) is not null;
    }
}
