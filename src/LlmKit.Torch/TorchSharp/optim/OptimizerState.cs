using LlmKit.Torch;

namespace TorchSharp.Modules;

/// <summary>
/// What an optimizer remembers of one parameter from step to step. Its tensors belong to no dispose scope.
/// </summary>
public abstract class OptimizerState : IDisposable
{
    /// <summary>Names each value, so that it can be saved, read, copied and moved.</summary>
    protected internal abstract void Visit(StateVisitor visitor);

    /// <summary>Whether all numbers are equal and all tensors close; for tests.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var mine = StateVisit.Read(Visit);
        var theirs = StateVisit.Read(other.Visit);
        return mine.Count == theirs.Count &&
            mine.All(pair => theirs.TryGetValue(pair.Key, out var value) && Near(pair.Value, value));
    }

    /// <summary>Moves the tensors to a device.</summary>
    public virtual void to(torch.Device device) =>
        StateVisit.ReplaceTensors(Visit, tensor => tensor.device == device ? tensor : tensor.to(device));

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => StateVisit.ReplaceTensors(Visit, _ => null);

    private static bool Near(object? mine, object? theirs) => (mine, theirs) switch
    {
        (torch.Tensor a, torch.Tensor b) => a.shape.SequenceEqual(b.shape) && torch.allclose(a, b),
        (torch.Tensor[] a, torch.Tensor[] b) =>
            a.Length == b.Length && a.Zip(b).All(pair => Near(pair.First, pair.Second)),
        (double[] a, double[] b) => a.SequenceEqual(b),
        _ => Equals(mine, theirs),
    };
}
