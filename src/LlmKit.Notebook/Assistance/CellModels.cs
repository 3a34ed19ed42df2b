using System.Collections.Concurrent;
using System.Collections.Immutable;
using LlmKit.Notebook.Execution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LlmKit.Notebook.Assistance;

/// <summary>Makes models of cells that are being written. Any thread may call it.</summary>
internal sealed class CellModels(CellEngine engine)
{
    private const int DeepestTree = 300;

    private readonly QuietResolver _resolver = new(engine.Folder);
    private Start? _start;

    public string Folder => _resolver.Folder;

    /// <summary>The model of a text after the cells that ran.</summary>
    /// <exception cref="InsufficientExecutionStackException">The code is nested too deeply to be looked into.</exception>
    public CellModel Of(string code, CancellationToken cancel)
    {
        var snapshot = engine.Snapshot();
        var text = SourceText.From(CellText.CSharpOf(code, snapshot.Parse));
        var tree = SyntaxFactory.ParseSyntaxTree(text, snapshot.Parse, "", cancel);
        if (IsTooDeep(tree.GetRoot(cancel))) throw new InsufficientExecutionStackException();

        var start = After(snapshot);
        var compilation = start.Compilation.ReplaceSyntaxTree(start.Compilation.SyntaxTrees[0], tree);
        return new(compilation, compilation.GetSemanticModel(tree));
    }

    // What binds statements recurses without looking at the stack, and an overflow ends the process.
    private static bool IsTooDeep(SyntaxNode root)
    {
        var open = new Stack<(SyntaxNode Node, int Depth)>([(root, 0)]);
        while (open.TryPop(out var next))
        {
            if (next.Depth > DeepestTree) return true;
            foreach (var child in next.Node.ChildNodes()) open.Push((child, next.Depth + 1));
        }

        return false;
    }

    private Start After(CellSnapshot snapshot) =>
        _start is { } known && known.Fits(snapshot) ? known : _start = Begin(snapshot);

    private Start Begin(CellSnapshot snapshot)
    {
        var empty = SyntaxFactory.ParseSyntaxTree("", snapshot.Parse);
        var options = snapshot.Options.WithMetadataReferenceResolver(_resolver);
        return new(
            snapshot,
            CSharpCompilation.CreateScriptCompilation("Assisted", empty, snapshot.References, options, snapshot.Previous));
    }

    /// <summary>
    /// An empty cell; what is bound to it (references, namespaces) serves every text after the same cells.
    /// </summary>
    private sealed record Start(CellSnapshot Snapshot, CSharpCompilation Compilation)
    {
        public bool Fits(CellSnapshot now) =>
            ReferenceEquals(Snapshot.Previous, now.Previous) && Snapshot.References == now.References;
    }

    /// <summary>
    /// Finds the files of <c>#r</c> as the engine does, without loading anything, and restores no packages.
    /// </summary>
    private sealed class QuietResolver(string folder) : MetadataReferenceResolver
    {
        private readonly CellReferenceResolver _files = new(folder, _ => { });
        private readonly ConcurrentDictionary<string, (DateTime Written, PortableExecutableReference File)> _known = [];

        public string Folder => folder;

        public override ImmutableArray<PortableExecutableReference> ResolveReference(
            string reference, string? baseFilePath, MetadataReferenceProperties properties)
        {
            if (reference.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)) return [];
            var resolved = _files.ResolveReference(reference, baseFilePath, properties);
            if (resolved is not [{ FilePath: { } path } found]) return [];

            // The compiler keeps what it read of a file with the reference, not with the path.
            var written = File.GetLastWriteTimeUtc(path);
            if (!_known.TryGetValue(path, out var known) || known.Written != written)
                _known[path] = known = (written, found);
            return [known.File];
        }

        public override bool Equals(object? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
