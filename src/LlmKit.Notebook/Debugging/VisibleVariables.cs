using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Debugging;

/// <summary>The variables that code can read at a statement, so that reading them changes nothing.</summary>
internal sealed class VisibleVariables(SemanticModel meaning)
{
    private static readonly SymbolDisplayFormat s_full = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly Dictionary<SyntaxNode, HashSet<ISymbol>> _used = [];
    private readonly Lazy<List<(int End, IFieldSymbol Field)>> _fields = new(() => [.. FieldsOf(meaning)]);

    /// <param name="place">What the data flow is asked about; null at the top of the cell, where all is the cell's own.</param>
    /// <param name="function">That the node stands in.</param>
    public IReadOnlyList<Variable> At(SyntaxNode node, SyntaxNode? place, SyntaxNode? function)
    {
        var found = new List<Variable>();
        if (function is null) found.AddRange(_fields.Value.Where(field => field.End <= node.SpanStart).Select(field => Of(field.Field)));
        if (place is null) return found;

        var flow = place is ExpressionSyntax expression ? meaning.AnalyzeDataFlow(expression) : meaning.AnalyzeDataFlow((StatementSyntax)place);
        if (flow is not { Succeeded: true }) return found;

        var assigned = flow.DefinitelyAssignedOnEntry.ToHashSet(SymbolEqualityComparer.Default);
        var inSight = meaning.LookupSymbols(node.SpanStart).ToHashSet(SymbolEqualityComparer.Default);
        var taken = flow.UnsafeAddressTaken.ToHashSet(SymbolEqualityComparer.Default);
        foreach (var symbol in assigned.Union(Inherited(function), SymbolEqualityComparer.Default).OrderBy(symbol => Start(symbol!)))
        {
            if (symbol is IParameterSymbol { IsThis: true } self)
            {
                if (IsOwn(function) && !self.ContainingType.IsScriptClass && CanBeRead(self.Type, RefKind.None) && meaning.GetEnclosingSymbol(node.SpanStart) is not IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType.IsValueType: true })
                    found.Insert(0, new("this", "this", self.Type, false));
                continue;
            }

            // A constant has its value everywhere, but not before it is declared.
            if (Start(symbol!) >= node.SpanStart || !inSight.Contains(symbol!) || (Owner(symbol!) != function && !Used(function).Contains(symbol!))) continue;
            if (Of(symbol!, isCaptured: Owner(symbol!) != function && function is not null, taken) is { } variable) found.Add(variable);
        }

