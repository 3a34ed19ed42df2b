using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Compiles and runs C# cells one after the other; each sees what the ones before it declared. A cell is a Roslyn
/// script submission, chained to the earlier ones.
/// </summary>
/// <remarks>Only cells that declare something become part of the chain: its memory grows with the square of its length.</remarks>
public sealed partial class CellEngine : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan s_nudge = TimeSpan.FromMilliseconds(40);

    private static readonly string[] s_usings =
    [
        "System", "System.IO", "System.Linq", "System.Collections", "System.Collections.Generic", "System.Text", "System.Threading",
        "System.Threading.Tasks", "LlmKit.Notebook", "LlmKit.Notebook.Kernel",
    ];

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);
    private readonly CellLoadContext _assemblies = new();
    private readonly CSharpCompilationOptions _options;
    private CellThread _thread = new();
    private CSharpCompilation? _previous;
    private bool _allReferences;
    private object?[] _instances = new object?[8];
    private int _chained;
    private int _serial;

    /// <param name="folder">Where relative paths of <c>#r</c> and <c>#load</c> start.</param>
    /// <param name="usings">Namespaces and static types that cells see besides the usual ones.</param>
    public CellEngine(string folder, IEnumerable<string>? usings = null)
    {
        StrayErrors.Install();
        InterruptibleInput.Install();
        folder = Path.GetFullPath(folder);
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            usings: [.. s_usings, .. usings ?? []],
            nullableContextOptions: NullableContextOptions.Annotations,
            metadataReferenceResolver: new CellReferenceResolver(folder, _assemblies.AddFile),
            sourceReferenceResolver: new SourceFileResolver([folder], folder));
    }

    /// <summary>Runs one cell and waits for its end.</summary>
    /// <param name="name">Names the cell in errors, such as <c>Cell[3]</c> or a file.</param>
    /// <param name="cancel">Stops the cell: at the next loop or call, or out of a wait; after 1.5 s its thread is left behind.</param>
    public async Task<CellOutcome> RunAsync(string code, string name, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        code = code.ReplaceLineEndings("\n");
        if (PackageReference().Match(code) is { Success: true } package)
        {
            return new CellOutcome.Failed(new("NotSupportedException",
                $"{package.Value.Trim()}: packages cannot be restored yet. Reference the file of the library: #r \"path/to/Library.dll\".",
                [$"{name}({code[..package.Index].Count(c => c == '\n') + 1},1): {package.Value.Trim()}"], null));
        }

        var (submission, diagnostics) = Compile(code, name);
        if (submission is null) return new CellOutcome.Failed(CellErrors.OfCompiler(diagnostics, code, name));

        if (cancel.IsCancellationRequested) return new CellOutcome.Stopped(LeftBehind: false);
        var run = new CellRun();
        var task = _thread.Start(() => submission.Run(_instances), run);
        _ = task.ContinueWith(_ => run.End(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            var value = await Waiting(task, run, cancel).ConfigureAwait(false);
            return new CellOutcome.Finished(value, submission.HasValue);
        }
        catch (LeftBehindException)
        {
            return new CellOutcome.Stopped(LeftBehind: true);
        }
        catch (Exception) when (run.IsStopping || cancel.IsCancellationRequested)
        {
            return new CellOutcome.Stopped(LeftBehind: false);
        }
        catch (Exception e)
        {
            return new CellOutcome.Failed(CellErrors.OfException(e, name));
        }
        finally
        {
            // What the cell declared before it failed or was stopped stays, as in any notebook.
            Chain(submission);
        }
    }

    /// <summary>Runs something on the cells' thread, between cells, and waits for its end.</summary>
    internal void Invoke(Action action) => _thread.Start(() =>
    {
        action();
        return Task.FromResult(true);
    }, new CellRun()).GetAwaiter().GetResult();

    public void Dispose()
    {
        _thread.Dispose();
        Kernel.DisposeKept();
    }

    private async Task<object?> Waiting(Task<object?> task, CellRun run, CancellationToken cancel)
    {
        if (!cancel.CanBeCanceled) return await task.ConfigureAwait(false);

        await using var registration = cancel.Register(run.Stop).ConfigureAwait(false);
        await Task.WhenAny(task, Task.Delay(Timeout.Infinite, cancel)).ConfigureAwait(false);

        // Checks and cancelled waits come first: they let everything be cleaned up. Only then waits are broken off.
        for (var waited = TimeSpan.Zero; !task.IsCompleted; waited += s_nudge)
        {
            if (waited > s_patience) throw LeaveBehind();
            if (waited > TimeSpan.Zero) _thread.Interrupt(run);
            await Task.WhenAny(task, Task.Delay(s_nudge, CancellationToken.None)).ConfigureAwait(false);
        }

        return await task.ConfigureAwait(false);
    }

    private LeftBehindException LeaveBehind()
    {
        _thread.Dispose();
        _thread = new CellThread();
        return new();
    }

    private (Submission?, IReadOnlyList<Diagnostic>) Compile(string code, string name)
    {
        var kept = CellSource.WithStatement(CellSource.KeepUsings(code), s_parse);
        var (submission, diagnostics) = Emit(kept, name, hasChecks: true);
        if (submission is not null) return (submission, diagnostics);

        // Once more as it was written: for messages with the right columns, and in case a check was in the way.
        (submission, diagnostics) = Emit(kept, name, hasChecks: false);
        return (submission, diagnostics);
    }

    private (Submission?, IReadOnlyList<Diagnostic>) Emit(string code, string name, bool hasChecks)
    {
        while (true)
        {
            var tree = Parse(code, name);
            var compilation = CSharpCompilation.CreateScriptCompilation(
                $"Cell_{_serial++}", tree, _allReferences ? References.All : References.Core, _options, _previous);
            if (hasChecks && !HasMistakes(tree))
            {
                var before = compilation;
                var unchecked_ = tree;
                var checks = StopChecks.For(tree.GetRoot(), () => before.GetSemanticModel(unchecked_));
                tree = Parse(checks.Apply(code), name);
                compilation = before.ReplaceSyntaxTree(unchecked_, tree);
            }

            MemoryStream assembly = new(), symbols = new();
            var result = compilation.Emit(assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
            if (!result.Success)
            {
                if (_allReferences || !result.Diagnostics.Any(References.MayBeMissing)) return (null, result.Diagnostics);
                _allReferences = true;
                continue;
            }

            assembly.Position = symbols.Position = 0;
            var loaded = _assemblies.LoadCell(compilation.AssemblyName!, assembly, symbols);
            var entry = compilation.GetEntryPoint(default)!;
            var method = loaded.GetType(entry.ContainingType.MetadataName)!
                .GetMethod(entry.MetadataName, System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)!;
            if (_chained + 2 > _instances.Length) Array.Resize(ref _instances, 2 * _instances.Length);
            return (new(compilation, method.CreateDelegate<Func<object?[], Task<object>>>(), HasValue(compilation, tree), Declares(tree)), []);
        }
    }

    private static SyntaxTree Parse(string code, string name) => SyntaxFactory.ParseSyntaxTree(SourceText.From(code, Encoding.UTF8), s_parse, name);

    private static bool HasMistakes(SyntaxTree tree) => tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private void Chain(Submission submission)
    {
        if (!submission.Declares) return;
        _previous = submission.Compilation;
        _chained++;
    }

    private static bool HasValue(CSharpCompilation compilation, SyntaxTree tree) =>
        tree.GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax last && last.Statement switch
        {
            ExpressionStatementSyntax { SemicolonToken.IsMissing: true } expression =>
                compilation.GetSemanticModel(tree).GetTypeInfo(expression.Expression).Type is not { SpecialType: SpecialType.System_Void },
            ReturnStatementSyntax { Expression: not null } => true,
            _ => false,
        };

    private static bool Declares(SyntaxTree tree)
    {
        var root = tree.GetCompilationUnitRoot();
        return root.Usings.Count > 0 || root.GetReferenceDirectives().Count > 0 || root.GetLoadDirectives().Count > 0 ||
               root.Members.Any(member => member is not GlobalStatementSyntax) ||
               root.DescendantNodes().Any(node => node is SingleVariableDesignationSyntax or LocalDeclarationStatementSyntax { Parent: GlobalStatementSyntax });
    }

    [GeneratedRegex("""^[ \t]*#r[ \t]+"nuget:[^"\n]*"?""", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex PackageReference();

    private sealed record Submission(CSharpCompilation Compilation, Func<object?[], Task<object>> Entry, bool HasValue, bool Declares)
    {
        public async Task<object?> Run(object?[] instances) => await Entry(instances);
    }

    private sealed class LeftBehindException : Exception;
}
