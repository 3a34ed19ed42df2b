using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public abstract partial class OptimizerHelper
{
    /// <summary>
    /// The options and the state themselves, no copies: they go on changing with each step. Parameters that
    /// have not been moved have an empty state.
    /// </summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        dictionary.Options.AddRange(_groups.Select(group => group.Options!));
        dictionary.State.AddRange(parameters().Select(StateOf));
        return dictionary;
    }

    /// <summary>
    /// Copies options and state from an optimizer of the same kind, with groups of the same sizes.
    /// </summary>
    /// <exception cref="InvalidDataException">The two do not fit; nothing has changed then.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        ArgumentNullException.ThrowIfNull(state_dict);
        var own = this.state_dict();
        if (own.Options.SequenceEqual(state_dict.Options) && own.State.SequenceEqual(state_dict.State))
            return;
        var kind = state_dict.Options.FirstOrDefault()?.GetType().DeclaringType?.Name ?? Name;
        Load(new SavedOptimizer(
            kind, [], [.. state_dict.Options.Select(options => StateVisit.Read(options.Visit))],
            [.. state_dict.State.Select(state => StateVisit.Read(state.Visit))]),
            "The state", copy: true, checkSizes: false);
    }

    /// <summary>Writes options and state to a file, which appears whole or not at all.</summary>
    public void save_state_dict(string location) => WriteFile(location, stream =>
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        save_state_dict(writer);
    });

    public void save_state_dict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var own = state_dict();
        new SavedOptimizer(
            Name, [.. _groups.Select(group => group.Parameters.Count())],
            [.. own.Options.Select(options => StateVisit.Read(options.Visit))],
            [.. own.State.Select(state => StateVisit.Read(state.Visit))]).Write(writer);
    }

    /// <summary>
    /// Reads what <see cref="save_state_dict(string)"/> wrote, onto the devices of the parameters. Training
    /// goes on as if it
    /// had not been interrupted.
    /// </summary>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or was saved for another optimizer or other parameters; nothing has changed then.
    /// </exception>
    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        Load(reader, location);
    }

    public void load_state_dict(BinaryReader reader) => Load(reader, "The stream");

    /// <summary>Moves the state to a device, after the parameters were moved.</summary>
    public void to(Device device)
    {
        foreach (var state in _states.Values) state.to(device);
    }

    /// <summary>Throws when a saved tensor can't belong to a parameter.</summary>
    /// <param name="parameter">The parameter; a complex one as pairs of real numbers.</param>
    /// <param name="place">Whose tensor it is, for the message.</param>
    protected virtual void CheckState(Tensor parameter, string name, Tensor value, string place)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(value);
        if (value.shape.SequenceEqual(parameter.shape)) return;
        throw new InvalidDataException(
            $"\"{name}\" of {place} is {Argument.Describe(value)}, and the parameter is {Argument.Describe(parameter)}. " +
            "The state belongs to a model of other sizes.");
    }

    private void Load(BinaryReader reader, string source)
    {
        ArgumentNullException.ThrowIfNull(reader);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Load(SavedOptimizer.Read(reader, source), source, copy: false, checkSizes: true);
    }

    // All is checked before anything is changed.
    private void Load(SavedOptimizer saved, string source, bool copy, bool checkSizes)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var own = state_dict();
        int[] sizes = [.. _groups.Select(group => group.Parameters.Count())];
        Fit(saved.Name == Name, source, $"was saved by {saved.Name}, and this is {Name}");
        Fit(saved.Options.Length == own.Options.Count, source,
            $"has {Count(saved.Options.Length, "group")}, and this {Name} has {own.Options.Count}");
        Fit(!checkSizes || saved.GroupSizes.SequenceEqual(sizes), source,
            $"has groups of {string.Join(", ", saved.GroupSizes)} parameters, " +
            $"and this {Name} of {string.Join(", ", sizes)}");
        Fit(saved.States.Length == own.State.Count, source,
            $"has {Count(saved.States.Length, "parameter")}, and this {Name} has {own.State.Count}");

        Parameter[] targets = [.. parameters()];
        for (var i = 0; i < saved.Options.Length; i++)
            StateVisit.Check(own.Options[i].Visit, saved.Options[i], $"options of group {i}", (_, _) => { });
        for (var i = 0; i < targets.Length; i++)
        {
            var place = $"state of parameter {i}";
            var real = targets[i].is_complex() ? targets[i].view_as_real() : targets[i];
            StateVisit.Check(
                own.State[i].Visit, saved.States[i], place, (name, tensor) => CheckState(real, name, tensor, place));
        }

        for (var i = 0; i < saved.Options.Length; i++)
            StateVisit.Take(own.Options[i].Visit, saved.Options[i], "options", (_, tensor) => tensor);
        for (var i = 0; i < targets.Length; i++)
        {
            var type = targets[i].dtype switch
            {
                ScalarType.ComplexFloat32 => ScalarType.Float32,
                ScalarType.ComplexFloat64 => ScalarType.Float64,
                var plain => plain,
            };
            var device = targets[i].device;
            StateVisit.Take(
                own.State[i].Visit, saved.States[i], "state", (_, tensor) => tensor.to(type, device, copy));
        }
    }

    private static void Fit(bool fits, string source, string reason)
    {
        if (!fits)
            throw new InvalidDataException(
                $"{source} {reason}. Build the optimizer as it was when it was saved.");
    }

    private static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
