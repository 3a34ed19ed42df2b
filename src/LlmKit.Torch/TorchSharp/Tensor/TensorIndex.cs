namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place of an index, as in <c>x[1, .., ^1]</c>: a number, a slice, a mask, an index tensor, or one of the marks.</summary>
    public readonly struct TensorIndex
    {
        internal enum Kind
        {
            Slice, Single, Ellipsis, NewDimension, Bool, Tensor,
        }

        private TensorIndex(Kind kind, long? first = null, long? stop = null, long? step = null, Tensor? tensor = null)
        {
            What = kind;
            First = first;
            Stop = stop;
            Step = step;
            IndexTensor = tensor;
        }

        /// <summary>As many whole dimensions as the other places leave.</summary>
        public static TensorIndex Ellipsis { get; } = new(Kind.Ellipsis);

        /// <summary>A new dimension of length 1.</summary>
        public static TensorIndex None { get; } = new(Kind.NewDimension);

        public static TensorIndex Null => None;

        /// <summary>The whole of a dimension.</summary>
        public static TensorIndex Colon { get; } = new(Kind.Slice);

        internal Kind What { get; }

        /// <summary>The single index, the start of a slice, or 0 and 1 for a bool.</summary>
        internal long? First { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal Tensor? IndexTensor { get; }

        public static TensorIndex Bool(bool value) => new(Kind.Bool, value ? 1 : 0);

        public static TensorIndex Single(long? index) => index is null ? None : new(Kind.Single, index);

        /// <summary>Positions from <paramref name="start"/> to before <paramref name="stop"/>; negative ones count from the end.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Slice, start, stop, step);

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) => Slice(
            Position(range.Start),
            range.End is { IsFromEnd: true, Value: 0 } ? null : Position(range.End));

        public static TensorIndex Tensor(Tensor tensor) => new(Kind.Tensor, tensor: tensor);

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(Position(index));

        public static implicit operator TensorIndex(Tensor tensor) => Tensor(tensor);

        /// <summary>The index tensor, or a number as a tensor of no dimensions.</summary>
        public static implicit operator Tensor(TensorIndex value) => value.What switch
        {
            Kind.Tensor => value.IndexTensor!,
            Kind.Single => tensor(value.First!.Value),
            Kind.Bool => tensor(value.First == 1),
            _ => throw new InvalidCastException($"{value} is no tensor: only a number, a bool or an index tensor is."),
        };

        public override string ToString() => What switch
        {
            Kind.Single => $"{First}",
            Kind.Ellipsis => "...",
            Kind.NewDimension => "None",
            Kind.Bool => First == 1 ? "True" : "False",
            Kind.Tensor => LlmKit.Torch.Argument.Describe(IndexTensor!),
            _ => $"{First}:{Stop}" + (Step is null ? "" : $":{Step}"),
        };

        // ^1 is -1; ^0, the position behind the last, is no single index and is handled where a slice ends.
        private static long Position(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
