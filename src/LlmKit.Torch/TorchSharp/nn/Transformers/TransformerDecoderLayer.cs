using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Attention to itself, attention to an encoder's outputs, then a feed-forward part (Vaswani et al. 2017).</summary>
    public sealed class TransformerDecoderLayer : nn.Module<Tensor, Tensor, Tensor?, Tensor?, Tensor?, Tensor?, Tensor>
    {
        private readonly TransformerOptions _options;
        private readonly MultiheadAttention self_attn, multihead_attn;
        private readonly Linear linear1, linear2;
        private readonly LayerNorm norm1, norm2, norm3;
        private readonly Dropout dropout, dropout1, dropout2, dropout3;

        internal TransformerDecoderLayer(TransformerOptions options, TransformerDecoderLayer? like = null) : base(nameof(TransformerDecoderLayer))
        {
            _options = options;
            self_attn = like?.self_attn.Copy() ?? options.NewAttention();
            multihead_attn = like?.multihead_attn.Copy() ?? options.NewAttention();
            (linear1, linear2) = like is null ? options.NewFeedForward() : (like.linear1.Copy(), like.linear2.Copy());
            norm1 = like?.norm1.Copy(options) ?? options.NewNorm();
            norm2 = like?.norm2.Copy(options) ?? options.NewNorm();
            norm3 = like?.norm3.Copy(options) ?? options.NewNorm();
            (dropout, dropout1, dropout2, dropout3) = (options.NewDropout(), options.NewDropout(), options.NewDropout(), options.NewDropout());

            register_module(nameof(self_attn), self_attn);
            register_module(nameof(multihead_attn), multihead_attn);
            register_module(nameof(linear1), linear1);
            register_module(nameof(dropout), dropout);
            register_module(nameof(linear2), linear2);
            register_module(nameof(norm1), norm1);
            register_module(nameof(norm2), norm2);
            register_module(nameof(norm3), norm3);
            register_module(nameof(dropout1), dropout1);
            register_module(nameof(dropout2), dropout2);
            register_module(nameof(dropout3), dropout3);
        }

        /// <param name="tgt">(T, B, C).</param>
        /// <param name="memory">The encoder's outputs (S, B, C).</param>
        /// <param name="tgt_mask">(T, T), true or -∞ where a position may not look.</param>
        /// <param name="memory_mask">(T, S), likewise.</param>
        /// <param name="tgt_key_padding_mask">(B, T), true at padding.</param>
        /// <param name="memory_key_padding_mask">(B, S), true at padding.</param>
        public override Tensor forward(Tensor tgt, Tensor memory, Tensor? tgt_mask, Tensor? memory_mask,
            Tensor? tgt_key_padding_mask, Tensor? memory_key_padding_mask)
        {
            using var scope = NewDisposeScope();
            var (own, _) = self_attn.call(tgt, tgt, tgt, tgt_key_padding_mask, need_weights: false, tgt_mask);
            var x = norm1.call(tgt + dropout1.call(own));
            var (seen, _) = multihead_attn.call(x, memory, memory, memory_key_padding_mask, need_weights: false, memory_mask);
            x = norm2.call(x + dropout2.call(seen));
            var thought = linear2.call(dropout.call(_options.Activate(linear1.call(x))));
            return norm3.call(x + dropout3.call(thought)).MoveToOuterDisposeScope();
        }

        public new Tensor call(Tensor tgt, Tensor memory, Tensor? tgt_mask = null, Tensor? memory_mask = null,
            Tensor? tgt_key_padding_mask = null, Tensor? memory_key_padding_mask = null) =>
            base.call(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask);

        internal TransformerDecoderLayer Copy() => new(_options, this);

        internal LayerNorm NewNorm() => _options.NewNorm();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <param name="d_model">Width C.</param>
            /// <param name="dim_feedforward">Width between the two linear maps.</param>
            public static TransformerDecoderLayer TransformerDecoderLayer(long d_model = 512, long nhead = 8, long dim_feedforward = 2048,
                double dropout = 0.1, Activations activation = Activations.ReLU, Device? device = null, ScalarType? dtype = null) =>
                new(new(d_model, nhead, dim_feedforward, dropout, activation, device, dtype));
        }
    }
}
