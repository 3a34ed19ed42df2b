using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Attention to itself, then a feed-forward part, each added to its input and normalized after (Vaswani et al. 2017).</summary>
    public sealed class TransformerEncoderLayer : nn.Module<Tensor, Tensor?, Tensor?, Tensor>
    {
        private readonly TransformerOptions _options;
        private readonly MultiheadAttention self_attn;
        private readonly Linear linear1, linear2;
        private readonly LayerNorm norm1, norm2;
        private readonly Dropout dropout, dropout1, dropout2;

        internal TransformerEncoderLayer(TransformerOptions options, TransformerEncoderLayer? like = null) : base(nameof(TransformerEncoderLayer))
        {
            _options = options;
            self_attn = like?.self_attn.Copy() ?? options.NewAttention();
            (linear1, linear2) = like is null ? options.NewFeedForward() : (like.linear1.Copy(), like.linear2.Copy());
            norm1 = like?.norm1.Copy(options) ?? options.NewNorm();
            norm2 = like?.norm2.Copy(options) ?? options.NewNorm();
            (dropout, dropout1, dropout2) = (options.NewDropout(), options.NewDropout(), options.NewDropout());

            register_module(nameof(self_attn), self_attn);
            register_module(nameof(linear1), linear1);
            register_module(nameof(dropout), dropout);
            register_module(nameof(linear2), linear2);
            register_module(nameof(norm1), norm1);
            register_module(nameof(norm2), norm2);
            register_module(nameof(dropout1), dropout1);
            register_module(nameof(dropout2), dropout2);
        }

        /// <param name="src">(S, B, C).</param>
        /// <param name="src_mask">(S, S), true or -∞ where a position may not look.</param>
        /// <param name="src_key_padding_mask">(B, S), true at padding.</param>
        public override Tensor forward(Tensor src, Tensor? src_mask, Tensor? src_key_padding_mask)
        {
            using var scope = NewDisposeScope();
            var (seen, _) = self_attn.call(src, src, src, src_key_padding_mask, need_weights: false, src_mask);
            var x = norm1.call(src + dropout1.call(seen));
            var thought = linear2.call(dropout.call(_options.Activate(linear1.call(x))));
            return norm2.call(x + dropout2.call(thought)).MoveToOuterDisposeScope();
        }

        public new Tensor call(Tensor src, Tensor? src_mask = null, Tensor? src_key_padding_mask = null) =>
            base.call(src, src_mask, src_key_padding_mask);

        internal TransformerEncoderLayer Copy() => new(_options, this);

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
            public static TransformerEncoderLayer TransformerEncoderLayer(long d_model = 512, long nhead = 8, long dim_feedforward = 2048,
                double dropout = 0.1, Activations activation = Activations.ReLU, Device? device = null, ScalarType? dtype = null) =>
                new(new(d_model, nhead, dim_feedforward, dropout, activation, device, dtype));
        }
    }
}
