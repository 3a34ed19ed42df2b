using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>The tensors that an operator returns, whether one, several, or a list.</summary>
internal sealed class Outputs(params Tensor[] tensors)
{
    public Tensor[] Tensors => tensors;

    public static implicit operator Outputs(Tensor tensor) => new(tensor);

    public static implicit operator Outputs(Tensor[] tensors) => new(tensors);

    public static implicit operator Outputs((Tensor, Tensor) pair) => new(pair.Item1, pair.Item2);

    public static implicit operator Outputs((Tensor, Tensor, Tensor) triple) =>
        new(triple.Item1, triple.Item2, triple.Item3);

    public static implicit operator Outputs(bool value) => new(tensor(value));
}
