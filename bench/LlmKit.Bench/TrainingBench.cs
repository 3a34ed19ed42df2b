using System.Diagnostics;
using System.Globalization;
using LlmKit.Models.Gpt;
using LlmKit.Torch;
using static TorchSharp.torch;

namespace LlmKit.Bench;

/// <summary>Training of a small GPT, step by step in turn with the same model in Python, on the same batches.</summary>
internal static class TrainingBench
{
    private const int Layers = 4, Width = 256, Heads = 4, Context = 256, Batch = 8, Vocabulary = 4096;

    public static int Run(string[] args)
    {
        var steps = Option(args, "--steps", 12);
        var threads = Option(args, "--threads", Environment.ProcessorCount);
        Peer.KeepDefaults = args.Contains("--python-as-it-comes");
        set_num_threads(threads);
        using var peer = new Peer("peer_training.py", $"{threads}");
        using var side = new Side();

        Console.WriteLine($"# {Statistics.Machine}; {threads} threads; GPT of {Layers} layers, width {Width}, {Heads} heads, context {Context}, batch {Batch}, vocabulary {Vocabulary}, AdamW");
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

        const int Tokens = Batch * Context;
        double own = Statistics.Median(ours), other = Statistics.Median(theirs);
        var ratio = Statistics.Median(theirs.Zip(ours, (a, b) => a / b));
        double memory = PeakKilobytes() / 1024.0, otherMemory = double.Parse(peer.Ask("memory"), CultureInfo.InvariantCulture) / 1024;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tokens/s  C# {Tokens / own:F0}  Python {Tokens / other:F0}  ratio {ratio:F3} (median of pairs; above 1 is faster)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak MB   C# {memory:F0}  Python {otherMemory:F0}  ratio {memory / otherMemory:F3}"));
        return 0;
    }

    private static int Option(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

    private static long PeakKilobytes() => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture);

    private sealed class Side : IDisposable
    {
        private readonly Gpt _model;
        private readonly TorchSharp.Modules.AdamW _optimizer;
        private readonly Generator _generator = new(1);

        public Side()
        {
            manual_seed(0);
            _model = new Gpt(new(Vocabulary, Context, Width, Layers, Heads));
            _optimizer = optim.AdamW(_model.parameters(), lr: 3e-4, weight_decay: 0.01);
        }

        public (double Seconds, double Loss) Step()
        {
            using var scope = NewDisposeScope();
            var ids = randint(0, Vocabulary, [Batch, Context + 1], generator: _generator);
            var clock = Stopwatch.StartNew();
            var logits = _model.forward(ids[.., ..^1]);
            var loss = FusedLoss.CrossEntropy(logits.flatten(0, 1), ids[.., 1..].flatten());
            _optimizer.zero_grad();
            loss.backward();
            _optimizer.step();
            return (clock.Elapsed.TotalSeconds, loss.ToDouble());
        }

        public void Dispose()
        {
            _optimizer.Dispose();
            _model.Dispose();
        }
    }
}
