using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// Trades time for memory: a part of the model keeps its inputs instead of everything that backward needs,
/// and backward computes the part again (Chen et al. 2016, arXiv:1604.06174). Values and gradients are the
/// same.
/// </summary>
/// <remarks>
/// Parameters, and other tensors that the part uses without receiving them, get their gradients too; parts
/// may be nested; gradients of gradients go through. Both times the part must do the same: the default random
/// numbers, such as those of dropout, are repeated, and so is autocast, but not a <see cref="Generator"/> or
/// a <see cref="Random"/> of its own. A layer that counts what passes through it, such as batch norm, counts
/// twice. Of the tensors made in the part only the results remain: what it put into a field is disposed.
/// </remarks>
/// <example><code>
/// foreach (var block in blocks) x = GradientCheckpoint.Run(block, x);
/// </code></example>
public static class GradientCheckpoint
{
    public static Tensor Run(Func<Tensor, Tensor> part, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(part);
        return CheckpointedPart.Run(inputs => [part(inputs[0])], [input])[0];
    }

    public static Tensor Run(Func<Tensor, Tensor, Tensor> part, Tensor input1, Tensor input2)
    {
        ArgumentNullException.ThrowIfNull(part);
        return CheckpointedPart.Run(inputs => [part(inputs[0], inputs[1])], [input1, input2])[0];
    }

    public static Tensor Run(
        Func<Tensor, Tensor, Tensor, Tensor> part, Tensor input1, Tensor input2, Tensor input3)
    {
        ArgumentNullException.ThrowIfNull(part);
        return CheckpointedPart.Run(
            inputs => [part(inputs[0], inputs[1], inputs[2])], [input1, input2, input3])[0];
    }

    public static Tensor Run(nn.Module<Tensor, Tensor> part, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(part);
        return Run(part.call, input);
    }

    public static Tensor Run(nn.Module<Tensor, Tensor, Tensor> part, Tensor input1, Tensor input2)
    {
        ArgumentNullException.ThrowIfNull(part);
        return Run(part.call, input1, input2);
    }

    public static Tensor Run(
        nn.Module<Tensor, Tensor, Tensor, Tensor> part, Tensor input1, Tensor input2, Tensor input3)
    {
        ArgumentNullException.ThrowIfNull(part);
        return Run(part.call, input1, input2, input3);
    }

    /// <summary>
    /// A part with any number of inputs and results. Those that are no floating-point tensors pass no
    /// gradient.
    /// </summary>
    /// <exception cref="ArgumentNullException">The part or an input is null.</exception>
    /// <exception cref="InvalidOperationException">The part returns null, or changes an input in place. In
    /// backward: it did something else than in forward, which backward reports as a <see
    /// cref="TorchException"/>.</exception>
    public static Tensor[] RunAll(Func<Tensor[], Tensor[]> part, params Tensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(inputs);
        return CheckpointedPart.Run(part, inputs);
    }
}
