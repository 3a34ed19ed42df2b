using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The blocks of an image under a window.</summary>
internal static class Blocks
{
    public static Window Window(Sizes kernel, Sizes dilation, Sizes padding, Sizes stride) =>
        new(2, kernel, stride.Or(1), padding, dilation);

    public static Tensor Unfold(Tensor input, Window window)
    {
        Rank.Check(input, nameof(Unfold), Rank.Single[2], Rank.Batch[2]);
        return Aten.im2col.Call([input, window.Kernel, window.Dilation, window.Padding, window.Stride]);
    }

    public static Tensor Fold(Tensor input, Sizes size, Window window)
    {
        var image = size.For(2, "output_size", least: 1);
        return Aten.col2im.Call(
            [input, image, window.Kernel, window.Dilation, window.Padding, window.Stride]);
    }

    public static string Describe(Window window) =>
        $"{window.KernelText}, {window.DilationText}, {window.PaddingText}, {window.StrideText}";
}
