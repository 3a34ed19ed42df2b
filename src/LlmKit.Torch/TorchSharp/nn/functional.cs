using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>How the losses of many elements become one: not at all, by their mean, or by their sum.</summary>
        public enum Reduction : long
        {
            None = 0, Mean = 1, Sum = 2,
        }

        /// <summary>Layers and losses as functions.</summary>
        public static partial class functional
        {
            private static readonly Operator s_attention = new("scaled_dot_product_attention");

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Aten.linear.Call(input, weights, bias);

            /// <summary>Rows of <paramref name="weight"/> (V, C) by ids.</summary>
            public static Tensor embedding(Tensor x, Tensor weight, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
                bool scale_grad_by_freq = false, bool sparse = false)
            {
                if (max_norm is { } norm)
                {
                    using var frozen = no_grad();
                    Aten.embedding_renorm_.CallInPlace(weight, x.contiguous(), norm, norm_type);
                }

                var padding = padding_idx is < 0 ? padding_idx + weight.size(0) : padding_idx ?? -1;
                return Aten.embedding.Call([weight, x, padding, scale_grad_by_freq, sparse]);
            }

            /// <summary>softmax(q·kᵀ / √D + mask)·v for (…, T, D) queries and (…, S, D) keys and values.</summary>
            /// <param name="attn_mask">Bools, true may be seen, or numbers that are added to the scores.</param>
            /// <param name="is_casual">No position sees a later one. The spelling is TorchSharp's.</param>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0,
                bool is_casual = false)
            {
                Given(query);
                Given(key);
                if (attn_mask is not null && is_casual) throw new ArgumentException("attn_mask and is_casual are both given. Give one of them.", nameof(attn_mask));
                if (Engine.IsAtLeast(2, 0)) return s_attention.Call([query, key, value, attn_mask, p, is_casual]);

                using var scope = NewDisposeScope();
                var scores = query.matmul(key.transpose(-2, -1)) / Math.Sqrt(query.size(-1));
                if (is_casual) attn_mask = ones(query.size(-2), key.size(-2), ScalarType.Bool, query.device).tril();
                if (attn_mask is not null)
                {
                    scores = attn_mask.dtype == ScalarType.Bool
                        ? scores.masked_fill(attn_mask.logical_not(), double.NegativeInfinity)
                        : scores + attn_mask;
                }

                return dropout(scores.softmax(-1), p).matmul(value).MoveToOuterDisposeScope();
            }

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Aten.one_hot.Call([x, num_classes]);

            /// <param name="pad">Before and after the last dimension, then the one before, and so on.</param>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant or PaddingModes.Zeros => Aten.constant_pad_nd.Call([input, pad, value]),
                _ => Aten.pad.Call([input, pad, mode.ToString().ToLowerInvariant()]),
            };

            /// <summary>Divides by the p-norm along a dimension, or by <paramref name="eps"/> where that is larger.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1E-12)
            {
                using var scope = NewDisposeScope();
                var norm = Aten.norm_ScalarOpt_dim.Call([input, (Scalar)p, new[] { dim }, true]).clamp_min(eps);
                return (input / norm.expand_as(input)).MoveToOuterDisposeScope();
            }
        }
    }
}
