using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmKit.Notebook.Scripts;

/// <summary>The C# that scripts are written in: what <c>dotnet script</c> documents and does.</summary>
internal static class ScriptDialect
{
    // As dotnet script imports them.
    private static readonly string[] s_namespaces =
    [
        "System", "System.IO", "System.Collections.Generic", "System.Diagnostics", "System.Dynamic", "System.Linq",
        "System.Linq.Expressions", "System.Text", "System.Threading.Tasks",
    ];

    private static readonly string[] s_classes = ["System.Console", typeof(ScriptHost).FullName!];

    private static readonly string[] s_silenced = ["CS0105", "CS1701", "CS1702", "CS1705", "CS8002", "CS8933"];

    // All warnings about null are errors where a script asks for them: CS8600 to CS8655.
    private static readonly IEnumerable<string> s_errors =
        Enumerable.Range(8600, 56).Select(number => $"CS{number}");

    public static CSharpParseOptions Parse { get; } =
        new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>The usings that each script begins with, as directives without the word.</summary>
    public static ImmutableArray<string> Usings { get; } =
        [.. s_namespaces, .. s_classes.Select(name => $"static {name}")];

    public static CSharpCompilationOptions Options(
        bool isDebug, MetadataReferenceResolver references, SourceReferenceResolver sources) => new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: isDebug ? OptimizationLevel.Debug : OptimizationLevel.Release,
        allowUnsafe: true,
        usings: [.. s_namespaces, .. s_classes],
        specificDiagnosticOptions: s_silenced.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress))
            .Concat(s_errors.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Error))),
        metadataReferenceResolver: references,
        sourceReferenceResolver: sources);
}
