using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What a Transformer layer applies between its two linear maps.</summary>
        public enum Activations
        {
            ReLU = 0, GELU = 1,
        }
    }
}

/// <summary>The sizes of a Transformer's layers.</summary>
internal sealed record TransformerOptions(
    long Width, long Heads, long FeedForward, double Dropout, torch.nn.Activations Activation, torch.Device? Device, torch.ScalarType? Dtype)
{
    public MultiheadAttention NewAttention() =>
        torch.nn.MultiheadAttention(Width, Heads, Dropout, true, false, false, null, null, Device, Dtype);

    public (Linear, Linear) NewFeedForward() =>
        (torch.nn.Linear(Width, FeedForward, true, Device, Dtype), torch.nn.Linear(FeedForward, Width, true, Device, Dtype));

    public LayerNorm NewNorm() => torch.nn.LayerNorm(Width, device: Device, dtype: Dtype);

    public Dropout NewDropout() => torch.nn.Dropout(Dropout);

    public torch.Tensor Activate(torch.Tensor x) =>
        Activation == torch.nn.Activations.GELU ? torch.nn.functional.gelu(x) : torch.nn.functional.relu(x);
}

/// <summary>Layers with the weights of others.</summary>
internal static class LayerCopies
{
    public static Linear Copy(this Linear linear) => new(linear.weight.Copy(), linear.bias?.Copy());

    public static LayerNorm Copy(this LayerNorm norm, TransformerOptions options)
    {
        var copy = options.NewNorm();
        copy.load_state_dict(norm.state_dict());
        return copy;
    }

    public static Parameter Copy(this Parameter parameter) =>
        torch.nn.Parameter(parameter.detach().clone(), parameter.requires_grad);
}
