using System.Runtime.CompilerServices;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Packages;

namespace LlmKit.Notebook.Scripts;

/// <summary>
/// Runs a C# script (.csx) in the dialect of <c>dotnet script</c>: <c>Args</c>, <c>#r</c>, <c>#load</c>, an exit code
/// by <c>return</c>.
/// </summary>
/// <remarks>A script that was compiled before is started without the compiler.</remarks>
public static class ScriptRunner
{
    /// <summary>Compiles the script where needed, and runs it on this thread to its end.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="arguments">What the script sees as <c>Args</c>.</param>
    /// <param name="error">Where warnings and errors are written.</param>
    /// <returns>What the script returns, else 0; 1 when it fails, or when the number is not one of the system's exit
    /// codes, 0 to 255.</returns>
    /// <exception cref="ScriptException">The file cannot be read, or is no script.</exception>
    public static int Run(string path, IReadOnlyList<string> arguments, ScriptOptions options, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(error);
        var source = ScriptSource.Read(path);
        var cache = options.IsCached ? ScriptCache.OfUser : null;
        var program = cache?.Find(source, options.IsDebug);
        if (program is null)
        {
            program = Compile(source, options.IsDebug, error);
            if (program is null) return 1;
            if (cache is not null) program = cache.Keep(source, options.IsDebug, program);
        }

        ScriptHost.Args = [.. arguments];
        var code = new ScriptStart(program, source, error).Run(options.IsDebug);
        if (code is >= 0 and <= 255) return code;

        error.WriteLine($"{path} returned {code}. Exit codes go from 0 to 255, so this is 1.");
        return 1;
    }

    // Apart, so that a start without compiling does not load the compiler.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ScriptProgram? Compile(ScriptSource source, bool isDebug, TextWriter error)
    {
        try
        {
            IReadOnlyList<CellDiagnostic> found = [];
            var program = CompilerStack.Run(
                () => new ScriptCompiler(source, isDebug).Compile(out found), Timeout.InfiniteTimeSpan, CancellationToken.None);
            if (program is null) Show(CellErrors.OfCompiler(found, source.Name).Traceback, Plain);
            else Show(CellErrors.PlainWarningsIn(found), Console.IsErrorRedirected ? Plain : CellErrors.InYellow);
            return program;
        }
        catch (PackageException e)
        {
            Show(e.ToError(source.Name).Traceback, Plain);
            return null;
        }

        static string Plain(string line) => line;

        void Show(IEnumerable<string> lines, Func<string, string> coloured)
        {
            foreach (var line in lines) error.WriteLine(coloured(ScriptPath.Shown(line, source)));
        }
    }
}
