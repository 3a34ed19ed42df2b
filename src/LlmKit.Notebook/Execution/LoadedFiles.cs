using System.Text;
using LlmKit.Notebook.Packages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LlmKit.Notebook.Execution;

/// <summary>The files of <c>#load</c>: they are cells too, with stop checks and types of their own.</summary>
/// <param name="files">Finds and reads them.</param>
internal sealed class LoadedFiles(LoadedSources files) : SourceReferenceResolver
{
    private readonly Dictionary<string, (CellText Plain, CellText Checked)> _ready = [];

    /// <summary>Whether the compiler gets files with stop checks in them.</summary>
    public bool HasChecks { get; set; }

    /// <summary>Reads what a cell loads, and what these files load in turn; those that are not there are left out.</summary>
    public List<(CellText Text, CompilationUnitSyntax Root)> Read(CompilationUnitSyntax cell, string name, CSharpParseOptions parse)
    {
        var read = new List<(CellText Text, CompilationUnitSyntax Root)>();
        var open = new Queue<(CompilationUnitSyntax Root, string Name)>([(cell, name)]);
        while (open.TryDequeue(out var next))
        {
            foreach (var path in next.Root.GetLoadDirectives().Select(load => Path.IsPathRooted(next.Name)
                         ? ResolveReference(load.File.ValueText, next.Name) : ResolveReference(load.File.ValueText, null)).OfType<string>())
            {
                if (!File.Exists(path) || read.Exists(known => known.Text.Name == path)) continue;
                var text = CellDialect.Of(new CellText(path, files.ReadText(path).ToString().ReplaceLineEndings("\n")), []);
                var root = CSharpSyntaxTree.ParseText(text.Text, parse, path).GetCompilationUnitRoot();
                read.Add((text, root));
                open.Enqueue((root, path));
            }
        }

        return read;
    }

    /// <summary>Gives the compiler this text for a file.</summary>
    public void Put(CellText text, CSharpParseOptions parse) =>
        _ready[text.Name] = (text, text.With(StopChecks.For(CSharpSyntaxTree.ParseText(text.Text, parse).GetRoot(), null)));

    /// <summary>The text that a tree of a file was made of; null for other trees.</summary>
    public CellText? TextOf(SyntaxTree tree) => _ready.TryGetValue(tree.FilePath, out var texts) ? HasChecks ? texts.Checked : texts.Plain : null;

    // A cell has a name and no path.
    public override string? NormalizePath(string path, string? baseFilePath) => Path.IsPathRooted(path) ? files.NormalizePath(path, baseFilePath) : path;

    public override string? ResolveReference(string path, string? baseFilePath) => files.ResolveReference(path, baseFilePath);

    public override Stream OpenRead(string resolvedPath) => files.OpenRead(resolvedPath);

    public override SourceText ReadText(string resolvedPath) => _ready.TryGetValue(resolvedPath, out var texts)
        ? SourceText.From((HasChecks ? texts.Checked : texts.Plain).Text, Encoding.UTF8)
        : base.ReadText(resolvedPath);

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
