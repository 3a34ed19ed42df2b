using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// Passes over the named values of an optimizer's options or state and may replace each: how they are
/// written,
/// read, copied and moved, from one list of their names.
/// </summary>
public abstract class StateVisitor
{
    public double Visit(string name, double value) => (double)Replace(name, typeof(double), value)!;

    public double? Visit(string name, double? value) => (double?)Replace(name, typeof(double?), value);

    public bool? Visit(string name, bool? value) => (bool?)Replace(name, typeof(bool?), value);

    public long Visit(string name, long value) => (long)Replace(name, typeof(long), value)!;

    public long? Visit(string name, long? value) => (long?)Replace(name, typeof(long?), value);

    public Tensor? Visit(string name, Tensor? value) => (Tensor?)Replace(name, typeof(Tensor), value);

    public Tensor[] Visit(string name, Tensor[] value) => (Tensor[])Replace(name, typeof(Tensor[]), value)!;

    public double[] Visit(string name, double[] value) => (double[])Replace(name, typeof(double[]), value)!;

    /// <summary>Returns the value that the entry has from here on.</summary>
    /// <param name="type">The declared type. Tensors and nullable numbers may be null.</param>
    protected abstract object? Replace(string name, Type type, object? value);
}
