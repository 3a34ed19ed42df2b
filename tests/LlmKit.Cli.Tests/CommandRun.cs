using System.Diagnostics;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests;

/// <summary>Runs a command line as a user does, and gives what it printed.</summary>
internal static class CommandRun
{
    /// <summary>The program that the tests were built with.</summary>
    public static string Program { get; } = Path.Combine(RepositoryRoot.Path, "artifacts/bin/LlmKit.Cli/release/LlmKit.Cli.dll");

    /// <summary>In this process: quick, for what ends before a cell or a script runs.</summary>
    public static (int Code, string Output, string Error) Here(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>In a process of its own, as cells and scripts have the console to themselves.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="input">What standard input holds.</param>
    /// <param name="args">The words behind <c>llmkit</c>.</param>
    public static Task<(int Code, string Output, string Error)> Alone(string folder, string input, params string[] args) =>
        Alone(folder, input, new Dictionary<string, string>(), args);

    /// <param name="environment">Variables besides those of the tests.</param>
    /// <inheritdoc cref="Alone(string, string, string[])"/>
    public static async Task<(int Code, string Output, string Error)> Alone(
        string folder, string input, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var stop = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
