using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Makes one batch of examples whose tensors have the same shapes.</summary>
internal static class Collation
{
    public static Dictionary<string, Tensor> Named(IEnumerable<Dictionary<string, Tensor>> examples, Device device)
    {
        var all = examples.ToArray();
        var names = all[0].Keys;
        foreach (var example in all)
        {
            if (example.Count == names.Count && names.All(example.ContainsKey)) continue;
            throw new InvalidOperationException(
                $"A batch needs examples with the same names; one has {string.Join(", ", names)}, another " +
                $"{string.Join(", ", example.Keys)}. Give all the same, or a collate_fn of your own.");
        }

        return names.ToDictionary(name => name,
            name => Stacked([.. all.Select(example => example[name])], $"\"{name}\"", device));
    }

    public static IList<Tensor> Listed(IEnumerable<IList<Tensor>> examples, Device device)
    {
        var all = examples.ToArray();
        if (all.FirstOrDefault(example => example.Count != all[0].Count) is { } other)
        {
            throw new InvalidOperationException(
                $"A batch needs examples of equally many tensors; one has {all[0].Count}, another {other.Count}. " +
                "Give all the same, or a collate_fn of your own.");
        }

        return [.. Enumerable.Range(0, all[0].Count)
            .Select(i => Stacked([.. all.Select(example => example[i])], $"number {i}", device))];
    }

    private static Tensor Stacked(Tensor[] tensors, string which, Device device)
    {
        var shape = tensors[0].shape;
        if (tensors.FirstOrDefault(tensor => !tensor.shape.SequenceEqual(shape)) is { } other)
        {
            throw new InvalidOperationException(
                $"A batch needs tensors of the same shape, but {which} is {Argument.Describe(tensors[0])} in one " +
                $"example and {Argument.Describe(other)} in another. Pad them in the data set, or give a " +
                "collate_fn of your own.");
        }

        return stack(tensors).to(device);
    }
}
