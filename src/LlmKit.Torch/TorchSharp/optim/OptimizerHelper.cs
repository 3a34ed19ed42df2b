using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What optimizers with groups and a state for each parameter share.</summary>
/// <typeparam name="TGroup">A group of parameters and its numbers.</typeparam>
public abstract class OptimizerHelper<TGroup> : optim.Optimizer where TGroup : OptimizerGroup
{
    private readonly List<TGroup> _groups = [];
    private readonly Dictionary<Parameter, OptimizerState> _states = new(ReferenceEqualityComparer.Instance);

    private protected OptimizerHelper(IEnumerable<TGroup> groups)
    {
        foreach (var group in groups) add_param_group(group);
    }

    public override IEnumerable<optim.ILearningRateController> ParamGroups => _groups;

    public override IEnumerable<Parameter> parameters() => _groups.SelectMany(group => group.Parameters);

    /// <exception cref="ArgumentException">A parameter belongs to another group already.</exception>
    public void add_param_group(TGroup param_group)
    {
        var known = parameters().ToHashSet<Parameter>(ReferenceEqualityComparer.Instance);
        if (param_group.Parameters.Any(parameter => !known.Add(parameter)))
            throw new ArgumentException("A parameter is given twice. Put each into one group.", nameof(param_group));
        _groups.Add(param_group);
    }

    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var grad = enable_grad();
            loss = closure();
        }

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var group in _groups) Step(group);
        return loss;
    }

    private protected virtual void Step(TGroup group)
    {
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is not { } gradient) continue;
            var state = StateOf(parameter);
            state.Steps++;
            Step(group, parameter, gradient, state);
        }
    }

    private protected abstract void Step(TGroup group, Tensor parameter, Tensor gradient, OptimizerState state);

    private protected OptimizerState StateOf(Parameter parameter)
    {
        if (!_states.TryGetValue(parameter, out var state)) _states[parameter] = state = new(parameter);
        return state;
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var state in _states.Values) state.Dispose();
        _states.Clear();
        base.Dispose(disposing);
    }
}
