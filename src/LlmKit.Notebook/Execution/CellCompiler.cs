using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using LlmKit.Notebook.Debugging;
using LlmKit.Notebook.Packages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Compiles cells: their types as libraries, the rest as a script that is chained to those before it.
/// </summary>
/// <remarks>Only cells that declare something become part of the chain, which is kept to its end.</remarks>
internal sealed class CellCompiler
{
    private static readonly string[] s_usings =
    [
        "System", "System.IO", "System.Linq", "System.Collections", "System.Collections.Generic", "System.Text", "System.Threading",
        "System.Threading.Tasks", "LlmKit.Notebook", "LlmKit.Notebook.Kernel",
    ];

    private static readonly string[] s_silenced = ["CS0105", "CS1701", "CS1702", "CS8002", "CS8933"];

    private static readonly string[] s_grammar = ["CS1001", "CS1002", "CS1003", "CS1026", "CS1513", "CS7017"];

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly EmitOptions s_emit = new(debugInformationFormat: DebugInformationFormat.PortablePdb);
    private static int s_expressions;
    private readonly CellLoadContext _assemblies;
    private readonly LoadedFiles _loads;
    private readonly PackageAssemblies _packages;
    private CSharpCompilationOptions _options;
    private ImmutableArray<MetadataReference> _files = [];
    private volatile CellSnapshot _snapshot;
    private readonly ScriptChain _chain = new();
    private CellTypes _types = CellTypes.None;
    private readonly ImmutableArray<string> _firstUsings;
    private ImmutableArray<string> _usings;

