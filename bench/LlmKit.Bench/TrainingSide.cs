using System.Diagnostics;
using System.Globalization;
using LlmKit.Models.Gpt;
using LlmKit.Torch;
using static TorchSharp.torch;

namespace LlmKit.Bench;

/// <summary>The C# side of the training benchmarks; peer_training.py is the same in Python.</summary>
internal sealed class TrainingSide : IDisposable
{
    private readonly int _batch;
    private readonly Gpt _model;
    private readonly TorchSharp.Modules.AdamW _optimizer;
    private readonly Generator _generator = new(1);

    public TrainingSide(int batch)
    {
        manual_seed(0);
        _batch = batch;
        _model = new Gpt(Config);
        _optimizer = optim.AdamW(_model.parameters(), lr: 3e-4, weight_decay: 0.01);
    }

    public static GptConfig Config { get; } = new(Vocabulary: 4096, Context: 256, Width: 256, Layers: 4, Heads: 4);

    /// <summary>The most memory that this process has had resident.</summary>
    public static double PeakMegabytes() => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture) / 1024.0;

    public (double Seconds, double Loss) Step()
    {
        using var scope = NewDisposeScope();
        return StepWithoutScope();
    }

    public (double Seconds, double Loss) StepWithoutScope()
    {
        var ids = randint(0, Config.Vocabulary, [_batch, Config.Context + 1], generator: _generator);
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
