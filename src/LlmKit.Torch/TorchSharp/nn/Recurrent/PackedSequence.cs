using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Sequences of several lengths as one batch without padding, for the recurrent layers.</summary>
            public static partial class rnn
            {
                private static readonly Operator
                    s_pack = new("_pack_padded_sequence"), s_unpack = new("_pad_packed_sequence"), s_pad = new("pad_sequence");

                /// <summary>All first positions, then all second ones, and so on; longest sequence first.</summary>
                public sealed class PackedSequence : IDisposable
                {
                    internal PackedSequence(Tensor data, Tensor batch_sizes, Tensor? sorted_indices, Tensor? unsorted_indices) =>
                        (this.data, this.batch_sizes, this.sorted_indices, this.unsorted_indices) =
                        (data, batch_sizes, sorted_indices, unsorted_indices);

                    /// <summary>(sum of lengths, C).</summary>
                    public Tensor data { get; }

                    /// <summary>How many sequences reach each position, int64 on the CPU.</summary>
                    public Tensor batch_sizes { get; }

                    /// <summary>The sequences' places in the batch, longest first; null if they came so.</summary>
                    public Tensor? sorted_indices { get; }

                    public Tensor? unsorted_indices { get; }

                    public void Dispose()
                    {
                        data.Dispose();
                        batch_sizes.Dispose();
                        sorted_indices?.Dispose();
                        unsorted_indices?.Dispose();
                    }

                    public PackedSequence MoveToOuterDisposeScope()
                    {
                        data.MoveToOuterDisposeScope();
                        batch_sizes.MoveToOuterDisposeScope();
                        sorted_indices?.MoveToOuterDisposeScope();
                        unsorted_indices?.MoveToOuterDisposeScope();
                        return this;
                    }

                    internal PackedSequence With(Tensor other) =>
                        new(other, batch_sizes.alias(), sorted_indices?.alias(), unsorted_indices?.alias());
                }

                /// <summary>Packs a padded batch.</summary>
                /// <param name="input">(T, B, …), or (B, T, …) with <paramref name="batch_first"/>.</param>
                /// <param name="lengths">Length of each sequence, int64.</param>
                /// <param name="enforce_sorted">The sequences come longest first; otherwise they are sorted here.</param>
                public static PackedSequence pack_padded_sequence(Tensor input, Tensor lengths, bool batch_first = false, bool enforce_sorted = true)
                {
                    using var scope = NewDisposeScope();
                    lengths = lengths.cpu().to(ScalarType.Int64);
                    Tensor? sorted = null, unsorted = null;
                    if (!enforce_sorted)
                    {
                        (lengths, sorted) = sort(lengths, descending: true);
                        sorted = sorted.to(input.device);
                        input = input.index_select(batch_first ? 0 : 1, sorted);
                        unsorted = sorted.argsort();
                    }

                    var (data, batch_sizes) = s_pack.Call2([input, lengths, batch_first]);
                    return new PackedSequence(data, batch_sizes, sorted, unsorted).MoveToOuterDisposeScope();
                }

                /// <summary>Packs sequences (Tᵢ, …) of any lengths.</summary>
                public static PackedSequence pack_sequence(IEnumerable<Tensor> sequences, bool enforce_sorted = true)
                {
                    using var scope = NewDisposeScope();
                    var all = sequences.ToArray();
                    var lengths = tensor([.. all.Select(sequence => sequence.size(0))]);
                    return pack_padded_sequence(pad_sequence(all), lengths, false, enforce_sorted).MoveToOuterDisposeScope();
                }

                /// <summary>A padded batch again, in its first order, with the length of each sequence.</summary>
                /// <param name="total_length">Pads to this length instead of the longest sequence's.</param>
                public static (Tensor, Tensor) pad_packed_sequence(PackedSequence sequence, bool batch_first = false,
                    double padding_value = 0, long? total_length = null)
                {
                    using var scope = NewDisposeScope();
                    var (padded, lengths) = s_unpack.Call2([sequence.data, sequence.batch_sizes, batch_first, (Scalar)padding_value, total_length ?? -1]);
                    if (sequence.unsorted_indices is { } order)
                    {
                        padded = padded.index_select(batch_first ? 0 : 1, order);
                        lengths = lengths.index_select(0, order.cpu());
                    }

                    return (padded.MoveToOuterDisposeScope(), lengths.MoveToOuterDisposeScope());
                }

                /// <summary>Sequences (Tᵢ, …) as one tensor (T, B, …), or (B, T, …) with <paramref name="batch_first"/>.</summary>
                public static Tensor pad_sequence(IEnumerable<Tensor> sequences, bool batch_first = false, double padding_value = 0) =>
                    s_pad.Call([sequences.ToArray(), batch_first, padding_value]);
            }
        }
    }
}
