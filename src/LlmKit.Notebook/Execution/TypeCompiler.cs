using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using LlmKit.Notebook.Debugging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace LlmKit.Notebook.Execution;

/// <summary>Compiles types of cells to assemblies, as in a program and not as in a script.</summary>
/// <param name="references">What cells see besides one another.</param>
/// <param name="isStoppable">Whether stop checks are put into the code.</param>
/// <param name="isDebugged">Whether the debugger shall be able to stop in it.</param>
internal sealed class TypeCompiler(CSharpCompilationOptions options, IReadOnlyList<MetadataReference> references, bool isStoppable = true, bool isDebugged = false)
{
    private readonly CSharpCompilationOptions _options = options.WithPublicSign(true).WithCryptoPublicKey(s_key);

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview, DocumentationMode.Parse);

    // Versions of a name are told apart only where the names are strong. Nobody has or needs the private key.
    private static readonly ImmutableArray<byte> s_key = [.. Convert.FromBase64String(
        "ACQAAASAAACUAAAABgIAAAAkAABSU0ExAAQAAAEAAQAllLFvLChb2L/WOcNkKP8OuZFG2zlLMQZDmrtNiyZFhlSHv1" +
        "h6378QX/TUGKBCef6DqAEvStj4fEEabX1GiikwTWLEvjC3CGa67HH6nd4GzAkSJI4JTXFzw6G0K4ID0kv59Ymbe98V" +
        "XlZvTgUvKrVvsuY/+1j8y5wRLp2wSH5Gmw==")];

    private static readonly EmitOptions s_emit = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    /// <summary>Why the debugger cannot stop in some type that has no errors; null where it can.</summary>
    public CellDiagnostic? RefusedPoint { get; private set; }

    /// <param name="others">The units in sight.</param>
    /// <param name="found">What the compiler has to say about the types, with places in the cells.</param>
    /// <returns>Null when there are errors.</returns>
    public TypeUnit? Compile(IReadOnlyList<TypeSource> types, int version, IEnumerable<TypeUnit> others, out IReadOnlyList<CellDiagnostic> found)
    {
        var name = TypeUnit.NameOf(types);
        var texts = types.Select(type => (type.Text, Tree: Parse(type.Text))).ToList();
        var usings = types.SelectMany(type => type.Usings).Distinct().Except(types.SelectMany(AliasesOf)).ToList();
        var seen = others.Where(unit => unit.Types.Length > 0 && unit.Assembly != name).ToList();
        while (true)
        {
            var head = Head(usings, version);
            var compilation = CSharpCompilation.Create(name, texts.Select(text => text.Tree).Prepend(head),
                references.Concat(seen.Select(unit => unit.Reference)), _options);
            if ((EmitWithChecks(compilation, texts, out found) ?? Emit(compilation, texts, out found)) is { } emitted)
            {
                return new(name, version, [.. types], MetadataReference.CreateFromImage(emitted.Code, documentation: TypeDocumentation.Of(emitted.Documentation)), emitted.Code, emitted.Symbols, UnitsIn(emitted.Code));
            }

            // What an earlier cell imports may be out of sight here, as a type that only its script knows.
            var lost = compilation.GetSemanticModel(head).GetDiagnostics().Where(mistake => mistake.Severity == DiagnosticSeverity.Error)
                .Select(mistake => mistake.Location.GetLineSpan().StartLinePosition.Line).ToHashSet();
            if (lost.Count == 0) return null;
            usings = [.. usings.Where((_, line) => !lost.Contains(line))];
        }
    }

    /// <summary>An assembly without types, which hides an earlier one of its name.</summary>
    public TypeUnit Nothing(string name, int version)
    {
        using var code = new MemoryStream();
        CSharpCompilation.Create(name, [Head([], version)], references, _options).Emit(code);
        var bytes = code.ToArray();
        return new(name, version, [], MetadataReference.CreateFromImage(bytes), bytes, [], []);
    }

    private static SyntaxTree Head(IEnumerable<string> usings, int version) => CSharpSyntaxTree.ParseText(
        string.Concat(usings.Select(import => $"global using {import};\n")) + $"[assembly: System.Reflection.AssemblyVersion(\"1.0.{version}.0\")]", s_parse);

    private static SyntaxTree Parse(CellText text) => CSharpSyntaxTree.ParseText(SourceText.From(text.Text, Encoding.UTF8), s_parse, text.Name);

    private static IEnumerable<string> AliasesOf(TypeSource type) =>
        Parse(type.Text).GetCompilationUnitRoot().Usings.Where(import => import.Alias is not null)
            .SelectMany(import => type.Usings.Where(other => other.StartsWith(import.Alias!.Name.Identifier.Text + " =", StringComparison.Ordinal)));

    private Emitted? EmitWithChecks(
        CSharpCompilation compilation, List<(CellText Text, SyntaxTree Tree)> texts, out IReadOnlyList<CellDiagnostic> found)
    {
        found = [];
        if (isDebugged)
        {
            var debugged = WithEdits(compilation, texts, (text, tree) => DebugPoints.For(text, tree.GetRoot(), compilation.GetSemanticModel(tree)), out var withPoints);
            if (Emit(WithChecks(debugged, withPoints, out var ready), ready, out found) is { } emitted) return emitted;
            var refused = found.FirstOrDefault(mistake => mistake.IsError);
            if (Emit(compilation, texts, out _) is not null) RefusedPoint ??= refused;
        }

        return isStoppable ? Emit(WithChecks(compilation, texts, out var instrumented), instrumented, out found) : null;
    }

    private static CSharpCompilation WithChecks(
        CSharpCompilation compilation, List<(CellText Text, SyntaxTree Tree)> texts, out List<(CellText Text, SyntaxTree Tree)> instrumented) =>
        WithEdits(compilation, texts, (_, tree) => StopChecks.For(tree.GetRoot(), () => compilation.GetSemanticModel(tree)), out instrumented);

    private static CSharpCompilation WithEdits(
        CSharpCompilation compilation, List<(CellText Text, SyntaxTree Tree)> texts, Func<CellText, SyntaxTree, TextEdits> edits,
        out List<(CellText Text, SyntaxTree Tree)> instrumented)
    {
        instrumented = [];
        var result = compilation;
        foreach (var (text, tree) in texts)
        {
            var changed = text.With(edits(text, tree));
            var newTree = changed == text ? tree : Parse(changed);
            if (newTree != tree) result = result.ReplaceSyntaxTree(tree, newTree);
            instrumented.Add((changed, newTree));
        }

        return result;
    }

    private static Emitted? Emit(CSharpCompilation compilation, List<(CellText Text, SyntaxTree Tree)> texts, out IReadOnlyList<CellDiagnostic> found)
    {
        using MemoryStream code = new(), symbols = new(), documentation = new();
        var result = compilation.Emit(code, symbols, documentation, options: s_emit);
        found = CellDiagnostic.Of(result.Diagnostics, tree => texts.Find(text => text.Tree == tree).Text);
        return result.Success ? new(code.ToArray(), symbols.ToArray(), documentation.ToArray()) : null;
    }

    private static ImmutableHashSet<string> UnitsIn(byte[] code)
    {
        using var file = new PEReader(ImmutableCollectionsMarshalOf(code));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => name.StartsWith(TypeUnit.Prefix, StringComparison.Ordinal))];
    }

    private static ImmutableArray<byte> ImmutableCollectionsMarshalOf(byte[] code) =>
        System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(code);

    private sealed record Emitted(byte[] Code, byte[] Symbols, byte[] Documentation);
}
