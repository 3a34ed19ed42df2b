namespace TorchSharp.Modules;

/// <summary>Parameters that share their numbers. Each optimizer has a group type of its own.</summary>
public class ParamGroup : torch.optim.ILearningRateController
{
    public IEnumerable<Parameter> Parameters { get; set => field = [.. value]; } = [];

    /// <summary>The numbers; null only in a group that was made without its optimizer's type.</summary>
    public OptimizerOptions? Options { get; set; }

    public double LearningRate { get => Given.LearningRate ?? 0; set => Given.LearningRate = value; }

    public double InitialLearningRate
    {
        get => Given.InitialLearningRate;
        set => Given.InitialLearningRate = value;
    }

    private OptimizerOptions Given => Options ??
        throw new InvalidOperationException(
            "The group has no options. Make it as the optimizer's own type, such as SGD.ParamGroup.");
}

/// <summary>A group with the options of one kind of optimizer.</summary>
public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions, new()
{
    public ParamGroup() : this([])
    {
    }

    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        Parameters = parameters;
        Options = options ?? new();
    }

    public new TOptions Options { get => (TOptions)base.Options!; set => base.Options = value; }
}
