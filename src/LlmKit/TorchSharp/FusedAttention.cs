using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>Causal attention by TorchSharp's own operators; stands in for the fused one where TorchSharp is the engine.</summary>
public static class FusedAttention
{
    /// <param name="query">(…, T, D)</param>
    /// <param name="key">(…, S, D)</param>
    /// <param name="value">(…, S, D)</param>
    /// <param name="scale">Null stands for 1/√D.</param>
    public static Tensor Causal(Tensor query, Tensor key, Tensor value, double? scale = null)
    {
        using var scope = NewDisposeScope();
        var factor = scale ?? 1 / Math.Sqrt(query.size(-1));
        var scores = query.matmul(key.transpose(-2, -1)) * factor;
        long rows = scores.size(-2), columns = scores.size(-1);
        var past = ones(rows, columns, ScalarType.Bool, query.device).tril(columns - rows);
        return scores.masked_fill(past.logical_not(), double.NegativeInfinity).softmax(-1).matmul(value).MoveToOuterDisposeScope();
    }
}
