using LlmKit.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The sum, mean or maximum of the learnt rows of each bag of ids, without holding the
    /// rows.</summary>
    public sealed class EmbeddingBag : nn.Module<Tensor, Tensor?, Tensor?, Tensor>
    {
        private readonly double? _maxNorm;
        private readonly double _normType;
        private readonly bool _scaleByFrequency;
        private readonly EmbeddingBagMode _mode;
        private readonly bool _sparse;
        private readonly bool _includeLast;
        private readonly long? _padding;

        internal EmbeddingBag(Parameter weight, double? maxNorm, double normType, bool scaleByFrequency,
            EmbeddingBagMode mode, bool sparse, bool includeLast, long? padding) : base(nameof(EmbeddingBag))
        {
            (_maxNorm, _normType, _scaleByFrequency) = (maxNorm, normType, scaleByFrequency);
            (_mode, _sparse, _includeLast, _padding) = (mode, sparse, includeLast, padding);
            this.weight = weight;
            register_parameter(nameof(weight), weight);
        }

        public Parameter weight { get; }

        /// <inheritdoc cref="nn.functional.embedding_bag"/>
        public override Tensor forward(Tensor input, Tensor? offsets, Tensor? perSampleWeights) =>
            nn.functional.embedding_bag(input, weight, offsets, _maxNorm, _normType, _scaleByFrequency,
                _mode, _sparse, perSampleWeights, _includeLast, _padding);

        /// <param name="input">Ids (bags, ids of a bag).</param>
        public Tensor call(Tensor input) => call(input, null, null);

        /// <param name="input">Ids of all bags in one row.</param>
        /// <param name="offsets">Where each bag begins.</param>
        public Tensor call(Tensor input, Tensor? offsets) => call(input, offsets, null);

        protected override string ExtraDescription() => $"{weight.size(0)}, {weight.size(1)}" +
            (_maxNorm is { } norm ? $", max_norm={PythonText.Of(norm)}" : "") +
            (_normType != 2 ? $", norm_type={PythonText.Of(_normType)}" : "") +
            (_scaleByFrequency ? ", scale_grad_by_freq=True" : "") +
            $", mode={_mode.ToString().ToLowerInvariant()}" +
            (_padding is { } index ? $", padding_idx={index}" : "");
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <param name="max_norm">Rows longer than this are shortened when they are used.</param>
            /// <param name="include_last_offset">The offsets end with the number of ids.</param>
            /// <param name="padding_index">The id that no bag counts; its row is zeros at first and gets no
            /// gradient. None by −1.</param>
            public static EmbeddingBag EmbeddingBag(long num_embeddings, long embedding_dims,
                double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false,
                EmbeddingBagMode mode = EmbeddingBagMode.Mean, bool sparse = false,
                bool include_last_offset = false, long padding_index = -1, Device? device = null,
                ScalarType? dtype = null)
            {
                if (padding_index < -1 || padding_index >= num_embeddings)
                    throw new ArgumentOutOfRangeException(nameof(padding_index), padding_index,
                        $"padding_index = {padding_index} is outside of the {num_embeddings} rows. " +
                        "−1 means none.");

                var weight = Parameter(empty(num_embeddings, embedding_dims, dtype, device));
                init.normal_(weight);
                if (padding_index >= 0)
                {
                    using var frozen = no_grad();
                    using var row = weight[padding_index];
                    row.zero_();
                }

                return new(weight, max_norm, norm_type, scale_grad_by_freq, mode, sparse, include_last_offset,
                    padding_index < 0 ? null : padding_index);
            }

            public static partial class functional
            {
                /// <summary>The sum, mean or maximum of the rows of each bag of ids.</summary>
                /// <param name="input">Ids (bags, ids of a bag), or those of all bags in one row.</param>
                /// <param name="weight">The rows (V, C).</param>
                /// <param name="offsets">For ids in one row: where each bag begins. An empty bag gives
                /// zeros.</param>
                /// <param name="max_norm">Rows longer than this are shortened, in <paramref name="weight"/>
                /// itself.</param>
                /// <param name="per_sample_weights">A factor for each id, of the input's shape; for sums
                /// only.</param>
                /// <param name="include_last_offset">The offsets end with the number of ids.</param>
                /// <param name="padding_idx">The id that no bag counts; a negative one counts from the
                /// end.</param>
                /// <returns>(bags, C).</returns>
                public static Tensor embedding_bag(Tensor input, Tensor weight, Tensor? offsets = null,
                    double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false,
                    EmbeddingBagMode mode = EmbeddingBagMode.Mean, bool sparse = false,
                    Tensor? per_sample_weights = null, bool include_last_offset = false,
                    long? padding_idx = null)
                {
                    Given(input);
                    CheckBags(input, offsets, mode, per_sample_weights);
                    using var scope = NewDisposeScope();
                    if (offsets is null)
                    {
                        offsets = arange(input.size(0), input.dtype, input.device) * input.size(1);
                        input = input.reshape(-1);
                        per_sample_weights = per_sample_weights?.reshape(-1);
                        include_last_offset = false;
                    }

                    if (max_norm is { } norm)
                    {
                        using var frozen = no_grad();
                        Aten.embedding_renorm_.CallInPlace(weight, input.contiguous(), norm, norm_type);
                    }

                    var padding = padding_idx is < 0 ? padding_idx + weight.size(0) : padding_idx;
                    var results = Aten.embedding_bag_padding_idx.CallAny([weight, input, offsets,
                        scale_grad_by_freq, (long)mode, sparse, per_sample_weights, include_last_offset,
                        padding]);
                    return ((Tensor)results[0]!).MoveToOuterDisposeScope();
                }

                private static void CheckBags(Tensor input, Tensor? offsets, EmbeddingBagMode mode,
                    Tensor? factors)
                {
                    var problem = (input.dim(), offsets) switch
                    {
                        (1, null) => "Ids in one row need offsets: where each bag begins",
                        (1, { } starts) when starts.dim() != 1 =>
                            $"The offsets have the shape {Shape(starts)}. They must be one row",
                        (2, not null) => "Ids (bags, ids of a bag) take no offsets, for each row is a bag",
                        (1 or 2, _) => null,
                        _ => "Ids must be (bags, ids of a bag), or those of all bags in one row with offsets",
                    };
                    if (factors is not null && mode != EmbeddingBagMode.Sum)
                        problem ??= $"per_sample_weights go with sums; the mode is {mode}";
                    if (factors is not null && !factors.shape.SequenceEqual(input.shape))
                        problem ??= $"per_sample_weights have the shape {Shape(factors)}, unlike the ids";
                    if (problem is not null)
                        throw new ArgumentException($"{problem}. The ids have the shape {Shape(input)}.",
                            nameof(input));

                    static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
                }
            }
        }
    }
}
