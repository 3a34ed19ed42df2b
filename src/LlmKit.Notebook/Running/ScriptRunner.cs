using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Running;

/// <summary>Runs a C# script (.csx) in the dialect of <c>dotnet script</c>: <c>Args</c>, <c>#r</c>, <c>#load</c>, an exit code by <c>return</c>.</summary>
public static class ScriptRunner
{
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="arguments">What the script sees as <c>Args</c>.</param>
    /// <param name="error">Where an error is written.</param>
    /// <returns>What the script returns when that is a whole number, else 0; 1 when it fails, or when the number is
    /// not one of the system's exit codes, 0 to 255.</returns>
    public static async Task<int> RunAsync(string path, IReadOnlyList<string> arguments, TextWriter error, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(error);
        var isFile = path != "-";
        var source = isFile ? await File.ReadAllTextAsync(path, cancel) : await Console.In.ReadToEndAsync(cancel);
        if (source.StartsWith("#!", StringComparison.Ordinal)) source = "//" + source;

        ScriptHost.Args = [.. arguments];
        var folder = isFile ? Path.GetDirectoryName(Path.GetFullPath(path))! : Environment.CurrentDirectory;
        using var engine = new CellEngine(folder, usings: [typeof(ScriptHost).FullName!]);
        var name = isFile ? Path.GetFullPath(path) : "stdin";
        switch (await engine.RunAsync(source, name, cancel))
        {
            case CellOutcome.Finished { Value: int and (< 0 or > 255) and var code }:
                await error.WriteLineAsync($"{path} returned {code}. Exit codes go from 0 to 255, so this is 1.");
                return 1;
            case CellOutcome.Finished { Value: int code }:
                return code;
            case CellOutcome.Finished:
                return 0;
            case CellOutcome.Failed { Error: var failure }:
                foreach (var line in failure.Traceback)
                    await error.WriteLineAsync(line.Replace(name, path, StringComparison.Ordinal));
                return 1;
            default:
                await error.WriteLineAsync($"{path} was interrupted.");
                return 1;
        }
    }
}

/// <summary>What a script sees of its command line.</summary>
public static class ScriptHost
{
    public static IList<string> Args { get; internal set; } = [];
}
