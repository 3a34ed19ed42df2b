using LlmKit.Notebook.Execution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LlmKit.Notebook.Documents.Programs;

/// <summary>
/// What the names in the cells of a notebook mean. In a notebook a cell may declare again what an earlier one
/// has declared; in one text every variable, function and type needs a name of its own, and this class finds
/// it.
/// </summary>
internal sealed class CellNames
{
    private static readonly string[] s_usings =
    [
        "System", "System.IO", "System.Linq", "System.Collections", "System.Collections.Generic",
            "System.Text", "System.Threading",
        "System.Threading.Tasks", "System.Net.Http", "LlmKit.Notebook", "LlmKit.Notebook.Kernel",
    ];

    private readonly Dictionary<CellCode, SemanticModel> _models = [];
    private readonly Dictionary<(SyntaxTree, TextSpan), string> _names = [];
    private readonly HashSet<string> _words;

    /// <param name="references">Libraries that the cells name.</param>
    /// <param name="isProgram">The cells become statements of a program, not a script.</param>
    public CellNames(IReadOnlyList<CellCode> cells, IEnumerable<string> references, bool isProgram)
    {
        _words =
            [.. cells.SelectMany(cell => cell.Root.DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)];
        Bind(cells, references);

        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (cell, symbol) in cells
            .SelectMany(cell => Declared(cell).Select(symbol => (cell, symbol))))
        {
            if (symbol is ILocalSymbol || symbol.ContainingType?.IsScriptClass != true
                || KeyOf(symbol) is not { } key || _names.ContainsKey(key))
                continue;
            _names[key] = taken.Add(Room(symbol, isProgram) + symbol.Name) ? symbol.Name : Fresh(symbol.Name);
        }

        if (!isProgram) return;

        // Variables at the top of a program are seen everywhere in it, so those of its inner blocks must be
        // called otherwise.
        var top = _names.Values.ToHashSet(StringComparer.Ordinal);
        foreach (var symbol in cells.SelectMany(Declared).OfType<ILocalSymbol>()
            .Where(local => local.ContainingSymbol.Name == "<Initialize>"))
        {
            if (top.Contains(symbol.Name) && KeyOf(symbol) is { } key) _names.TryAdd(key, Fresh(symbol.Name));
        }
    }

    /// <summary>The changes to a cell's text that give everything its name.</summary>
    public IEnumerable<TextChange> Renames(CellCode cell)
    {
        foreach (var token in cell.Root.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
        {
            if (SymbolOf(token, _models[cell]) is not { } symbol || KeyOf(symbol) is not { } key) continue;

            // var means the type whose name it stands for, and keeps its own.
            if (symbol.Name != token.ValueText || !_names.TryGetValue(key, out var name)
                || name == token.ValueText)
                continue;

            // new { x } and (x, y) name their parts after the variables.
            var label = token.Parent switch
            {
                IdentifierNameSyntax { Parent: AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } } =>
                    $"{token.ValueText} = ",
                IdentifierNameSyntax
                    { Parent: ArgumentSyntax { NameColon: null, Parent: TupleExpressionSyntax } } =>
                    $"{token.ValueText}: ",
                _ => "",
            };
            yield return new(token.Span, label + name);
        }
    }

    /// <summary>Whether an expression has no value to print.</summary>
    public bool IsVoid(CellCode cell, ExpressionSyntax expression) =>
        _models[cell].GetTypeInfo(expression).Type is { SpecialType: SpecialType.System_Void };

    /// <summary>Names that only notebooks know, with the places where they stand.</summary>
    /// <param name="functions">Functions of notebooks, also where nothing here declares them, such as
    /// <c>display</c>.</param>
    public IEnumerable<SimpleNameSyntax> OfNotebooks(CellCode cell, IReadOnlyCollection<string> functions) =>
        cell.Root.DescendantNodes().OfType<SimpleNameSyntax>()
            .Where(name => Found(_models[cell].GetSymbolInfo(name)) switch
            {
                null => functions.Contains(name.Identifier.ValueText)
                    && (name.Parent is InvocationExpressionSyntax
                        || (name.Parent is MemberAccessExpressionSyntax access && access.Name == name)),
                INamespaceSymbol => false,
                var symbol => symbol.ContainingAssembly?.Name == "LlmKit.Notebook",
            });

    /// <summary>Whether a cell uses a name that nothing declares.</summary>
    public bool Misses(CellCode cell, string word) =>
        cell.Root.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Any(name => name.Identifier.ValueText == word
            && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
            && Found(_models[cell].GetSymbolInfo(name)) is null);

    private void Bind(IReadOnlyList<CellCode> cells, IEnumerable<string> references)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, usings: s_usings);
        MetadataReference[] libraries =
            [.. References.OfCells, .. references.Select(path => MetadataReference.CreateFromFile(path))];
        CSharpCompilation? previous = null;
        foreach (var cell in cells)
        {
            // Created with its predecessor it would refuse one with errors, such as a name from a package
            // that is not here.
            var name = $"Cell_{_models.Count}";
            var alone = CSharpCompilation.CreateScriptCompilation(name, cell.Tree, libraries, options);
            previous = previous is null ? alone
                : alone.WithScriptCompilationInfo(
                    alone.ScriptCompilationInfo!.WithPreviousScriptCompilation(previous));
            _models[cell] = previous.GetSemanticModel(cell.Tree);
        }
    }

    private IEnumerable<ISymbol> Declared(CellCode cell) => cell.Root.DescendantNodes()
        .Where(node =>
            node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or MemberDeclarationSyntax
            or ForEachStatementSyntax or CatchDeclarationSyntax)
        .Select(node => _models[cell].GetDeclaredSymbol(node)).OfType<ISymbol>()
        .Where(symbol =>
            symbol is IFieldSymbol or IPropertySymbol or INamedTypeSymbol or ILocalSymbol
            or IMethodSymbol { MethodKind: MethodKind.Ordinary });

    // Types have names apart from variables and functions; where functions may share a name, their parameters
    // tell them apart.
    private static string Room(ISymbol symbol, bool isProgram) => symbol switch
    {
        INamedTypeSymbol type => $"type`{type.Arity} ",
        IMethodSymbol method when !isProgram || method.IsExtensionMethod =>
            $"({string.Join(',', method.Parameters.Select(parameter => parameter.Type))}) ",
        _ => "",
    };

    private static ISymbol? SymbolOf(SyntaxToken token, SemanticModel model) => token.Parent switch
    {
        SimpleNameSyntax name => Found(model.GetSymbolInfo(name)),
        ConstructorDeclarationSyntax or DestructorDeclarationSyntax =>
            model.GetDeclaredSymbol(token.Parent)?.ContainingType,
        VariableDeclaratorSyntax or SingleVariableDesignationSyntax or MemberDeclarationSyntax
            or ForEachStatementSyntax or CatchDeclarationSyntax => model.GetDeclaredSymbol(token.Parent),
        _ => null,
    };

    private static ISymbol? Found(SymbolInfo info) =>
        (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
            IMethodSymbol { ReducedFrom: { } method } => method,
            var symbol => symbol,
        };

    private static (SyntaxTree, TextSpan)? KeyOf(ISymbol symbol) =>
        symbol.OriginalDefinition.DeclaringSyntaxReferences is [var first, ..]
            ? (first.SyntaxTree, first.Span) : null;

    private string Fresh(string name)
    {
        for (var i = 2;; i++)
        {
            if (_words.Add($"{name}{i}")) return $"{name}{i}";
        }
    }
}
