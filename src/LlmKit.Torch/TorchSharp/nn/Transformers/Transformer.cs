using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A stack of encoder layers.</summary>
    public sealed class TransformerEncoder : nn.Module<Tensor, Tensor?, Tensor?, Tensor>
    {
        private readonly TransformerEncoderLayer[] _layers;
        private readonly LayerNorm? _norm;

        internal TransformerEncoder(TransformerEncoderLayer layer, long count, LayerNorm? norm) : base(nameof(TransformerEncoder))
        {
            _layers = [.. Enumerable.Range(0, TransformerStack.Count(count)).Select(_ => layer.Copy())];
            _norm = norm;
            register_module("layers", new ModuleList<TransformerEncoderLayer>(_layers));
            if (norm is not null) register_module("norm", norm);
        }

        /// <inheritdoc cref="TransformerEncoderLayer.forward"/>
        public override Tensor forward(Tensor src, Tensor? src_mask, Tensor? src_key_padding_mask)
        {
            using var scope = NewDisposeScope();
            var x = _layers.Aggregate(src, (x, layer) => layer.call(x, src_mask, src_key_padding_mask));
            return (_norm is null ? x : _norm.call(x)).MoveToOuterDisposeScope();
        }

        public new Tensor call(Tensor src, Tensor? src_mask = null, Tensor? src_key_padding_mask = null) =>
            base.call(src, src_mask, src_key_padding_mask);
    }

    /// <summary>A stack of decoder layers.</summary>
    public sealed class TransformerDecoder : nn.Module<Tensor, Tensor, Tensor?, Tensor?, Tensor?, Tensor?, Tensor>
    {
        private readonly TransformerDecoderLayer[] _layers;
        private readonly LayerNorm? _norm;

        internal TransformerDecoder(TransformerDecoderLayer layer, long count, LayerNorm? norm) : base(nameof(TransformerDecoder))
        {
            _layers = [.. Enumerable.Range(0, TransformerStack.Count(count)).Select(_ => layer.Copy())];
            _norm = norm;
            register_module("layers", new ModuleList<TransformerDecoderLayer>(_layers));
            if (norm is not null) register_module("norm", norm);
        }

        /// <inheritdoc cref="TransformerDecoderLayer.forward"/>
        public override Tensor forward(Tensor tgt, Tensor memory, Tensor? tgt_mask, Tensor? memory_mask,
            Tensor? tgt_key_padding_mask, Tensor? memory_key_padding_mask)
        {
            using var scope = NewDisposeScope();
            var x = _layers.Aggregate(tgt, (x, layer) =>
                layer.call(x, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask));
            return (_norm is null ? x : _norm.call(x)).MoveToOuterDisposeScope();
        }

        public new Tensor call(Tensor tgt, Tensor memory, Tensor? tgt_mask = null, Tensor? memory_mask = null,
            Tensor? tgt_key_padding_mask = null, Tensor? memory_key_padding_mask = null) =>
            base.call(tgt, memory, tgt_mask, memory_mask, tgt_key_padding_mask, memory_key_padding_mask);
    }

    /// <summary>Encoder and decoder (Vaswani et al. 2017, arXiv:1706.03762), without embeddings and output layer.</summary>
    public sealed class Transformer : nn.Module<Tensor, Tensor, Tensor>
    {
        private readonly TransformerEncoder encoder;
        private readonly TransformerDecoder decoder;

        internal Transformer(TransformerEncoder encoder, TransformerDecoder decoder) : base(nameof(Transformer))
        {
            (this.encoder, this.decoder) = (encoder, decoder);
            RegisterComponents();
        }

        public override Tensor forward(Tensor src, Tensor tgt) => Run(src, tgt, null, null, null, null, null, null);

        /// <param name="src">What the encoder reads (S, B, C).</param>
        /// <param name="tgt">What the decoder reads (T, B, C).</param>
        /// <param name="src_mask">(S, S), true or -∞ where a position may not look.</param>
        /// <param name="tgt_mask">(T, T), likewise.</param>
        /// <param name="memory_mask">(T, S), likewise.</param>
        /// <param name="src_key_padding_mask">(B, S), true at padding.</param>
        /// <param name="tgt_key_padding_mask">(B, T), true at padding.</param>
        /// <param name="memory_key_padding_mask">(B, S), true at padding.</param>
        /// <returns>(T, B, C).</returns>
        public Tensor call(Tensor src, Tensor tgt, Tensor? src_mask, Tensor? tgt_mask = null, Tensor? memory_mask = null,
            Tensor? src_key_padding_mask = null, Tensor? tgt_key_padding_mask = null, Tensor? memory_key_padding_mask = null) =>
            Run(src, tgt, src_mask, tgt_mask, memory_mask, src_key_padding_mask, tgt_key_padding_mask, memory_key_padding_mask);

        private Tensor Run(Tensor src, Tensor tgt, Tensor? srcMask, Tensor? tgtMask, Tensor? memoryMask,
            Tensor? srcPadding, Tensor? tgtPadding, Tensor? memoryPadding)
        {
            using var memory = encoder.call(src, srcMask, srcPadding);
            return decoder.call(tgt, memory, tgtMask, memoryMask, tgtPadding, memoryPadding);
        }
    }

    internal static class TransformerStack
    {
        public static int Count(long layers) => layers >= 0
            ? (int)layers
            : throw new ArgumentOutOfRangeException(nameof(layers), layers, $"num_layers = {layers}. A stack needs at least 0 layers.");
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <param name="encoder_layer">Every layer of the stack starts as a copy of it.</param>
            public static TransformerEncoder TransformerEncoder(TransformerEncoderLayer encoder_layer, long num_layers) =>
                new(encoder_layer, num_layers, null);

            /// <param name="decoder_layer">Every layer of the stack starts as a copy of it.</param>
            public static TransformerDecoder TransformerDecoder(TransformerDecoderLayer decoder_layer, long num_layers) =>
                new(decoder_layer, num_layers, null);

            /// <param name="d_model">Width C.</param>
            /// <param name="dim_feedforward">Width between the two linear maps of a layer.</param>
            public static Transformer Transformer(long d_model = 512, long nhead = 8, long num_encoder_layers = 6, long num_decoder_layers = 6,
                long dim_feedforward = 2048, double dropout = 0.1, Activations activation = Activations.ReLU,
                Device? device = null, ScalarType? dtype = null)
            {
                var options = new TransformerOptions(d_model, nhead, dim_feedforward, dropout, activation, device, dtype);
                using var encoderLayer = new TransformerEncoderLayer(options);
                var encoder = new TransformerEncoder(encoderLayer, num_encoder_layers, options.NewNorm());
                using var decoderLayer = new TransformerDecoderLayer(options);
                var decoder = new TransformerDecoder(decoderLayer, num_decoder_layers, options.NewNorm());
                var transformer = new Transformer(encoder, decoder);
                foreach (var parameter in transformer.parameters().Where(parameter => parameter.dim() > 1)) init.xavier_uniform_(parameter);
                return transformer;
            }
        }
    }
}
