using LlmKit.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Makes one dimension of several that follow each other.</summary>
    public sealed class Flatten : nn.Module<Tensor, Tensor>
    {
        internal Flatten(long start_dim, long end_dim) : base(nameof(Flatten)) =>
            (this.start_dim, this.end_dim) = (start_dim, end_dim);

        public long start_dim { get; set; }

        public long end_dim { get; set; }

        public override Tensor forward(Tensor input) => input.flatten(start_dim, end_dim);

        protected override string ExtraDescription() => $"start_dim={start_dim}, end_dim={end_dim}";
    }

    /// <summary>Makes several dimensions of one.</summary>
    public sealed class Unflatten : nn.Module<Tensor, Tensor>
    {
        internal Unflatten(long dim, long[] unflattened_size) : base(nameof(Unflatten)) =>
            (this.dim, this.unflattened_size) = (dim, unflattened_size);

        public long dim { get; set; }

        public long[] unflattened_size { get; set; }

        public override Tensor forward(Tensor input) => input.unflatten(dim, unflattened_size);

        protected override string ExtraDescription() =>
            $"dim={dim}, unflattened_size={PythonText.Of(unflattened_size)}";
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <param name="start_dim">The first dimension of those that become one.</param>
            /// <param name="end_dim">The last of them.</param>
            public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

            /// <param name="dim">The dimension that becomes several.</param>
            /// <param name="unflattened_size">Their sizes; one of them may be −1.</param>
            public static Unflatten Unflatten(long dim, long[] unflattened_size) =>
                new(dim, unflattened_size);
        }
    }
}
