using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Several attentions side by side, each in its own part of the width (Vaswani et al. 2017, arXiv:1706.03762).
    /// Sequences come first: (T, B, C).
    /// </summary>
    public sealed class MultiheadAttention : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, (Tensor, Tensor)>
    {
        internal sealed record Options(long Width, long Heads, double Dropout, bool AddZeroAttention, long KeyWidth, long ValueWidth)
        {
            public bool HasOneProjection => KeyWidth == Width && ValueWidth == Width;
        }

        /// <summary>One (3·C, C) matrix, or three when keys or values have widths of their own.</summary>
        internal sealed record Weights(Parameter[] Projections, Parameter? Bias, Parameter? KeyBias, Parameter? ValueBias, Linear Output)
        {
            public Weights Copy() => new(
                [.. Projections.Select(parameter => parameter.Copy())], Bias?.Copy(), KeyBias?.Copy(), ValueBias?.Copy(), Output.Copy());
        }

        private static readonly string[] s_projections = ["q_proj_weight", "k_proj_weight", "v_proj_weight"];

        private readonly Options _options;
        private readonly Weights _weights;

        internal MultiheadAttention(Options options, Weights weights) : base(nameof(MultiheadAttention))
        {
            (_options, _weights) = (options, weights);
            if (options.HasOneProjection) register_parameter("in_proj_weight", weights.Projections[0]);
            else
            {
                foreach (var (key, weight) in s_projections.Zip(weights.Projections))
                    register_parameter(key, weight);
            }

            if (weights.Bias is not null) register_parameter("in_proj_bias", weights.Bias);
            if (weights.KeyBias is not null) register_parameter("bias_k", weights.KeyBias);
            if (weights.ValueBias is not null) register_parameter("bias_v", weights.ValueBias);
            register_module("out_proj", weights.Output);
        }

        /// <param name="query">(T, B, C), or (T, C) without a batch.</param>
        /// <param name="key">(S, B, key width).</param>
        /// <param name="value">(S, B, value width).</param>
        /// <param name="key_padding_mask">(B, S), true where a key is padding; or numbers that are added to the scores.</param>
        /// <param name="need_weights">Whether the second result is wanted; without it the attention is computed faster.</param>
        /// <param name="attn_mask">(T, S) or (B·heads, T, S), true where a query may not look; or numbers that are added.</param>
        /// <returns>The outputs (T, B, C), and the weights (B, T, S), the mean over the heads; null if not wanted.</returns>
        public override (Tensor, Tensor) forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
        {
            Check(query, key, value);
            using var scope = NewDisposeScope();
            var isBatched = query.dim() == 3;
            if (!isBatched)
            {
                var batched = query.unsqueeze(1);
                key = ReferenceEquals(key, query) ? batched : key.unsqueeze(1);
                value = ReferenceEquals(value, query) ? batched : value.unsqueeze(1);
                query = batched;
                key_padding_mask = key_padding_mask?.unsqueeze(0);
            }

            long targets = query.size(0), batch = query.size(1), heads = _options.Heads, size = _options.Width / heads;
            var (q, k, v) = Projected(query, key, value);
            if (_weights.KeyBias is { } keyBias && _weights.ValueBias is { } valueBias)
            {
                k = cat([k, keyBias.expand(1, batch, -1)]);
                v = cat([v, valueBias.expand(1, batch, -1)]);
            }

            if (_options.AddZeroAttention)
            {
                var zero = zeros([1, batch, _options.Width], k.dtype, k.device);
                (k, v) = (cat([k, zero]), cat([v, zero]));
            }

            var sources = k.size(0);
            Tensor Split(Tensor x) => x.reshape(x.size(0), batch, heads, size).permute(1, 2, 0, 3);
            var mask = Mask(attn_mask, key_padding_mask, targets, sources, batch, q.dtype);
            var (output, weights) = Attend(Split(q), Split(k), Split(v), mask, need_weights);
            output = nn.functional.linear(output.permute(2, 0, 1, 3).reshape(targets, batch, _options.Width), _weights.Output.weight, _weights.Output.bias);

            if (!isBatched) (output, weights) = (output.squeeze(1), weights?.squeeze(0));
            return (output.MoveToOuterDisposeScope(), weights?.MoveToOuterDisposeScope()!);
        }

        public new (Tensor, Tensor) call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null,
            bool need_weights = true, Tensor? attn_mask = null) =>
            base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

        internal MultiheadAttention Copy() => new(_options, _weights.Copy());

        private (Tensor Output, Tensor? Weights) Attend(Tensor q, Tensor k, Tensor v, Tensor? mask, bool needWeights)
        {
            var dropout = training ? _options.Dropout : 0;
            if (!needWeights) return (nn.functional.scaled_dot_product_attention(q, k, v, mask, dropout), null);

            var scores = (q / Math.Sqrt(q.size(-1))).matmul(k.transpose(-2, -1));
            if (mask is not null) scores += mask;
            var weights = nn.functional.dropout(scores.softmax(-1), dropout, training);
            return (weights.matmul(v), weights.mean([1]));
        }

        private (Tensor Q, Tensor K, Tensor V) Projected(Tensor query, Tensor key, Tensor value)
        {
            if (_options.HasOneProjection && ReferenceEquals(query, key) && ReferenceEquals(key, value))
            {
                var parts = nn.functional.linear(query, _weights.Projections[0], _weights.Bias).chunk(3, -1);
                return (parts[0], parts[1], parts[2]);
            }

            var weights = _options.HasOneProjection ? _weights.Projections[0].chunk(3) : _weights.Projections;
            var biases = _weights.Bias?.chunk(3);
            return (nn.functional.linear(query, weights[0], biases?[0]), nn.functional.linear(key, weights[1], biases?[1]),
                nn.functional.linear(value, weights[2], biases?[2]));
        }

        // Both masks as numbers to add, (B or 1, heads or 1, T, S); columns that the layer appended may be seen.
        private Tensor? Mask(Tensor? attention, Tensor? padding, long targets, long sources, long batch, ScalarType dtype)
        {
            Tensor? mask = null;
            if (attention is not null)
            {
                CheckMask(attention, nameof(attention), attention.dim() is 2 or 3 && attention.size(-2) == targets);
                mask = Added(attention, sources, dtype);
                mask = attention.dim() == 2 ? mask : mask.view(batch, _options.Heads, targets, sources);
            }

            if (padding is null) return mask;
            CheckMask(padding, nameof(padding), padding.dim() == 2 && padding.size(0) == batch);
            var added = Added(padding, sources, dtype).view(batch, 1, 1, sources);
            return mask is null ? added : mask + added;

            void CheckMask(Tensor given, string name, bool fits)
            {
                var expected = sources - (_weights.KeyBias is null ? 0 : 1) - (_options.AddZeroAttention ? 1 : 0);
                if (!fits || given.size(-1) != expected)
                {
                    throw new ArgumentException($"MultiheadAttention: the {name} mask has the shape ({string.Join(", ", given.shape)}). It must be "
                        + (name == nameof(padding) ? $"(B, S) = ({batch}, {expected})." : $"(T, S) = ({targets}, {expected}), or (B·heads, T, S)."));
                }
            }
        }

        private static Tensor Added(Tensor mask, long sources, ScalarType dtype)
        {
            if (mask.dtype == ScalarType.Bool) mask = zeros(mask.shape, dtype, mask.device).masked_fill(mask, double.NegativeInfinity);
            return mask.size(-1) == sources ? mask : nn.functional.pad(mask, [0, sources - mask.size(-1)]);
        }

        private void Check(Tensor query, Tensor key, Tensor value)
        {
            if (query.dim() is not (2 or 3) || key.dim() != query.dim() || value.dim() != query.dim())
                throw Refused("they must all be (T, B, C), or all (T, C)");
            if (query.size(-1) != _options.Width || key.size(-1) != _options.KeyWidth || value.size(-1) != _options.ValueWidth)
                throw Refused($"the widths must be {_options.Width}, {_options.KeyWidth} and {_options.ValueWidth}");
            if (key.size(0) != value.size(0)) throw Refused("keys and values must be of one length");

            ArgumentException Refused(string rule) => new(
                $"MultiheadAttention: query ({Shape(query)}), key ({Shape(key)}), value ({Shape(value)}): {rule}.");
        }

        private static string Shape(Tensor tensor) => string.Join(", ", tensor.shape);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <param name="embedded_dim">Width C of queries and outputs, a multiple of <paramref name="num_heads"/>.</param>
            /// <param name="dropout">Share of the attention weights that is dropped in training.</param>
            /// <param name="add_bias_kv">Appends a learnt key and value to every sequence.</param>
            /// <param name="add_zero_attn">Appends a key and a value of zeros.</param>
            /// <param name="kdim">Width of the keys; C unless given.</param>
            /// <param name="vdim">Width of the values; C unless given.</param>
            public static MultiheadAttention MultiheadAttention(long embedded_dim, long num_heads, double dropout = 0, bool bias = true,
                bool add_bias_kv = false, bool add_zero_attn = false, long? kdim = null, long? vdim = null) =>
                MultiheadAttention(embedded_dim, num_heads, dropout, bias, add_bias_kv, add_zero_attn, kdim, vdim, null, null);

            internal static MultiheadAttention MultiheadAttention(long width, long heads, double dropout, bool bias,
                bool addBias, bool addZero, long? keyWidth, long? valueWidth, Device? device, ScalarType? dtype)
            {
                if (heads < 1 || width < 1 || width % heads != 0)
                    throw new ArgumentException($"num_heads = {heads} does not divide embedded_dim = {width}. Each head gets an equal part of the width.", nameof(heads));
                if (dropout is not (>= 0 and <= 1))
                    throw new ArgumentOutOfRangeException(nameof(dropout), dropout, $"dropout = {dropout}. The share to drop must be at least 0 and at most 1.");

                var options = new MultiheadAttention.Options(width, heads, dropout, addZero, keyWidth ?? width, valueWidth ?? width);
                Parameter New(params long[] shape) => Parameter(empty(shape, dtype, device));

                var output = Linear(width, width, bias, device, dtype);
                Parameter[] projections = options.HasOneProjection
                    ? [New(3 * width, width)]
                    : [New(width, width), New(width, options.KeyWidth), New(width, options.ValueWidth)];
                foreach (var projection in projections) init.xavier_uniform_(projection);
                var projectionBias = bias ? Parameter(zeros(3 * width, dtype, device)) : null;
                if (output.bias is not null) init.zeros_(output.bias);
                Parameter? keyBias = addBias ? New(1, 1, width) : null, valueBias = addBias ? New(1, 1, width) : null;
                if (keyBias is not null) init.xavier_normal_(keyBias);
                if (valueBias is not null) init.xavier_normal_(valueBias);
                return new(options, new(projections, projectionBias, keyBias, valueBias, output));
            }
        }
    }
}
