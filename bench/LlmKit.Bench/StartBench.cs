using System.Diagnostics;
using System.Globalization;

namespace LlmKit.Bench;

/// <summary>From nothing to a first tensor: <c>llmkit doctor</c> beside <c>import torch</c>.</summary>
internal static class StartBench
{
    public static int Run(string[] args)
    {
        var rounds = args is ["--rounds", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 9;
        var launcher = Path.Combine(Path.GetDirectoryName(Peer.Folder)!, "llmkit");
        List<double> ours = [], theirs = [];
        for (var round = -1; round < rounds; round++)
        {
            var own = Seconds(launcher, "doctor");
            var other = Seconds(Peer.Python, "-c", "import torch; torch.ones(1)");
            if (round < 0) continue;
            ours.Add(own);
            theirs.Add(other);
        }

        Console.WriteLine($"# {Statistics.Machine}; whole processes, median of {rounds} alternating rounds");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"llmkit doctor {Statistics.Median(ours):F2} s  import torch and a tensor {Statistics.Median(theirs):F2} s  ratio {Statistics.Median(ours.Zip(theirs, (a, b) => a / b)):F2}"));
        return 0;
    }

    private static double Seconds(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return clock.Elapsed.TotalSeconds;
    }
}