    public CellCompiler(
        string folder, IEnumerable<string> usings, CellLoadContext assemblies, PackageAssemblies packages, LoadedSources sources)
    {
        (_assemblies, _packages, _loads) = (assemblies, packages, new(sources));
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            concurrentBuild: false,
            allowUnsafe: true,
            usings: [.. s_usings, .. usings],
            nullableContextOptions: NullableContextOptions.Annotations,
            specificDiagnosticOptions: s_silenced.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)),
            metadataReferenceResolver: new CellReferenceResolver(folder, assemblies.AddFile),
            sourceReferenceResolver: _loads);
        _firstUsings = _usings = [.. _options.Usings.Select(AsDirective)];
        _snapshot = new(null, s_parse, _options, References.OfCells);
    }

    /// <summary>Whether the compiler could not make out the text.</summary>
    public static bool IsOfGrammar(CellDiagnostic diagnostic) => s_grammar.Contains(diagnostic.Id);

    /// <summary>Forgets what cells declared.</summary>
    public void Reset()
    {
        (_types, _usings, _files) = (_types.Forgotten(), _firstUsings, []);
        _chain.Clear();
        _options = _options.WithNullableContextOptions(NullableContextOptions.Annotations);
        _snapshot = new(null, s_parse, _options, _packages.With(References.OfCells));
    }

    /// <summary>How many scripts have a place of their own among those that a cell is given.</summary>
    public int Length => _chain.Length;

    /// <summary>What the next cell is compiled with. Any thread may ask.</summary>
    public CellSnapshot Snapshot => _snapshot;

    /// <returns>Null when there are errors.</returns>
    /// <param name="isDebugged">Whether the debugger shall be able to stop in it.</param>
    public CompiledCell? Compile(string code, string name, CancellationToken cancel, out IReadOnlyList<CellDiagnostic> found, bool isDebugged = false)
    {
        var text = new CellText(name, code);
        if (CompilerStack.Refuse(text) is { } refusal)
        {
            found = [refusal];
            return null;
        }

        if (Compile(CellDialect.Of(text, []), isDebugged, cancel, out found) is { } cell) return cell;

        var refused = found.Where(diagnostic => diagnostic.Id is "CS8345" or "CS0610" && diagnostic.Source == name).Select(diagnostic => diagnostic.Start).ToList();
        if (refused.Count == 0) return null;

        var mended = Compile(CellDialect.Of(text, refused), isDebugged, cancel, out var foundInside);
        if (mended is not null || !foundInside.Any(IsOfGrammar)) found = foundInside;
        return mended;
    }

    private CompiledCell? Compile(CellText text, bool isDebugged, CancellationToken cancel, out IReadOnlyList<CellDiagnostic> found)
    {
        var tree = Parse(text);
        var mistakes = tree.GetDiagnostics(cancel).Where(mistake => mistake.Severity == DiagnosticSeverity.Error && mistake.Id != "CS7021").ToList();
        if (mistakes.Count > 0)
        {
            found = CellDiagnostic.Of(mistakes, _ => text);
            return null;
        }

        if (CompilerStack.Refuse(text, tree.GetRoot(cancel)) is { } refusal)
        {
            found = [refusal];
            return null;
        }

        return Compile(text, tree, isDebugged, cancel, out found);
    }

    /// <summary>What a cell declares becomes visible for later ones.</summary>
    public void Accept(CompiledCell cell)
    {
        (_types, _usings, _files) = (cell.Types, cell.Usings, cell.Files);
        _options = _options.WithNullableContextOptions(cell.Nullable);
        if (cell.Declares) _chain.Add(cell.Compilation);
        _snapshot = new(_chain.Last, s_parse, _options, [.. _packages.With(References.OfCells), .. _types.References]);
    }

    private CompiledCell? Compile(
        CellText text, SyntaxTree tree, bool isDebugged, CancellationToken cancel, out IReadOnlyList<CellDiagnostic> found)
    {
        var platform = _packages.With(References.OfCells);
        var root = tree.GetCompilationUnitRoot(cancel);
        var files = root.GetReferenceDirectives().Count + root.GetLoadDirectives().Count == 0 ? _files
            : [.. _files.Union(_chain.Next(tree, platform, _options).DirectiveReferences)];
        var loads = _loads.Read(root, text.Name, s_parse);
        ImmutableArray<TypeSource> sources = [.. TypeSource.Of(root, text, _usings), .. loads.SelectMany(load => TypeSource.Of(load.Root, load.Text, _usings))];
        var types = new TypeCompiler(_options.WithUsings(), [.. platform, .. files], isDebugged: isDebugged);
        var declared = sources.Length == 0 ? new(_types, new HashSet<string>(), [])
            : _types.Declare(sources, types);
        found = declared.Found;
        if (declared.Types is null) return null;

        var rest = text.Without(TypeSource.Parts(root, declared.Compiled));
        foreach (var load in loads) _loads.Put(load.Text.Without(TypeSource.Parts(load.Root, declared.Compiled)), s_parse);
        foreach (var unit in declared.Types.Units) _assemblies.AddTypes(unit.Assembly, unit.Version, unit.Code, unit.Symbols);
        if (Emit(rest, [.. platform, .. declared.Types.References], isDebugged, cancel, out var foundInScript) is not { } script)
        {
            found = foundInScript;
            return null;
        }

        found = [.. found, .. foundInScript];
        return new(script, declared.Types, Merged([.. root.Usings, .. loads.SelectMany(load => load.Root.Usings)]), files, NullableAfter(root), Declares(script.Tree))
        {
            RefusedPoint = script.RefusedPoint ?? types.RefusedPoint,
        };
    }

    private CompiledScript? Emit(CellText text, ImmutableArray<MetadataReference> references, bool isDebugged, CancellationToken cancel, out IReadOnlyList<CellDiagnostic> found)
    {
        var tree = Parse(text);
        if (tree.GetCompilationUnitRoot(cancel).Members.Count == 0)
        {
            // Roslyn refuses, without saying why, to emit a script of nothing but usings and directives.
            var statement = new TextEdits();
            statement.Close(text.Text.Length, "\n;");
            text = text.With(statement);
            tree = Parse(text);
        }

        CellDiagnostic? refused = null;
        if (isDebugged)
        {
            if (EmitToDebug(text, tree, references, cancel, out found) is { } debugged) return debugged;
            refused = found.FirstOrDefault(mistake => mistake.IsError);
        }

        if (EmitWithChecks(text, tree, references, cancel, out found) is { } script) return script with { RefusedPoint = refused };

        // As it was written, for the messages, and in case a check was in the way.
        _loads.HasChecks = false;
        return Emit(_chain.Next(tree, references, _options), text, tree, cancel, out found);
    }

    private CompiledScript? EmitToDebug(
        CellText text, SyntaxTree tree, ImmutableArray<MetadataReference> references, CancellationToken cancel, out IReadOnlyList<CellDiagnostic> found)
    {
        var meaning = _chain.Next(tree, references, _options).GetSemanticModel(tree);
        var withPoints = text.With(DebugPoints.For(text, tree.GetRoot(cancel), meaning));
        return EmitWithChecks(withPoints, Parse(withPoints), references, cancel, out found);
    }

    private CompiledScript? EmitWithChecks(
        CellText text, SyntaxTree tree, ImmutableArray<MetadataReference> references, CancellationToken cancel, out IReadOnlyList<CellDiagnostic> found)
    {
        _loads.HasChecks = true;
        var plain = _chain.Next(tree, references, _options);
        var withChecks = text.With(StopChecks.For(tree.GetRoot(cancel), () => plain.GetSemanticModel(tree)));
        var checkedTree = withChecks == text ? tree : Parse(withChecks);
        return Emit(plain.ReplaceSyntaxTree(tree, checkedTree), withChecks, checkedTree, cancel, out found);
    }

    /// <summary>Compiles an expression that sees what a running cell declares.</summary>
    public CompiledScript? CompileInside(CompiledCell cell, string code, CancellationToken cancel, out IReadOnlyList<CellDiagnostic> found)
    {
        var text = new CellText("expression", code);
        var tree = Parse(text);
        var alone = CSharpCompilation.CreateScriptCompilation($"Expression_{Interlocked.Increment(ref s_expressions)}", tree, [], _options);
        var script = alone.WithScriptCompilationInfo(alone.ScriptCompilationInfo!.WithPreviousScriptCompilation(cell.Compilation));
        return Emit(script, text, tree, cancel, out found);
    }

    private CompiledScript? Emit(CSharpCompilation compilation, CellText text, SyntaxTree tree, CancellationToken cancel, out IReadOnlyList<CellDiagnostic> found)
    {
        MemoryStream code = new(), symbols = new();
        var result = compilation.Emit(code, symbols, options: s_emit, cancellationToken: cancel);
        found = CellDiagnostic.Of(result.Diagnostics, other => other == tree ? text : _loads.TextOf(other));
        if (!result.Success) return null;

        code.Position = symbols.Position = 0;
        var entry = compilation.GetEntryPoint(cancel)!;
        var method = _assemblies.LoadCell(compilation.AssemblyName!, code, symbols).GetType(entry.ContainingType.MetadataName)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!;
        return new(compilation, tree, method.CreateDelegate<Func<object?[], Task<object>>>(), HasValue(compilation, tree));
    }

    private static SyntaxTree Parse(CellText text) => SyntaxFactory.ParseSyntaxTree(SourceText.From(text.Text, Encoding.UTF8), s_parse, text.Name);

    private static bool HasValue(CSharpCompilation compilation, SyntaxTree tree) =>
        tree.GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax last && last.Statement switch
        {
            ExpressionStatementSyntax { SemicolonToken.IsMissing: true } expression =>
                compilation.GetSemanticModel(tree).GetTypeInfo(expression.Expression).Type is not { SpecialType: SpecialType.System_Void },
            _ => false,
        } || tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any(statement =>
            statement.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                .Any(node => node is ReturnStatementSyntax { Expression: not null }));

    private static bool Declares(SyntaxTree tree)
    {
        var root = tree.GetCompilationUnitRoot();
        return root.Usings.Count > 0 || root.GetReferenceDirectives().Count > 0 || root.GetLoadDirectives().Count > 0 ||
               root.Members.Any(member => member is not GlobalStatementSyntax) ||
               root.DescendantNodes().Any(node => node is SingleVariableDesignationSyntax or LocalDeclarationStatementSyntax { Parent: GlobalStatementSyntax });
    }

    // A directive of one cell holds for the next, as if they were one file.
    private NullableContextOptions NullableAfter(CompilationUnitSyntax root)
    {
        var state = _options.NullableContextOptions;
        foreach (var directive in root.DescendantTrivia().Select(trivia => trivia.GetStructure()).OfType<NullableDirectiveTriviaSyntax>())
        {
            var setting = directive.SettingToken.Kind();
            var (warnings, annotations) = directive.TargetToken.Kind() switch
            {
                SyntaxKind.WarningsKeyword => (true, false),
                SyntaxKind.AnnotationsKeyword => (false, true),
                _ => (true, true),
            };
            if (setting == SyntaxKind.RestoreKeyword) state = NullableContextOptions.Annotations;
            if (warnings) state = setting == SyntaxKind.EnableKeyword ? state | NullableContextOptions.Warnings : state & ~NullableContextOptions.Warnings;
            if (annotations) state = setting == SyntaxKind.DisableKeyword ? state & ~NullableContextOptions.Annotations : state | NullableContextOptions.Annotations;
        }

        return state;
    }

    private ImmutableArray<string> Merged(IReadOnlyList<UsingDirectiveSyntax> usings)
    {
        if (usings.Count == 0) return _usings;
        var aliases = usings.Where(import => import.Alias is not null).Select(import => $"{import.Alias!.Name.Identifier.Text} =").ToList();
        return [.. _usings.Where(known => !aliases.Exists(alias => known.StartsWith(alias, StringComparison.Ordinal)))
            .Union(usings.Select(import => $"{(import.StaticKeyword.RawKind != 0 ? "static " : "")}{import.UnsafeKeyword}{(import.UnsafeKeyword.RawKind != 0 ? " " : "")}{(import.Alias is { } alias ? $"{alias.Name} = " : "")}{import.NamespaceOrType}"))];
    }

    // The compiler takes a type's name for a namespace's among its options, but not in a text.
    private static string AsDirective(string import) =>
        AppDomain.CurrentDomain.GetAssemblies().Any(assembly => !assembly.IsDynamic && assembly.GetType(import) is not null) ? $"static {import}" : import;
}

/// <summary>A cell's script, ready to run.</summary>
/// <param name="Entry">Takes the scripts of the chain, by their places in it.</param>
internal sealed record CompiledScript(CSharpCompilation Compilation, SyntaxTree Tree, Func<object?[], Task<object>> Entry, bool HasValue)
{
    /// <summary>Why the debugger cannot stop in it; null where it can, or is not asked to.</summary>
    public CellDiagnostic? RefusedPoint { get; init; }
}

/// <summary>A cell that has no errors.</summary>
/// <param name="Types">What cells see of types after it; <paramref name="Usings"/>, <paramref name="Files"/> likewise.</param>
/// <param name="Declares">Whether the script must become part of the chain.</param>
internal sealed record CompiledCell(
    CompiledScript Script, CellTypes Types, ImmutableArray<string> Usings, ImmutableArray<MetadataReference> Files, NullableContextOptions Nullable, bool Declares)
{
    public CSharpCompilation Compilation => Script.Compilation;

    /// <summary>Why the debugger cannot stop everywhere in it; null where it can, or is not asked to.</summary>
    public CellDiagnostic? RefusedPoint { get; init; }
}
