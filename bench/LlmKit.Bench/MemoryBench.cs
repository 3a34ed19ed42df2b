using System.Globalization;

namespace LlmKit.Bench;

/// <summary>Resident memory of the training loop with a dispose scope in each step, and without any scope or Dispose.</summary>
internal static class MemoryBench
{
    public static int Run(string[] args)
    {
        var steps = args is ["--steps", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 200;
        Console.WriteLine($"# {Statistics.Machine}; {steps} steps of the loop of `training` at batch 2; each in a process of its own");
        var scoped = Measure("scoped", steps);
        var unscoped = Measure("unscoped", steps);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak MB  scoped {scoped:F0}  without scopes {unscoped:F0}  ratio {unscoped / scoped:F2}"));
        return 0;
    }

    /// <summary>One side: runs the loop and prints its peak.</summary>
    public static int RunSide(string kind, int steps)
    {
        var side = new TrainingSide(batch: 2);
        for (var i = 0; i < steps; i++) _ = kind == "scoped" ? side.Step() : side.StepWithoutScope();
        Console.Error.WriteLine($"# {kind}: at most {LlmKit.Torch.TensorMemory.Peak >> 20} MB in live tensors, {LlmKit.Torch.TensorMemory.Kept >> 20} MB kept, {GC.CollectionCount(2)} full collections");
        Console.WriteLine(TrainingSide.PeakMegabytes().ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static double Measure(string kind, int steps)
    {
        var start = new System.Diagnostics.ProcessStartInfo(Environment.ProcessPath!, ["memory-side", kind, $"{steps}"]) { RedirectStandardOutput = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        return double.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
    }
}
