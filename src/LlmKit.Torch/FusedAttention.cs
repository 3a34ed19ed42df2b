using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// Causal attention that masks, scales and normalizes in one pass, in place: of the scores only the probabilities
/// are ever stored, and the half above the diagonal is never computed on (Vaswani et al. 2017, arXiv:1706.03762).
/// </summary>
public static class FusedAttention
{
    /// <summary>
    /// Softmax of q·kᵀ·scale over the positions that each row may see, times v. With S &gt; T, the T queries are the last
    /// T of the S positions, as in decoding with a cache.
    /// </summary>
    /// <param name="query">(…, T, D)</param>
    /// <param name="key">(…, S, D)</param>
    /// <param name="value">(…, S, D)</param>
    /// <param name="scale">Null stands for 1/√D.</param>
    /// <returns>(…, T, D)</returns>
    /// <remarks>
    /// float32 on the CPU outside autocast is fused; everything else is computed by libtorch's operators.
    /// </remarks>
    /// <exception cref="TorchException">The shapes do not fit each other, or there are more queries than positions.</exception>
    public static Tensor Causal(Tensor query, Tensor key, Tensor value, double? scale = null)
    {
        Check(query, key, value);
        var factor = scale ?? 1 / Math.Sqrt(query.size(-1));
        return new[] { query, key, value }.All(t => t.dtype == ScalarType.Float32 && t.device_type == DeviceType.CPU)
               && !Autocast.IsEnabled(DeviceType.CPU)
            ? Function.apply(query, key, value, factor)
            : Composed(query, key, value, factor);
    }

    /// <summary>The same by operators, which is what the fused one is tested against.</summary>
    internal static Tensor Composed(Tensor query, Tensor key, Tensor value, double scale)
    {
        using var scope = NewDisposeScope();
        var scores = query.matmul(key.transpose(-2, -1)).mul((Scalar)scale);           // (…, T, S)
        long rows = scores.size(-2), columns = scores.size(-1);
        var future = ones(rows, columns, ScalarType.Bool, query.device).triu(columns - rows + 1);
        var probabilities = scores.masked_fill(future, double.NegativeInfinity).softmax(-1);
        return probabilities.matmul(value).MoveToOuterDisposeScope();                   // (…, T, D)
    }

    private static void Check(Tensor query, Tensor key, Tensor value)
    {
        if (query.ndim < 2 || key.ndim < 2 || value.ndim < 2)
            throw Refused("query, key and value are matrices, or batches of them.");
        if (query.size(-1) != key.size(-1))
            throw Refused($"queries have width {query.size(-1)} and keys {key.size(-1)}. Both must be the same.");
        if (key.size(-2) != value.size(-2))
            throw Refused($"there are {key.size(-2)} keys and {value.size(-2)} values. Each position has one of each.");
        if (query.size(-2) > key.size(-2))
            throw Refused($"the first of {query.size(-2)} queries would see none of the {key.size(-2)} positions.");

        TorchException Refused(string rule) => new(
            $"CausalAttention({Argument.Describe(query)}, {Argument.Describe(key)}, {Argument.Describe(value)})", rule);
    }

    private sealed unsafe class Function : autograd.SingleTensorFunction<Function>
    {
        public override string Name => "CausalAttention";

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (query, key, value, scale) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (double)vars[3]);
            var probabilities = query.matmul(key.transpose(-2, -1)).contiguous();       // (…, T, S)
            Native.Check(Native.llmkit_fused_causal_softmax(probabilities.Handle, scale), Name);
            ctx.save_data("scale", scale);
            ctx.save_for_backward([query, key, value, probabilities]);
            return probabilities.matmul(value);                                         // (…, T, D)
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var scale = (double)ctx.get_data("scale")!;
            if (ctx.get_saved_variables() is not [var query, var key, var value, var probabilities])
                throw new InvalidOperationException("Four tensors were saved.");

            var gradient = grad_output.matmul(value.transpose(-2, -1)).contiguous();    // (…, T, S)
            Native.Check(Native.llmkit_fused_causal_softmax_backward(gradient.Handle, probabilities.Handle, scale), Name);
            return
            [
                gradient.matmul(key),
                gradient.transpose(-2, -1).matmul(query),
                probabilities.transpose(-2, -1).matmul(grad_output),
            ];
        }
    }
}
