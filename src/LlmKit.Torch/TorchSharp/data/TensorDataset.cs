using LlmKit.Torch;
using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class utils
        {
            public static partial class data
            {
                /// <summary>Example i is row i of each tensor. The tensors stay the caller's.</summary>
                /// <exception cref="ArgumentException">No tensor, one without dimensions, or different first
                /// dimensions.</exception>
                public static TensorDataset TensorDataset(params Tensor[] tensors) => new(tensors);
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Rows of tensors as examples.</summary>
    public sealed class TensorDataset : torch.utils.data.IterableDataset
    {
        private readonly torch.Tensor[] _tensors;

        internal TensorDataset(torch.Tensor[] tensors)
        {
            ArgumentNullException.ThrowIfNull(tensors);
            if (tensors.Length == 0 || tensors.Any(tensor => tensor.ndim == 0 || tensor.size(0) != tensors[0].size(0)))
            {
                throw new ArgumentException(
                    $"TensorDataset({string.Join(", ", tensors.Select(Argument.Describe))}): example i is row i of " +
                    "each tensor, so it takes at least one, all with the same first dimension.", nameof(tensors));
            }

            _tensors = tensors;
        }

        public override long Count => _tensors[0].size(0);

        public override IList<torch.Tensor> GetTensor(long index)
        {
            if (index < 0 || index >= Count)
            {
                throw new ArgumentOutOfRangeException(nameof(index), index,
                    $"The data set has {Count} examples, counted from 0.");
            }

            return [.. _tensors.Select(tensor => tensor.select(0, index))];
        }
    }
}
