using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Pools over 1 to 3 dimensions, by the dimensions of the window.</summary>
internal static class Pools
{
    private static readonly string[] s_names =
        ["A pool over lines", "A pool over images", "A pool over volumes"];

    private static readonly Operator[] s_max = [Aten.max_pool1d, Aten.max_pool2d, Aten.max_pool3d];

    private static readonly Operator[] s_maxWithIndices =
        [Aten.max_pool1d_with_indices, Aten.max_pool2d_with_indices, Aten.max_pool3d_with_indices];

    private static readonly Operator[] s_mean = [Aten.avg_pool1d, Aten.avg_pool2d, Aten.avg_pool3d];

    private static readonly Operator[] s_adaptiveMean =
        [Aten.adaptive_avg_pool1d, Aten.adaptive_avg_pool2d, Aten.adaptive_avg_pool3d];

    private static readonly Operator[] s_adaptiveMax =
        [Aten.adaptive_max_pool1d, Aten.adaptive_max_pool2d, Aten.adaptive_max_pool3d];

    public static Window Window(int dimensions, Sizes kernel, Sizes stride, Sizes padding = default,
        Sizes dilation = default) => new(dimensions, kernel, stride.Or(kernel), padding, dilation);

    public static Tensor Max(Tensor input, Window window, bool ceil)
    {
        CheckRank(input, window.Dimensions);
        var maxima = s_max[window.Dimensions - 1].Call(
            [input, window.Kernel, window.Stride, window.Padding, window.Dilation, ceil]);
        // Without a gradient libtorch's pool over lines lets a window pass that fits nowhere.
        if (maxima.size(-1) > 0 || input.size(-1) == 0) return maxima;

        maxima.Dispose();
        throw new ArgumentException(
            $"A window of {window.KernelText}, {window.DilationText} does not fit into " +
            $"{Argument.Describe(input)} with {window.PaddingText}. Take a smaller window.", nameof(input));
    }

    public static (Tensor, Tensor) MaxWithIndices(Tensor input, Window window, bool ceil)
    {
        CheckRank(input, window.Dimensions);
        return s_maxWithIndices[window.Dimensions - 1].Call2(
            [input, window.Kernel, window.Stride, window.Padding, window.Dilation, ceil]);
    }

    public static Tensor Mean(Tensor input, Window window, bool ceil, bool countPadding,
        long? divisor_override = null)
    {
        CheckRank(input, window.Dimensions);
        if (divisor_override == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(divisor_override),
                "divisor_override = 0. The sums are divided by it: give another number, or none.");
        }

        if (window.Dimensions == 1)
            return s_mean[0].Call([input, window.Kernel, window.Stride, window.Padding, ceil, countPadding]);

        return s_mean[window.Dimensions - 1].Call(
            [input, window.Kernel, window.Stride, window.Padding, ceil, countPadding, divisor_override]);
    }

    public static Tensor Norm(Tensor input, double p, Window window, bool ceil)
    {
        CheckRank(input, window.Dimensions);
        if (p == 0 || !double.IsFinite(p))
        {
            throw new ArgumentOutOfRangeException(nameof(p),
                $"norm_type = {PythonText.Of(p)}. A p-norm of windows needs a number other than 0.");
        }

        using var scope = NewDisposeScope();
        var mean = Mean(input.pow(p), window, ceil, countPadding: true);
        return (mean * window.Count).pow(1 / p).MoveToOuterDisposeScope();
    }

    public static Tensor AdaptiveMean(int dimensions, Tensor input, Sizes size)
    {
        CheckRank(input, dimensions);
        return s_adaptiveMean[dimensions - 1].Call([input, size.For(dimensions, "output_size", least: 1)]);
    }

    public static (Tensor, Tensor) AdaptiveMax(int dimensions, Tensor input, Sizes size)
    {
        CheckRank(input, dimensions);
        return s_adaptiveMax[dimensions - 1].Call2([input, size.For(dimensions, "output_size", least: 1)]);
    }

    private static void CheckRank(Tensor input, int dimensions) =>
        Rank.Check(input, s_names[dimensions - 1], Rank.Single[dimensions], Rank.Batch[dimensions]);
}
