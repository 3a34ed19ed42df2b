using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// The gradient of a convolution as a layer: each input place adds its value, times the kernel, to the
/// output, whose places lie a stride apart.
/// </summary>
public abstract class ConvolutionTranspose : Convolution
{
    private protected ConvolutionTranspose(string name, ConvolutionOptions options) : base(name, options)
    {
    }

    public override Tensor forward(Tensor input) => forward(input, null);

    /// <param name="output_size">The spatial sizes of the result. A stride above 1 leaves a choice: several
    /// sizes are convolved to the input's. By default the smallest plus <c>output_padding</c>.</param>
    public Tensor forward(Tensor input, long[]? output_size) => Kernels.ConvolveTransposed(
        input, weight, bias, Window.Stride, Window.Padding,
        output_size is null ? output_padding : PaddingFor(input, output_size), groups, Window.Dilation);

    private long[] PaddingFor(Tensor input, long[] output_size)
    {
        var dimensions = Window.Dimensions;
        Rank.Check(input, GetName(), Rank.Single[dimensions], Rank.Batch[dimensions]);
        var wanted = ((Sizes)output_size).For(dimensions, nameof(output_size));
        var least = input.shape[^dimensions..]
            .Select((size, i) => (size - 1) * Window.Stride[i] - 2 * Window.Padding[i] +
                Window.Dilation[i] * (Window.Kernel[i] - 1) + 1)
            .ToArray();
        var most = least.Select((size, i) => size + Window.Stride[i] - 1).ToArray();
        if (wanted.Where((size, i) => size < least[i] || size > most[i]).Any())
        {
            throw new ArgumentOutOfRangeException(nameof(output_size),
                $"output_size = {PythonText.Of(wanted)}. From an input " +
                $"{PythonText.Of(input.shape)} {GetName()} makes sizes from {PythonText.Of(least)} " +
                $"to {PythonText.Of(most)}.");
        }

        return [.. wanted.Select((size, i) => size - least[i])];
    }
}
