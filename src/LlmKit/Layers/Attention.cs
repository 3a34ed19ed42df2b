using static TorchSharp.torch;

namespace LlmKit.Layers;

/// <summary>What attention gives, and where it looked.</summary>
/// <param name="Output">(…, T, D): the mixed values.</param>
/// <param name="Weights">(…, T, S): how much each position takes from each; rows sum to 1.</param>
public sealed record AttentionResult(Tensor Output, Tensor Weights);

/// <summary>Scaled dot-product attention as a function (Vaswani et al. 2017, arXiv:1706.03762, section 3.2.1).</summary>
public static class Attention
{
    /// <summary>
    /// softmax(q·kᵀ / √D)·v. Without the root the scores of random vectors have variance D, and softmax of such
    /// numbers is nearly one-hot: its gradient vanishes.
    /// </summary>
    /// <param name="query">(…, T, D)</param>
    /// <param name="key">(…, S, D)</param>
    /// <param name="value">(…, S, D)</param>
    /// <param name="mask">Bools that broadcast to (…, T, S); true may be seen. A row that sees nothing gets weights of 0.</param>
    public static AttentionResult ScaledDotProduct(Tensor query, Tensor key, Tensor value, Tensor? mask = null)
    {
        CheckShapes(query, key, value, mask);
        using var scope = NewDisposeScope();

        var scores = query.matmul(key.transpose(-2, -1)) / Math.Sqrt(query.size(-1));      // (…, T, S)
        if (mask is not null)
        {
            if (mask.dtype != ScalarType.Bool)
            {
                throw new ArgumentException(
                    $"The mask is {mask.dtype}. A mask is a tensor of bools in which true may be seen: use mask != 0.", nameof(mask));
            }

            // −∞, not −1e9: in half precision −1e9 cannot be stored. Rows of nothing but −∞ give NaN, hence the last line.
            scores = scores.masked_fill(mask.logical_not(), double.NegativeInfinity);
        }

        var weights = scores.softmax(-1);
        if (mask is not null) weights = weights.masked_fill(mask.logical_not(), 0);
        return new(weights.matmul(value).MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
    }

    private static void CheckShapes(Tensor query, Tensor key, Tensor value, Tensor? mask)
    {
        if (query.ndim < 2 || key.ndim < 2 || value.ndim < 2)
            throw Mismatch("each needs at least the dimensions (T, D)", query, key, value, mask);
        if (query.size(-1) != key.size(-1)) throw Mismatch("query and key must have the same last dimension D", query, key, value, mask);
        if (key.size(-2) != value.size(-2)) throw Mismatch("key and value must have the same number of positions S", query, key, value, mask);
        if (mask is not null && (!Fits(mask, query, -2) || !Fits(mask, key, -2, of: -1)))
            throw Mismatch("the mask must broadcast to (…, T, S)", query, key, value, mask);
    }

    private static bool Fits(Tensor mask, Tensor positions, int dimension, int? of = null)
    {
        var own = of ?? dimension;
        return mask.ndim < -own || mask.size(own) == 1 || mask.size(own) == positions.size(dimension);
    }

    private static ArgumentException Mismatch(string rule, Tensor query, Tensor key, Tensor value, Tensor? mask) => new(
        $"query {Shape(query)}, key {Shape(key)}, value {Shape(value)}{(mask is null ? "" : $", mask {Shape(mask)}")}: {rule}.");

    private static string Shape(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";
}
