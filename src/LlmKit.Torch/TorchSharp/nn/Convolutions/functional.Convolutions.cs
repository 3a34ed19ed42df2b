using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn.functional's convolutions. Inputs (N, C, …) or (C, …); weights (out, C / groups, …kernel), those
// of transposed convolutions (C, out / groups, …kernel).
public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null,
                long? padding = null, long? dilation = null, long groups = 1) =>
                Convolve(1, input, weight, bias, stride, padding, dilation, groups);

            [OverloadResolutionPriority(-1)] // A literal 0 is a number here.
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias, Padding padding,
                long? stride = null, long? dilation = null, long groups = 1) =>
                Convolve(1, input, weight, bias, stride, padding, dilation, groups);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null,
                long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Convolve(2, input, weight, bias, strides, padding, dilation, groups);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias, Padding padding,
                long[]? strides = null, long[]? dilation = null, long groups = 1) =>
                Convolve(2, input, weight, bias, strides, padding, dilation, groups);

            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null,
                long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Convolve(3, input, weight, bias, strides, padding, dilation, groups);

            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias, Padding padding,
                long[]? strides = null, long[]? dilation = null, long groups = 1) =>
                Convolve(3, input, weight, bias, strides, padding, dilation, groups);

            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null,
                long? stride = null, long? padding = null, long? output_padding = null, long? dilation = null,
                long groups = 1) =>
                ConvolveTransposed(1, input, weight, bias, stride, padding, output_padding, dilation, groups);

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null,
                long[]? strides = null, long[]? padding = null, long[]? output_padding = null,
                long[]? dilation = null, long groups = 1) =>
                ConvolveTransposed(
                    2, input, weight, bias, strides, padding, output_padding, dilation, groups);

            public static Tensor conv_transpose3d(Tensor input, Tensor weight, Tensor? bias = null,
                long[]? strides = null, long[]? padding = null, long[]? output_padding = null,
                long[]? dilation = null, long groups = 1) =>
                ConvolveTransposed(
                    3, input, weight, bias, strides, padding, output_padding, dilation, groups);

            private static Tensor Convolve(int dimensions, Tensor input, Tensor weight, Tensor? bias,
                Sizes stride, Sizes padding, Sizes dilation, long groups) =>
                Kernels.Convolve(input, weight, bias, stride.Or(1).For(dimensions, nameof(stride)),
                    padding.Or(0).For(dimensions, nameof(padding)),
                    dilation.Or(1).For(dimensions, nameof(dilation)), groups);

            private static Tensor Convolve(int dimensions, Tensor input, Tensor weight, Tensor? bias,
                Sizes stride, Padding padding, Sizes dilation, long groups) =>
                Kernels.Convolve(input, weight, bias, stride.Or(1).For(dimensions, nameof(stride)), padding,
                    dilation.Or(1).For(dimensions, nameof(dilation)), groups);

            private static Tensor ConvolveTransposed(int dimensions, Tensor input, Tensor weight,
                Tensor? bias, Sizes stride, Sizes padding, Sizes outputPadding, Sizes dilation,
                long groups) =>
                Kernels.ConvolveTransposed(input, weight, bias, stride.Or(1).For(dimensions, nameof(stride)),
                    padding.Or(0).For(dimensions, nameof(padding)),
                    outputPadding.Or(0).For(dimensions, "output_padding"), groups,
                    dilation.Or(1).For(dimensions, nameof(dilation)));
        }
    }
}
