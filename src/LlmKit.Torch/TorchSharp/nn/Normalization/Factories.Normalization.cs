using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn's functions that make norms.
public static partial class torch
{
    public static partial class nn
    {
        public static LayerNorm LayerNorm(long normalized_shape, double eps = 1E-05,
            bool elementwise_affine = true, bool bias = true, Device? device = null,
            ScalarType? dtype = null) =>
            LayerNorm([normalized_shape], eps, elementwise_affine, bias, device, dtype);

        /// <param name="normalized_shape">The last dimensions, which are normalized together.</param>
        public static LayerNorm LayerNorm(long[] normalized_shape, double eps = 1E-05,
            bool elementwise_affine = true, bool bias = true, Device? device = null,
            ScalarType? dtype = null) =>
            new(normalized_shape, eps,
                elementwise_affine ? Parameter(ones(normalized_shape, dtype, device)) : null,
                elementwise_affine && bias ? Parameter(zeros(normalized_shape, dtype, device)) : null);

        public static GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1E-05,
            bool affine = true, Device? device = null, ScalarType? dtype = null) =>
            new(num_groups, num_channels, eps, affine, device, dtype);

        /// <param name="features">Channels, the second dimension of the input.</param>
        /// <param name="momentum">The share of the newest batch in the running statistics; null for the mean
        /// of all batches.</param>
        public static BatchNorm1d BatchNorm1d(long features, double eps = 1E-05, double? momentum = 0.1,
            bool affine = true, bool track_running_stats = true, Device? device = null,
            ScalarType? dtype = null) =>
            new(features, eps, momentum, affine, track_running_stats, device, dtype);

        public static BatchNorm2d BatchNorm2d(long features, double eps = 1E-05, double? momentum = 0.1,
            bool affine = true, bool track_running_stats = true, Device? device = null,
            ScalarType? dtype = null) =>
            new(features, eps, momentum, affine, track_running_stats, device, dtype);

        public static BatchNorm3d BatchNorm3d(long features, double eps = 1E-05, double? momentum = 0.1,
            bool affine = true, bool track_running_stats = true, Device? device = null,
            ScalarType? dtype = null) =>
            new(features, eps, momentum, affine, track_running_stats, device, dtype);

        /// <param name="features">Channels.</param>
        /// <param name="momentum">The share of the newest batch in the running statistics.</param>
        public static InstanceNorm1d InstanceNorm1d(long features, double eps = 1E-05, double? momentum = 0.1,
            bool affine = false, bool track_running_stats = false, Device? device = null,
            ScalarType? dtype = null) =>
            new(features, eps, momentum, affine, track_running_stats, device, dtype);

        public static InstanceNorm2d InstanceNorm2d(long features, double eps = 1E-05, double? momentum = 0.1,
            bool affine = false, bool track_running_stats = false, Device? device = null,
            ScalarType? dtype = null) =>
            new(features, eps, momentum, affine, track_running_stats, device, dtype);

        public static InstanceNorm3d InstanceNorm3d(long features, double eps = 1E-05, double? momentum = 0.1,
            bool affine = false, bool track_running_stats = false, Device? device = null,
            ScalarType? dtype = null) =>
            new(features, eps, momentum, affine, track_running_stats, device, dtype);

        /// <param name="size">Neighbouring channels that count.</param>
        public static LocalResponseNorm LocalResponseNorm(long size, double alpha = 0.0001,
            double beta = 0.75, double k = 1) => new(size, alpha, beta, k);
    }
}
