using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// What the optimizers here share: groups, a state for each parameter, and the frame of a step.
/// </summary>
/// <remarks>
/// To write one: derive, name the options and the state in classes of their own, and move the parameters of
/// one group in <see cref="Step"/>, going through <see cref="Due{TState}"/>.
/// </remarks>
public abstract partial class OptimizerHelper : optim.Optimizer
{
    private readonly List<ParamGroup> _groups = [];
    private readonly Dictionary<Parameter, OptimizerState> _states = new(ReferenceEqualityComparer.Instance);
    private readonly OptimizerOptions _defaults;
    private bool _disposed;

    /// <param name="groups">The first groups; together they need at least one parameter.</param>
    /// <param name="defaults">The numbers that a group takes where it leaves them out.</param>
    protected OptimizerHelper(IEnumerable<ParamGroup> groups, OptimizerOptions defaults)
    {
        ArgumentNullException.ThrowIfNull(groups);
        _defaults = defaults;
        defaults.Check();
        foreach (var group in groups) Add(group);
        if (parameters().Any()) return;
        throw new ArgumentException(
            $"{Name} was given no parameters. Pass a module's parameters().", nameof(groups));
    }

    public override IEnumerable<optim.ILearningRateController> ParamGroups => _groups;

    /// <summary>Whether <see cref="Step"/> can use gradients that hold only the rows in use.</summary>
    protected virtual bool TakesSparseGradients => false;

    private string Name => GetType().Name;

    public override IEnumerable<Parameter> parameters() => _groups.SelectMany(group => group.Parameters);

    public override void add_param_group(ParamGroup param_group) => Add(param_group);

    public override Tensor? step(Func<Tensor>? closure = null)
    {
        var loss = closure is null ? null : Evaluate(closure);
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var group in _groups) Step(group);
        return loss;
    }

    /// <summary>
    /// Moves the parameters of one group, without recording gradients, in a dispose scope of its own.
    /// </summary>
    protected abstract void Step(ParamGroup group);

    /// <summary>What to remember of a parameter that has not been moved yet.</summary>
    protected abstract OptimizerState NewState();

    /// <summary>
    /// The parameters of a group that have a gradient, each with its gradient and its state. Complex ones are
    /// seen as pairs of real numbers.
    /// </summary>
    protected IEnumerable<(Tensor Parameter, Tensor Gradient, TState State)> Due<TState>(ParamGroup group)
        where TState : OptimizerState
    {
        ArgumentNullException.ThrowIfNull(group);
        foreach (var parameter in group.Parameters)
        {
            if (parameter.grad is not { } gradient) continue;
            if (gradient.is_sparse && !TakesSparseGradients) throw Sparse(parameter);
            var state = (TState)StateOf(parameter);
            yield return parameter.is_complex()
                ? (parameter.view_as_real(), gradient.view_as_real(), state)
                : (parameter, gradient, state);
        }
    }

    /// <summary>What is remembered of a parameter; new at the first request.</summary>
    protected OptimizerState StateOf(Parameter parameter)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_states.TryGetValue(parameter, out var state)) _states[parameter] = state = NewState();
        return state;
    }

    /// <summary>Runs the closure with gradients recorded, in the caller's dispose scope.</summary>
    protected static Tensor Evaluate(Func<Tensor> closure)
    {
        ArgumentNullException.ThrowIfNull(closure);
        using var tracked = enable_grad();
        return closure();
    }

    /// <summary>Zeros of a tensor's shape that live until the optimizer is disposed.</summary>
    protected static Tensor Zeros(Tensor like) => zeros_like(like).DetachFromDisposeScope();

    /// <summary>As <see cref="Zeros"/>, with another number.</summary>
    protected static Tensor Filled(Tensor like, double value) => full_like(like, value).DetachFromDisposeScope();

    protected override void Dispose(bool disposing)
    {
        foreach (var state in _states.Values) state.Dispose();
        _states.Clear();
        _disposed = true;
        base.Dispose(disposing);
    }

    private void Add(ParamGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var own = _defaults.GetType();
        if (group.Options is not { } options || !own.IsInstanceOfType(options))
        {
            var given = group.Options is null ? "no options" : $"the options of {Owner(group.Options.GetType())}";
            throw new ArgumentException(
                $"A group with {given} was given to {Name}. Make it as {Owner(own)}.ParamGroup.", nameof(group));
        }

        var known = new HashSet<Parameter>(parameters(), ReferenceEqualityComparer.Instance);
        foreach (var (parameter, index) in group.Parameters.Select((parameter, index) => (parameter, index)))
        {
            if (parameter is null)
                throw new ArgumentException($"Parameter {index} of the group is null.", nameof(group));
            if (known.Add(parameter)) continue;
            throw new ArgumentException(
                $"Parameter {index} of group {_groups.Count}, {Argument.Describe(parameter)}, was given twice and " +
                "would be moved twice in each step. Give each parameter once.", nameof(group));
        }

        options.FillFrom(_defaults);
        options.Check();
        _groups.Add(group);
    }

    private InvalidOperationException Sparse(Parameter parameter) => new(
        $"{Name} takes no sparse gradients, and {Argument.Describe(parameter)} has one. Use SGD without " +
        "momentum, or make the embedding with sparse: false.");

    // Options lie in the class of their optimizer.
    private static string Owner(Type options) => options.DeclaringType?.Name ?? options.Name;
}
