using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>Cross entropy by TorchSharp's own function; stands in for the fused one where TorchSharp is the engine.</summary>
public static class FusedLoss
{
    /// <param name="logits">(N, V)</param>
    /// <param name="labels">(N), int64</param>
    public static Tensor CrossEntropy(Tensor logits, Tensor labels, long ignored = -100) =>
        nn.functional.cross_entropy(logits, labels, ignore_index: ignored);
}
