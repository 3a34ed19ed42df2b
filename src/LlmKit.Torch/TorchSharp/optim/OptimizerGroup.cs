using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters that share their numbers.</summary>
public abstract class OptimizerGroup : optim.ILearningRateController
{
    private protected OptimizerGroup(IEnumerable<Parameter> parameters) => Parameters = [.. parameters];

    public IReadOnlyList<Parameter> Parameters { get; init; }

    public abstract double LearningRate { get; set; }

    public abstract double InitialLearningRate { get; set; }
}
