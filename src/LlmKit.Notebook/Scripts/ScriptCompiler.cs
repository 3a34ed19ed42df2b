using System.Collections.Immutable;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Packages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace LlmKit.Notebook.Scripts;

/// <summary>
/// Compiles a script. First as it stands, as <c>dotnet script</c> does. Only what that refuses (namespaces,
/// extension methods, <c>using var</c>, spans) is compiled in the way of cells.
/// </summary>
internal sealed class ScriptCompiler
{
    private static readonly ExitCodeType s_exitCode = new();

    private readonly ScriptSource _source;
    private readonly CellLoadContext _assemblies = new();
    private readonly PackageAssemblies _packages;
    private readonly LoadedSources _sources;
    private readonly LoadedFiles _loads;
    private readonly CSharpCompilationOptions _options;
    private readonly HashSet<string> _missed = [];

    public ScriptCompiler(ScriptSource source, bool isDebug)
    {
        _source = source;
        _packages = new(_assemblies);
        _sources = new(source.Folder);
        _loads = new(_sources);
        var references = new CellReferenceResolver(
            () => [source.Folder, AppContext.BaseDirectory], _assemblies.AddFile, path => _missed.Add(path));
        _options = ScriptDialect.Options(isDebug, references, _loads);
    }

    private ImmutableArray<MetadataReference> Platform => _packages.With(References.OfCells);

    /// <param name="found">What the compiler has to say.</param>
    /// <returns>Null when there are errors.</returns>
    /// <exception cref="PackageException">A package cannot be had.</exception>
    public ScriptProgram? Compile(out IReadOnlyList<CellDiagnostic> found)
    {
        var text = new CellText(_source.Name, _source.Text);
        if ((CompilerStack.Refuse(text) ?? CompilerStack.Refuse(text, Root(text))) is { } refusal)
        {
            found = [refusal];
            return null;
        }

        var packages = new SessionPackages(_source.Folder, _sources, _packages);
        var code = packages.TakeAsync(text.Text, _source.Name, CancellationToken.None).GetAwaiter().GetResult();
        var script = text.Text == code ? text : text.Without(Blanks(text.Text, code));

        (var compiled, found) = Compile(script);
        return compiled is null ? null : new(
            compiled.Assemblies, [.. Inputs(compiled.References)],
            [.. _assemblies.Files], [.. _assemblies.PackageFiles], [.. _assemblies.NativeFiles], packages.IsFloating);
    }

    private Result Compile(CellText text)
    {
        var loads = _loads.Read(Root(text), text.Name, ScriptDialect.Parse);
        var asCell = CellDialect.Of(text, []);
        var isPlain = asCell == text && loads.TrueForAll(load => load.Text.Text == load.Text.Code) &&
            !TypesIn(text, loads).Any(type => type.IsLibraryOnly);
        var result = isPlain ? Emit(text, Platform, []) : CompileAsCell(asCell);
        if (result.Compiled is not null) return result;

        var spans = result.Found
            .Where(diagnostic => diagnostic.Id is "CS8345" or "CS0610" && diagnostic.Source == text.Name).ToList();
        if (spans.Count == 0) return result;

        var mended = CompileAsCell(CellDialect.Of(text, spans.ConvertAll(diagnostic => diagnostic.Start)));
        return mended.Compiled is null && mended.Found.Any(CellCompiler.IsOfGrammar) ? result : mended;
    }

    private Result CompileAsCell(CellText text)
    {
        var root = Root(text);
        var loads = _loads.Read(root, text.Name, ScriptDialect.Parse);
        var files = Platform.Union(Script(Tree(text), Platform).DirectiveReferences);
        var compiler = new TypeCompiler(_options.WithUsings(), [.. files], isStoppable: false);
        var types = CellTypes.None.Declare(TypesIn(text, loads), compiler);
        if (types.Types is null) return new(null, types.Found);

        var rest = text.Without(TypeSource.Parts(root, types.Compiled));
        foreach (var load in loads)
            _loads.Put(load.Text.Without(TypeSource.Parts(load.Root, types.Compiled)), ScriptDialect.Parse);
        var result = Emit(rest, [.. Platform, .. types.Types.References], [.. types.Types.Units]);
        return result with { Found = [.. types.Found, .. result.Found] };
    }

