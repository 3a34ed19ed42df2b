namespace TorchSharp.Modules;

/// <summary>A window that moves over the last dimensions of an input.</summary>
internal sealed class Window
{
    private readonly (Sizes Kernel, Sizes Stride, Sizes Padding, Sizes Dilation) _given;

    /// <param name="stride">How far it moves each time.</param>
    /// <param name="padding">Places added on both sides of each dimension; 0 unless given.</param>
    /// <param name="dilation">From one place of the window to the next; 1 unless given.</param>
    public Window(int dimensions, Sizes kernel, Sizes stride, Sizes padding, Sizes dilation = default)
    {
        _given = (kernel, stride, padding.Or(0), dilation.Or(1));
        Dimensions = dimensions;
        Kernel = kernel.For(dimensions, "kernel_size", least: 1);
        Stride = stride.For(dimensions, "stride", least: 1);
        Padding = _given.Padding.For(dimensions, "padding", least: 0);
        Dilation = _given.Dilation.For(dimensions, "dilation", least: 1);
    }

    public int Dimensions { get; }

    public long[] Kernel { get; }

    public long[] Stride { get; }

    public long[] Padding { get; }

    public long[] Dilation { get; }

    /// <summary>The places that the window has.</summary>
    public long Count => Kernel.Aggregate(1L, (count, size) => count * size);

    /// <summary>One number where one was given for all dimensions, as PyTorch shows windows.</summary>
    public string KernelText => $"kernel_size={_given.Kernel}";

    public string StrideText => $"stride={_given.Stride}";

    public string PaddingText => $"padding={_given.Padding}";

    public string DilationText => $"dilation={_given.Dilation}";
}
