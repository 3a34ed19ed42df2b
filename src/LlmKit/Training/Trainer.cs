using LlmKit.Optimization;
using LlmKit.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Training;

/// <summary>How a model is trained.</summary>
/// <param name="Schedule">The learning rate of each step, and how many steps there are.</param>
/// <param name="WeightDecay">Pull of AdamW on matrices; norms and biases have none.</param>
/// <param name="ClipNorm">The gradient is shortened to this length when it is longer.</param>
/// <param name="Seed">Decides the batches and, in the model, dropout.</param>
public sealed record TrainingOptions(WarmupCosine Schedule, double WeightDecay = 0.1, double ClipNorm = 1, int Seed = 1);

/// <summary>Trains a language model on windows of text by AdamW, step by step.</summary>
public sealed class Trainer : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _model;
    private readonly TrainingOptions _options;
    private readonly AdamW _optimizer;
    private readonly List<Parameter> _parameters;
    private readonly Random _random;

    public Trainer(nn.Module<Tensor, Tensor> model, TrainingOptions options)
    {
        _model = model;
        _options = options;
        _parameters = [.. model.parameters()];
        _random = new Random(options.Seed);
        _optimizer = optim.AdamW(
        [
            new AdamW.ParamGroup(_parameters.Where(p => p.ndim > 1), options.Schedule.Peak, beta1: 0.9, beta2: 0.99, weight_decay: options.WeightDecay),
            new AdamW.ParamGroup(_parameters.Where(p => p.ndim <= 1), options.Schedule.Peak, beta1: 0.9, beta2: 0.99, weight_decay: 0),
        ]);
    }

    /// <summary>
    /// Runs the steps of the schedule lazily: each <see cref="StepReport"/> is the result of one step, made when it is
    /// asked for. Breaking off the loop ends the training.
    /// </summary>
    public IEnumerable<StepReport> Run(TextWindows windows, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(windows);
        _model.train();
        for (var step = 0; step < _options.Schedule.TotalSteps && !cancel.IsCancellationRequested; step++)
            yield return Step(step, windows);
    }

    /// <summary>The mean loss on batches that are not learnt from.</summary>
    public double Evaluate(TextWindows windows, int batches)
    {
        ArgumentNullException.ThrowIfNull(windows);
        _model.eval();
        using var frozen = no_grad();
        var random = new Random(_options.Seed);
        var total = 0.0;
        for (var i = 0; i < batches; i++)
        {
            using var scope = NewDisposeScope();
            total += LossOf(windows.Draw(random, Device)).ToDouble();
        }

        _model.train();
        return total / batches;
    }

    public void Dispose() => _optimizer.Dispose();

    private Device Device => _parameters[0].device;

    private StepReport Step(int step, TextWindows windows)
    {
        using var scope = NewDisposeScope();
        var rate = _options.Schedule.At(step);
        foreach (var group in _optimizer.ParamGroups) group.LearningRate = rate;

        var loss = LossOf(windows.Draw(_random, Device));
        _optimizer.zero_grad();
        loss.backward();
        var norm = nn.utils.clip_grad_norm_(_parameters, _options.ClipNorm);
        _optimizer.step();
        return new(step, loss.ToDouble(), norm, rate, windows.Batch * windows.Context);
    }

    private Tensor LossOf(LanguageBatch batch) =>
        FusedLoss.CrossEntropy(_model.forward(batch.Inputs).flatten(0, 1), batch.Labels.flatten());
}
