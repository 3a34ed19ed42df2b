using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn.functional's pools with results of a given size.
public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) =>
                Pools.AdaptiveMean(1, Given(input), output_size);

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) =>
                Pools.AdaptiveMean(2, Given(input), output_size);

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) =>
                Pools.AdaptiveMean(2, Given(input), output_size);

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) =>
                Pools.AdaptiveMean(2, Given(input), output_size);

            public static Tensor adaptive_avg_pool3d(Tensor input, long output_size) =>
                Pools.AdaptiveMean(3, Given(input), output_size);

            public static Tensor adaptive_avg_pool3d(Tensor input, (long, long, long) output_size) =>
                Pools.AdaptiveMean(3, Given(input), output_size);

            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) =>
                Pools.AdaptiveMean(3, Given(input), output_size);

            public static Tensor adaptive_max_pool1d(Tensor input, long output_size) =>
                MaximaAlone(Pools.AdaptiveMax(1, Given(input), output_size));

            /// <summary>The maxima, and the place of each in the flattened spatial dimensions.</summary>
            public static (Tensor Values, Tensor Indices) adaptive_max_pool1d_with_indices(
                Tensor input, long output_size) => Pools.AdaptiveMax(1, Given(input), output_size);

            public static Tensor adaptive_max_pool2d(Tensor input, long output_size) =>
                MaximaAlone(Pools.AdaptiveMax(2, Given(input), output_size));

            public static (Tensor Values, Tensor Indices) adaptive_max_pool2d_with_indices(
                Tensor input, long output_size) => Pools.AdaptiveMax(2, Given(input), output_size);

            public static Tensor adaptive_max_pool2d(Tensor input, (long, long) output_size) =>
                MaximaAlone(Pools.AdaptiveMax(2, Given(input), output_size));

            public static (Tensor Values, Tensor Indices) adaptive_max_pool2d_with_indices(
                Tensor input, (long, long) output_size) => Pools.AdaptiveMax(2, Given(input), output_size);

            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) =>
                MaximaAlone(Pools.AdaptiveMax(2, Given(input), output_size));

            public static (Tensor Values, Tensor Indices) adaptive_max_pool2d_with_indices(
                Tensor input, long[] output_size) => Pools.AdaptiveMax(2, Given(input), output_size);

            public static Tensor adaptive_max_pool3d(Tensor input, long output_size) =>
                MaximaAlone(Pools.AdaptiveMax(3, Given(input), output_size));

            public static (Tensor Values, Tensor Indices) adaptive_max_pool3d_with_indices(
                Tensor input, long output_size) => Pools.AdaptiveMax(3, Given(input), output_size);

            public static Tensor adaptive_max_pool3d(Tensor input, (long, long, long) output_size) =>
                MaximaAlone(Pools.AdaptiveMax(3, Given(input), output_size));

            public static (Tensor Values, Tensor Indices) adaptive_max_pool3d_with_indices(
                Tensor input, (long, long, long) output_size) => Pools.AdaptiveMax(3, Given(input), output_size);

            public static Tensor adaptive_max_pool3d(Tensor input, long[] output_size) =>
                MaximaAlone(Pools.AdaptiveMax(3, Given(input), output_size));

            public static (Tensor Values, Tensor Indices) adaptive_max_pool3d_with_indices(
                Tensor input, long[] output_size) => Pools.AdaptiveMax(3, Given(input), output_size);

            private static Tensor MaximaAlone((Tensor Values, Tensor Indices) maxima)
            {
                maxima.Indices.Dispose();
                return maxima.Values;
            }
        }
    }
}
