using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Shares of a whole along a dimension: eˣ by the sum of all eˣ.</summary>
    public sealed class Softmax : nn.Module<Tensor, Tensor>
    {
        internal Softmax(long dim) : base(nameof(Softmax)) => this.dim = dim;

        public long dim { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.softmax(input, dim);

        protected override string ExtraDescription() => $"dim={dim}";
    }

    /// <summary>The logarithm of <see cref="Softmax"/>, exact where the softmax itself would be 0.</summary>
    public sealed class LogSoftmax : nn.Module<Tensor, Tensor>
    {
        internal LogSoftmax(long dim) : base(nameof(LogSoftmax)) => this.dim = dim;

        public long dim { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.log_softmax(input, dim);

        protected override string ExtraDescription() => $"dim={dim}";
    }

    /// <summary>The softmax of −x: the smallest input has the largest share.</summary>
    public sealed class Softmin : nn.Module<Tensor, Tensor>
    {
        internal Softmin(long dim) : base(nameof(Softmin)) => this.dim = dim;

        public long dim { get; set; }

        public override Tensor forward(Tensor input) => nn.functional.softmin(input, dim);

        protected override string ExtraDescription() => $"dim={dim}";
    }

    /// <summary>The softmax over the channels of images (N, C, H, W) or (C, H, W), for each place.</summary>
    public sealed class Softmax2d : nn.Module<Tensor, Tensor>
    {
        internal Softmax2d() : base(nameof(Softmax2d))
        {
        }

        public override Tensor forward(Tensor input) => input.dim() is 3 or 4
            ? nn.functional.softmax(input, -3)
            : throw new ArgumentException($"Softmax2d takes (N, C, H, W) or (C, H, W), not the shape " +
                $"[{string.Join(", ", input.shape)}].", nameof(input));
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <param name="dim">The dimension whose elements sum to 1.</param>
            public static Softmax Softmax(long dim) => new(dim);

            /// <inheritdoc cref="Softmax"/>
            public static LogSoftmax LogSoftmax(long dim) => new(dim);

            /// <inheritdoc cref="Softmax"/>
            public static Softmin Softmin(long dim) => new(dim);

            public static Softmax2d Softmax2d() => new();

            public static partial class functional
            {
                public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) =>
                    Given(input).softmax(dim, dtype);

                public static Tensor log_softmax(Tensor x, long dim) => Given(x).log_softmax(dim);

                public static Tensor softmin(Tensor x, long dim)
                {
                    using var negative = -x;
                    return negative.softmax(dim);
                }

                /// <summary>
                /// A draw from the distribution that the logits stand for, through which gradients pass
                /// (Jang et al. 2016, arXiv:1611.01144).
                /// </summary>
                /// <param name="tau">Temperature above 0: the lower, the closer to one-hot.</param>
                /// <param name="hard">One-hot values with the gradient of the soft ones.</param>
                public static Tensor gumbel_softmax(Tensor logits, double tau = 1, bool hard = false, double eps = 1E-10, long dim = -1)
                {
                    if (!(tau > 0)) throw new ArgumentOutOfRangeException(nameof(tau), tau, $"tau = {tau}. The temperature must be above 0.");
                    using var scope = NewDisposeScope();
                    var noise = -empty_like(logits).exponential_().log();
                    var soft = ((logits + noise) / tau).softmax(dim);
                    if (!hard) return soft.MoveToOuterDisposeScope();

                    var places = soft.argmax(dim, keepdim: true);
                    var oneHot = zeros_like(logits).scatter_(dim, places, ones_like(soft));
                    return (oneHot - soft.detach() + soft).MoveToOuterDisposeScope();
                }
            }
        }
    }
}
