using LlmKit.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The cosine of the angle between vectors: 1 for one direction, −1 for opposite ones.</summary>
    public sealed class CosineSimilarity : nn.Module<Tensor, Tensor, Tensor>
    {
        internal CosineSimilarity(long dim, double eps) : base(nameof(CosineSimilarity)) =>
            (this.dim, this.eps) = (dim, eps);

        public long dim { get; set; }

        public double eps { get; set; }

        public override Tensor forward(Tensor input1, Tensor input2) =>
            nn.functional.cosine_similarity(input1, input2, dim, eps);
    }

    /// <summary>The p-norm of the difference of vectors, which are the last dimension.</summary>
    public sealed class PairwiseDistance : nn.Module<Tensor, Tensor, Tensor>
    {
        internal PairwiseDistance(double p, double eps, bool keepdim) : base(nameof(PairwiseDistance)) =>
            (norm, this.eps, this.keepdim) = (p, eps, keepdim);

        /// <summary>The p of the p-norm.</summary>
        public double norm { get; set; }

        public double eps { get; set; }

        public bool keepdim { get; set; }

        public override Tensor forward(Tensor input1, Tensor input2) =>
            nn.functional.pairwise_distance(input1, input2, norm, eps, keepdim);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <param name="dim">The dimension of the vectors.</param>
            /// <param name="eps">Shorter vectors count as this long.</param>
            public static CosineSimilarity CosineSimilarity(long dim = 1, double eps = 1E-08) =>
                new(dim, eps);

            /// <param name="p">The p of the p-norm.</param>
            /// <param name="eps">Is added to each difference.</param>
            /// <param name="keepdim">Keeps the dimension of the vectors, of size 1.</param>
            public static PairwiseDistance PairwiseDistance(double p = 2, double eps = 1E-06,
                bool keepdim = false) =>
                new(p, eps, keepdim);

            public static partial class functional
            {
                /// <param name="dim">The dimension of the vectors.</param>
                /// <param name="eps">Shorter vectors count as this long.</param>
                public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1,
                    double eps = 1E-08) =>
                    Aten.cosine_similarity.Call([x1, x2, dim, eps]);

                /// <param name="p">The p of the p-norm.</param>
                /// <param name="eps">Is added to each difference.</param>
                /// <param name="keepdim">Keeps the dimension of the vectors, of size 1.</param>
                public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2,
                    double eps = 1E-06, bool keepdim = false) =>
                    Aten.pairwise_distance.Call([input1, input2, p, eps, keepdim]);
            }
        }
    }
}