        return found;
    }

    // In a local function the compiler knows of outer variables only what its callers assign. Those it reads anyway, and
    // that have a value from their declaration on, are safe.
    private IEnumerable<ISymbol> Inherited(SyntaxNode? function) => function is not LocalFunctionStatementSyntax ? [] :
        Used(function).Where(symbol => Owner(symbol) != function && (symbol is IParameterSymbol { RefKind: not RefKind.Out } ||
            symbol.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).Any(node => node is VariableDeclaratorSyntax { Initializer: not null } or ForEachStatementSyntax)));

    private static int Start(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Length == 0 ? -1 : symbol.DeclaringSyntaxReferences[0].Span.Start;

    // Lambdas do not have this of a structure, and would begin to hold that of a class.
    private static bool IsOwn(SyntaxNode? function) => function is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax;

    private static SyntaxNode? Owner(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences.Length == 0)
            return symbol.ContainingSymbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        var node = symbol.DeclaringSyntaxReferences[0].GetSyntax();
        return node.Ancestors().FirstOrDefault(outer =>
            outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or
                PropertyDeclarationSyntax or IndexerDeclarationSyntax);
    }

    private HashSet<ISymbol> Used(SyntaxNode? function)
    {
        if (function is null) return [];
        if (_used.TryGetValue(function, out var known)) return known;

        return _used[function] = [.. function.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Select(name => meaning.GetSymbolInfo(name).Symbol).Where(symbol => symbol is ILocalSymbol or IParameterSymbol).Cast<ISymbol>()];
    }

    private static Variable? Of(ISymbol symbol, bool isCaptured, HashSet<ISymbol> taken) => symbol switch
    {
        ILocalSymbol local when CanBeRead(local.Type, local.RefKind) && !local.IsFixed && !(isCaptured && taken.Contains(local)) =>
            new(local.Name, Name(local.Name), local.Type, !local.IsConst && !local.IsForEach && !local.IsUsing && local.RefKind is RefKind.None or RefKind.Ref),
        IParameterSymbol parameter when CanBeRead(parameter.Type, parameter.RefKind) && parameter.ContainingSymbol is IMethodSymbol && parameter.Name.Length > 0 =>
            new(parameter.Name, Name(parameter.Name), parameter.Type, parameter.RefKind is RefKind.None or RefKind.Ref or RefKind.Out),
        _ => null,
    };

    private static Variable Of(IFieldSymbol field) =>
        new(field.Name, Name(field.Name), field.Type, IsAssignable: false, IsOfCell: true);

    private static bool CanBeRead(ITypeSymbol type, RefKind kind) =>
        !type.IsRefLikeType && type.TypeKind is not (TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Error) &&
        type is not ITypeParameterSymbol { AllowsRefLikeType: true } && kind != RefKind.RefReadOnlyParameter;

    private static string Name(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    // What stands at the top of a cell are fields of it.
    private static IEnumerable<(int, IFieldSymbol)> FieldsOf(SemanticModel meaning)
    {
        var root = meaning.SyntaxTree.GetCompilationUnitRoot();
        foreach (var node in root.DescendantNodes(node => node is not (BlockSyntax or AnonymousFunctionExpressionSyntax or BaseTypeDeclarationSyntax or MethodDeclarationSyntax)))
        {
            if (node is not (VariableDeclaratorSyntax or SingleVariableDesignationSyntax)) continue;
            if (meaning.GetDeclaredSymbol(node) is not IFieldSymbol field || !field.CanBeReferencedByName || field.Name.StartsWith("__", StringComparison.Ordinal)) continue;
            if (!CanBeRead(field.Type, RefKind.None)) continue;
            var statement = node.AncestorsAndSelf().First(outer => outer.Parent is CompilationUnitSyntax);
            yield return (statement.Span.End, field);
        }
    }

    /// <summary>One of them.</summary>
    /// <param name="Written">As it stands in code.</param>
    /// <param name="IsOfCell">Whether it stands at the top of the cell, where any code can assign it.</param>
    internal sealed record Variable(string Name, string Written, ITypeSymbol Type, bool IsAssignable, bool IsOfCell = false)
    {
        /// <summary>As the argument of a call, which must not be one that is only bound while it runs.</summary>
        public string Boxed => Type.TypeKind == TypeKind.Dynamic ? $"(object){Written}" : Written;

        public SiteVariable ForSite() => new(Name, Shown(Type), Full(Type), Sample(Type), IsAssignable, IsOfCell);

        private static string Shown(ITypeSymbol type) =>
            type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat).Replace("Script.", "", StringComparison.Ordinal);

        private static string? Full(ITypeSymbol type) =>
            HasName(type) ? type.ToDisplayString(s_full).Replace("global::Script.", "", StringComparison.Ordinal) : null;

        private static string? Sample(ITypeSymbol type)
        {
            if (type is not INamedTypeSymbol { IsAnonymousType: true, TypeKind: TypeKind.Class }) return null;
            var members = type.GetMembers().OfType<IPropertySymbol>().Select(property =>
                (property.Name, Value: Sample(property.Type) ?? (Full(property.Type) is { } name ? $"default({name})" : null))).ToList();
            return members.Exists(member => member.Value is null) ? null : $"new{{{string.Join(",", members.Select(member => $"{member.Name}={member.Value}"))}}}";
        }

        private static bool HasName(ITypeSymbol type) => type switch
        {
            ITypeParameterSymbol => false,
            IArrayTypeSymbol array => HasName(array.ElementType),
            INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.All(element => HasName(element.Type)),
            INamedTypeSymbol named => !named.IsAnonymousType && !named.IsFileLocal && IsOpen(named) &&
                named.TypeArguments.All(HasName) && (named.ContainingType is null or { IsScriptClass: true } || HasName(named.ContainingType)),
            _ => true,
        };

        private static bool IsOpen(INamedTypeSymbol type) =>
            type.ContainingType is null or { IsScriptClass: true } || type.DeclaredAccessibility == Accessibility.Public;
    }
}