    private Result Emit(
        CellText text, ImmutableArray<MetadataReference> references, IReadOnlyList<TypeUnit> units)
    {
        if (Root(text).Members.Count == 0)
        {
            // The compiler refuses a script of nothing but usings and directives.
            var statement = new TextEdits();
            statement.Close(text.Text.Length, "\n;");
            text = text.With(statement);
        }

        var tree = Tree(text);
        var compilation = Script(tree, references);
        var mistakes = compilation.SyntaxTrees.SelectMany(part => part.GetDiagnostics())
            .Where(mistake => mistake.Severity == DiagnosticSeverity.Error).ToList();
        if (mistakes.Count > 0) return new(null, CellDiagnostic.Of(mistakes, TextOf));

        using MemoryStream code = new(), symbols = new();
        var options = new EmitOptions(
            debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: ScriptCache.SymbolsName(0));
        var result = compilation.Emit(code, symbols, options: options);
        var found = CellDiagnostic.Of(result.Diagnostics, TextOf);
        if (!result.Success) return new(null, found);

        var script = new ScriptAssembly(compilation.AssemblyName!, code.ToArray(), symbols.ToArray());
        var types = units.Select(unit => new ScriptAssembly(unit.Assembly, unit.Code, unit.Symbols));
        return new(new([script, .. types], [.. compilation.References]), found);

        CellText? TextOf(SyntaxTree other) => other == tree ? text : _loads.TextOf(other);
    }

    private CSharpCompilation Script(SyntaxTree tree, IEnumerable<MetadataReference> references) =>
        CSharpCompilation.CreateScriptCompilation(AssemblyName(), tree, references, _options, returnType: s_exitCode);

    private SyntaxTree Tree(CellText text) =>
        SyntaxFactory.ParseSyntaxTree(new RewrittenText(text.Text, _source.Bytes), ScriptDialect.Parse, text.Name);

    private CompilationUnitSyntax Root(CellText text) => Tree(text).GetCompilationUnitRoot();

    private ImmutableArray<TypeSource> TypesIn(
        CellText text, List<(CellText Text, CompilationUnitSyntax Root)> loads) =>
    [
        .. TypeSource.Of(Root(text), text, ScriptDialect.Usings),
        .. loads.SelectMany(load => TypeSource.Of(load.Root, load.Text, ScriptDialect.Usings)),
    ];

    private IEnumerable<ScriptInput> Inputs(IEnumerable<MetadataReference> references)
    {
        var files = references.Except(References.Platform).OfType<PortableExecutableReference>()
            .Select(reference => reference.FilePath).OfType<string>()
            .Concat(_assemblies.Files).Concat(_assemblies.PackageFiles).Concat(_assemblies.NativeFiles);
        var missed = _sources.Missed.Concat(_missed).Where(path => !File.Exists(path));
        return _sources.Files.Select(file => ScriptInput.OfText(file.Key, file.Value))
            .Concat(files.Distinct().Select(ScriptInput.OfFile))
            .Concat(missed.Distinct().Select(ScriptInput.OfNothing));
    }

    // Not the bare name: a script may be named like an assembly that it refers to.
    private string AssemblyName() => "Script." + string.Concat(Path.GetFileNameWithoutExtension(_source.Name)
        .Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'));

    private static IEnumerable<(int Start, int End)> Blanks(string before, string after)
    {
        for (var i = 0; i < before.Length; i++)
        {
            if (before[i] != after[i]) yield return (i, i + 1);
        }
    }

    private sealed record Result(Compiled? Compiled, IReadOnlyList<CellDiagnostic> Found);

    private sealed record Compiled(IReadOnlyList<ScriptAssembly> Assemblies, IReadOnlyList<MetadataReference> References);
}
