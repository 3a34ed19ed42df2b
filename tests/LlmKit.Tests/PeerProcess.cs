using System.Diagnostics;
using System.Text;

namespace LlmKit.Tests;

/// <summary>Runs the scripts of peers: text in, text out.</summary>
internal static class PeerProcess
{
    private const string DebianPython = "/usr/bin/python3";

    /// <summary>Runs a script in Debian's Python; without the module the test is skipped.</summary>
    /// <param name="script">Its path below tests/LlmKit.Tests.</param>
    public static string Python(string module, string script, string input, params string[] arguments)
    {
        Assert.SkipUnless(
            File.Exists(DebianPython) && Run(DebianPython, ["-c", $"import {module}"], "", required: false) is not null,
            $"Debian's Python has no {module}: ./llmkit test installs it where apt is.");
        return Run(DebianPython, [Path(script), .. arguments], input, required: true)!;
    }

    /// <summary>Runs a script in node; without the npm package the test is skipped.</summary>
    public static string Node(string package, string script, string input)
    {
        Peers.Require(package);
        return Run("node", [Path(script)], input, required: true)!;
    }

    private static string Path(string script) => System.IO.Path.Combine(RepositoryRoot.Path, "tests", "LlmKit.Tests", script);

    private static string? Run(string program, string[] arguments, string input, bool required)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            Environment = { ["NODE_PATH"] = Peers.Modules, ["PYTHONIOENCODING"] = "utf-8" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(120_000))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end in two minutes.");
        }

        if (process.ExitCode == 0) return output.Result;
        Assert.False(required, $"{program} {string.Join(' ', arguments)}: {errors.Result}");
        return null;
    }
}
