using System.Diagnostics;
using System.Globalization;

namespace LlmKit.Bench;

/// <summary>From a file of 50 lines to its last line: <c>llmkit script</c> beside <c>dotnet run</c> and Python.</summary>
internal static class ScriptBench
{
    private const string Program = "#:property PublishAot=false\nusing System.Text;\n";

    public static int Run(string[] args)
    {
        var rounds = args is ["--rounds", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 9;
        var launcher = Path.Combine(Path.GetDirectoryName(Peer.Folder)!, "llmkit");
        var folder = Directory.CreateTempSubdirectory("llmkit-bench-").FullName;
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Path.Combine(folder, "cache"));
        Environment.SetEnvironmentVariable("DOTNET_NOLOGO", "1");
        try
        {
            var times = Enumerable.Range(-1, rounds + 1).Select(round => Round(launcher, folder, round)).Skip(1).ToList();
            Console.WriteLine($"# {Statistics.Machine}; whole processes, median of {rounds} alternating rounds");
            Show("first start, compiled", times, time => time.First, time => time.PeerFirst, "dotnet run");
            Show("second start", times, time => time.Second, time => time.PeerSecond, "dotnet run");
            Show("second start", times, time => time.Second, time => time.Python, "python3");
            Show("second start without the launcher", times, time => time.Bare, time => time.Python, "python3");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A text that no earlier round had, so that the first start of each side compiles.
    private static Times Round(string launcher, string folder, int round)
    {
        var source = File.ReadAllText(Path.Combine(Peer.Folder, "words.csx"));
        var script = Path.Combine(folder, $"words{round}.csx");
        var program = Path.Combine(folder, $"words{round}.cs");
        File.WriteAllText(script, $"{source}// {round}\n");
        File.WriteAllText(program, $"{AsProgram(source)}// {round}\n");
        var library = Path.Combine(Path.GetDirectoryName(launcher)!, "artifacts/bin/LlmKit.Cli/release/LlmKit.Cli.dll");
        var times = new Times(
            Seconds(launcher, out var printed, "script", script),
            Seconds("dotnet", out var printedByPeer, "run", program),
            Seconds(launcher, out _, "script", script),
            Seconds("dotnet", out _, "run", program),
            Seconds(Peer.Python, out var printedByPython, Path.Combine(Peer.Folder, "words.py")),
            Seconds("dotnet", out _, library, "script", script));
        if (printed != printedByPeer || printed != printedByPython)
            throw new InvalidOperationException($"The sides differ:\n{printed}\n{printedByPeer}\n{printedByPython}");
        return times;
    }

    // In a program of one file types come last, and the words have another name.
    private static string AsProgram(string source)
    {
        var start = source.IndexOf("record Count", StringComparison.Ordinal);
        var end = source.IndexOf("\n}\n", start, StringComparison.Ordinal) + 3;
        var type = source[start..end];
        var shebang = source.IndexOf('\n', StringComparison.Ordinal) + 1;
        return Program + source[shebang..].Replace(type, "", StringComparison.Ordinal)
            .Replace("Args.Count", "args.Length", StringComparison.Ordinal)
            .Replace("Args[", "args[", StringComparison.Ordinal) + type;
    }

    private static void Show(
        string what, List<Times> times, Func<Times, double> ours, Func<Times, double> theirs, string peer)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: llmkit script {Median(ours):F2} s  {peer} {Median(theirs):F2} s  ratio {Median(Ratio):F2}"));

        double Ratio(Times time) => ours(time) / theirs(time);

        double Median(Func<Times, double> part) => Statistics.Median(times.Select(part));
    }

    private static double Seconds(string program, out string printed, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return clock.Elapsed.TotalSeconds;
    }

    private sealed record Times(double First, double PeerFirst, double Second, double PeerSecond, double Python, double Bare);
}
