using System.Globalization;
using static TorchSharp.torch;

namespace LlmKit.Bench;

/// <summary>Training of a small GPT, step by step in turn with the same model in Python, on the same batches.</summary>
internal static class TrainingBench
{
    private const int Batch = 8;

    public static int Run(string[] args)
    {
        var steps = Option(args, "--steps", 12);
        var threads = Option(args, "--threads", Environment.ProcessorCount);
        Peer.KeepDefaults = args.Contains("--python-as-it-comes");
        set_num_threads(threads);
        using var peer = new Peer("peer_training.py", $"{threads}");
        using var side = new TrainingSide(Batch);

        Console.WriteLine($"# {Statistics.Machine}; {threads} threads; {TrainingSide.Config}, batch {Batch}, AdamW");
        Console.WriteLine($"{"step",4} {"C# s",8} {"Python s",9} {"C# loss",10} {"Python loss",12}");
        List<double> ours = [], theirs = [];
        for (var step = 0; step < steps; step++)
        {
            var (time, loss) = side.Step();
            var answer = peer.Ask("step").Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step,4} {time,8:F3} {answer[0],9:F3} {loss,10:F5} {answer[1],12:F5}"));
            if (step < 2) continue;
            ours.Add(time);
            theirs.Add(answer[0]);
        }

        var tokens = Batch * TrainingSide.Config.Context;
        double own = Statistics.Median(ours), other = Statistics.Median(theirs);
        var ratio = Statistics.Median(theirs.Zip(ours, (a, b) => a / b));
        double memory = TrainingSide.PeakMegabytes(), otherMemory = double.Parse(peer.Ask("memory"), CultureInfo.InvariantCulture) / 1024;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tokens/s  C# {tokens / own:F0}  Python {tokens / other:F0}  ratio {ratio:F3} (median of pairs; above 1 is faster)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak MB   C# {memory:F0}  Python {otherMemory:F0}  ratio {memory / otherMemory:F3}"));
        return 0;
    }

    private static int Option(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
