using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Convolutions of 1 to 3 dimensions, by the dimensions of the weight.</summary>
internal static class Kernels
{
    private static readonly Operator[] s_convolve = [Aten.conv1d, Aten.conv2d, Aten.conv3d];

    private static readonly Operator[] s_convolvePadded =
        [Aten.conv1d_padding, Aten.conv2d_padding, Aten.conv3d_padding];

    private static readonly Operator[] s_transposed =
        [Aten.conv_transpose1d, Aten.conv_transpose2d_input, Aten.conv_transpose3d_input];

    public static Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding,
        long[] dilation, long groups) =>
        s_convolve[stride.Length - 1].Call([input, weight, bias, stride, padding, dilation, groups]);

    public static Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] stride, Padding padding,
        long[] dilation, long groups) =>
        s_convolvePadded[stride.Length - 1].Call(
            [input, weight, bias, stride, padding == Padding.Same ? "same" : "valid", dilation, groups]);

    public static Tensor ConvolveTransposed(Tensor input, Tensor weight, Tensor? bias, long[] stride,
        long[] padding, long[] outputPadding, long groups, long[] dilation) =>
        s_transposed[stride.Length - 1].Call(
            [input, weight, bias, stride, padding, outputPadding, groups, dilation]);
}
