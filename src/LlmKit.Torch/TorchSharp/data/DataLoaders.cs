using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class utils
        {
            public static partial class data
            {
                /// <inheritdoc cref="Modules.DataLoader"/>
                public static Modules.DataLoader DataLoader(Dataset dataset, int batchSize, IEnumerable<long> shuffler,
                    Device? device = null, int num_worker = 1, bool drop_last = false) =>
                    new(dataset, batchSize, shuffler, device, num_worker, drop_last);

                /// <inheritdoc cref="Modules.DataLoader"/>
                public static Modules.DataLoader DataLoader(Dataset dataset, int batchSize, bool shuffle = false,
                    Device? device = null, int? seed = null, int num_worker = 1, bool drop_last = false) =>
                    new(dataset, batchSize, shuffle, device, seed, num_worker, drop_last);

                /// <inheritdoc cref="Modules.IterableDataLoader"/>
                public static Modules.IterableDataLoader DataLoader(IterableDataset dataset, int batchSize,
                    IEnumerable<long> shuffler, Device? device = null, int num_worker = 1, bool drop_last = false) =>
                    new(dataset, batchSize, shuffler, device, num_worker, drop_last);

                /// <inheritdoc cref="Modules.IterableDataLoader"/>
                public static Modules.IterableDataLoader DataLoader(IterableDataset dataset, int batchSize,
                    bool shuffle = false, Device? device = null, int? seed = null, int num_worker = 1,
                    bool drop_last = false) =>
                    new(dataset, batchSize, shuffle, device, seed, num_worker, drop_last);
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Batches of named tensors: those of the same name stacked along a new first dimension.</summary>
    public class DataLoader : DataLoader<Dictionary<string, Tensor>, Dictionary<string, Tensor>>
    {
        public DataLoader(Dataset dataset, int batchSize, IEnumerable<long> shuffler, Device? device = null,
            int num_worker = 1, bool drop_last = false)
            : base(dataset, batchSize, Collation.Named, shuffler, device, num_worker, drop_last)
        {
        }

        public DataLoader(Dataset dataset, int batchSize, bool shuffle = false, Device? device = null,
            int? seed = null, int num_worker = 1, bool drop_last = false)
            : base(dataset, batchSize, Collation.Named, shuffle, device, seed, num_worker, drop_last)
        {
        }
    }

    /// <summary>Batches of tensors in a fixed order: those at the same place stacked along a new first
    /// dimension.</summary>
    public class IterableDataLoader : DataLoader<IList<Tensor>, IList<Tensor>>
    {
        public IterableDataLoader(IterableDataset dataset, int batchSize, IEnumerable<long> shuffler,
            Device? device = null, int num_worker = 1, bool drop_last = false)
            : base(dataset, batchSize, Collation.Listed, shuffler, device, num_worker, drop_last)
        {
        }

        public IterableDataLoader(IterableDataset dataset, int batchSize, bool shuffle = false,
            Device? device = null, int? seed = null, int num_worker = 1, bool drop_last = false)
            : base(dataset, batchSize, Collation.Listed, shuffle, device, seed, num_worker, drop_last)
        {
        }
    }
}
