using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>A visitor made of one function.</summary>
internal sealed class StateVisit(Func<string, Type, object?, object?> replace) : StateVisitor
{
    /// <summary>The values by name, as they are: tensors are not copied.</summary>
    public static Dictionary<string, object?> Read(Action<StateVisitor> visit)
    {
        var values = new Dictionary<string, object?>();
        visit(new StateVisit((name, _, value) =>
        {
            values.Add(name, value);
            return value;
        }));
        return values;
    }

    /// <summary>
    /// Replaces each tensor. What <paramref name="change"/> returns belongs to the state, and the tensor
    /// before is disposed.
    /// </summary>
    public static void ReplaceTensors(Action<StateVisitor> visit, Func<Tensor, Tensor?> change) =>
        visit(new StateVisit((_, _, value) => value switch
        {
            Tensor tensor => Replaced(tensor, change),
            Tensor[] tensors => tensors.Select(tensor => Replaced(tensor, change)).OfType<Tensor>().ToArray(),
            _ => value,
        }));

    /// <summary>
    /// The values of <paramref name="source"/> under the same names; <paramref name="place"/> says whose in
    /// messages.
    /// </summary>
    /// <exception cref="InvalidDataException">A name is missing, or its value is of another type.</exception>
    public static void Take(
        Action<StateVisitor> visit, IReadOnlyDictionary<string, object?> source, string place,
        Func<string, Tensor, Tensor> own)
    {
        visit(new StateVisit((name, type, before) =>
        {
            var value = Fitting(source, name, type, place);
            if (before is Tensor old && !ReferenceEquals(old, value)) old.Dispose();
            if (before is Tensor[] several) Array.ForEach(several, tensor => tensor.Dispose());
            return value switch
            {
                Tensor tensor => own(name, tensor).DetachFromDisposeScope(),
                Tensor[] tensors =>
                    tensors.Select(tensor => own(name, tensor).DetachFromDisposeScope()).ToArray(),
                double[] numbers => numbers.ToArray(),
                _ => value,
            };
        }));
    }

    /// <summary>Throws as <see cref="Take"/> would, and changes nothing.</summary>
    public static void Check(
        Action<StateVisitor> visit, IReadOnlyDictionary<string, object?> source, string place,
        Action<string, Tensor> check)
    {
        visit(new StateVisit((name, type, before) =>
        {
            foreach (var tensor in TensorsIn(Fitting(source, name, type, place))) check(name, tensor);
            return before;
        }));
    }

    protected override object? Replace(string name, Type type, object? value) => replace(name, type, value);

    private static IEnumerable<Tensor> TensorsIn(object? value) =>
        value is Tensor tensor ? [tensor] : value as Tensor[] ?? [];

    private static Tensor? Replaced(Tensor tensor, Func<Tensor, Tensor?> change)
    {
        var changed = change(tensor)?.DetachFromDisposeScope();
        if (!ReferenceEquals(changed, tensor)) tensor.Dispose();
        return changed;
    }

    private static object? Fitting(
        IReadOnlyDictionary<string, object?> source, string name, Type type, string place)
    {
        if (!source.TryGetValue(name, out var value))
        {
            var names = string.Join(", ", source.Keys.Select(key => $"\"{key}\""));
            throw new InvalidDataException(
                $"The saved {place} has no \"{name}\"; it has {names}. " +
                "It was saved by another version or another optimizer.");
        }

        var mayBeNull = type == typeof(Tensor) || Nullable.GetUnderlyingType(type) is not null;
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null ? mayBeNull : wanted.IsInstanceOfType(value)) return value;
        throw new InvalidDataException(
            $"\"{name}\" of the saved {place} is {Kind(value?.GetType())}, where {Kind(wanted)} is expected.");
    }

    private static string Kind(Type? type) =>
        type is null ? "absent"
        : type == typeof(Tensor[]) ? "a list of tensors"
        : type == typeof(double[]) ? "a list of numbers"
        : typeof(Tensor).IsAssignableFrom(type) ? "a tensor"
        : type == typeof(bool) ? "true or false"
        : type == typeof(long) ? "a whole number"
        : "a number";
}
