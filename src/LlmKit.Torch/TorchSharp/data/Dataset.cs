namespace TorchSharp;

public static partial class torch
{
    public static partial class utils
    {
        /// <summary>Examples to learn from, and their way into batches.</summary>
        public static partial class data
        {
            /// <summary>Examples that can be asked for by number.</summary>
            /// <typeparam name="T">One example: tensors in whatever form the loader's <c>collate_fn</c> takes.</typeparam>
            public abstract class Dataset<T> : IDisposable
            {
                /// <summary>Number of examples.</summary>
                public abstract long Count { get; }

                /// <summary>
                /// The example with this number, from 0 to <see cref="Count"/> - 1. A loader calls it on its own
                /// threads, with several workers on several at once, and disposes the tensors made in it: what is to
                /// be kept for later calls needs <see cref="Tensor.DetachFromDisposeScope"/>. Examples that are
                /// random should draw from a generator seeded by <paramref name="index"/>, so that they don't depend
                /// on the order of the threads.
                /// </summary>
                public abstract T GetTensor(long index);

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                }
            }

            /// <summary>Examples of named tensors.</summary>
            public abstract class Dataset : Dataset<Dictionary<string, Tensor>>;

            /// <summary>Examples of tensors in a fixed order, such as input and target.</summary>
            public abstract class IterableDataset : Dataset<IList<Tensor>>;
        }
    }
}
