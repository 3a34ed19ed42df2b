using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmKit.Notebook.Execution;

/// <summary>What the next cell would be compiled with, at one moment. It does not change, so any thread may use it.</summary>
/// <param name="Previous">The last cell that declared something; null before there is one.</param>
internal sealed record CellSnapshot(
    CSharpCompilation? Previous,
    CSharpParseOptions Parse,
    CSharpCompilationOptions Options,
    ImmutableArray<MetadataReference> References);
