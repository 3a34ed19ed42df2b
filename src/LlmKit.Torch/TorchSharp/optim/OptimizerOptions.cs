using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using LlmKit.Torch;

namespace TorchSharp.Modules;

/// <summary>
/// The numbers of a parameter group. One that is null takes the optimizer's default when the group is added.
/// </summary>
public abstract class OptimizerOptions
{
    private double? _rate;
    private double? _initialRate;

    /// <summary>Length of a step, as each optimizer understands it.</summary>
    public double? LearningRate { get => _rate; set => _rate = value; }

    /// <summary>
    /// The rate that schedules start from. It follows <see cref="LearningRate"/> until it is set, here or by
    /// the first schedule.
    /// </summary>
    public double InitialLearningRate { get => _initialRate ?? _rate ?? 0; set => _initialRate = value; }

    /// <summary>Names each number, so that it can be saved, read and copied.</summary>
    protected internal virtual void Visit(StateVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        _rate = visitor.Visit(nameof(LearningRate), _rate);
        _initialRate = visitor.Visit(nameof(InitialLearningRate), _initialRate);
    }

    /// <summary>Throws when a number is out of its range. All numbers are set by then.</summary>
    protected internal virtual void Check() =>
        Require(_rate is >= 0, _rate, "at least 0", "the learning rate");

    /// <summary>Throws an error that names the number, its value and the rule that it breaks.</summary>
    protected static void Require<T>(
        bool holds, T? value, string rule, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, INumber<T>
    {
        if (holds) return;
        var text = value?.ToString(null, CultureInfo.InvariantCulture) ?? "not set";
        throw new ArgumentOutOfRangeException(
            name, $"{name} = {text}. {char.ToUpperInvariant(name[0])}{name[1..]} must be {rule}.");
    }

    internal double Rate => _rate ?? 0;

    internal void FillFrom(OptimizerOptions defaults)
    {
        var values = StateVisit.Read(defaults.Visit);
        values[nameof(InitialLearningRate)] = null;
        Visit(new StateVisit((name, _, value) => value ?? values.GetValueOrDefault(name)));
    }
}
