using System.Text;
using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// What convolutions of 1 to 3 dimensions share: a kernel of weights that moves over the input and gives, at
/// each place, for each output channel, the weighted sum of what it covers.
/// </summary>
/// <remarks>Inputs are (N, C, …) or, without a batch, (C, …). Weights and bias are drawn evenly from
/// ±1/√(inputs of one output), as in PyTorch.</remarks>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    // What to add before and after each dimension, the last one first, where it is not zeros.
    private readonly long[]? _border;

    private protected Convolution(string name, ConvolutionOptions options) : base(name)
    {
        Check(options);
        var window = new Window(options.Dimensions, options.KernelSize, options.Stride.Or(1),
            options.Padding, options.Dilation);
        if (options.Automatic == Padding.Same && window.Stride.Any(step => step != 1))
        {
            throw new ArgumentException(
                $"stride = {options.Stride} with Padding.Same. A result of the input's size needs " +
                "stride 1; with other strides give the padding in numbers.");
        }

        Window = window;
        (in_channels, out_channels, groups) = (options.InChannels, options.OutChannels, options.Groups);
        (padding_type, padding_mode) = (options.Automatic, options.PaddingMode);
        output_padding = options.OutputPadding.Or(0).For(options.Dimensions, nameof(output_padding), 0);
        _border = padding_mode == PaddingModes.Zeros ? null : Border();

        var isTransposed = options.OutputPadding.IsGiven;
        var (rows, columns) = isTransposed ? (in_channels, out_channels) : (out_channels, in_channels);
        long[] shape = [rows, columns / groups, .. window.Kernel];
        weight = nn.Parameter(empty(shape, options.Dtype, options.Device));
        register_parameter(nameof(weight), weight);
        if (options.Bias)
        {
            bias = nn.Parameter(empty(out_channels, options.Dtype, options.Device));
            register_parameter(nameof(bias), bias);
        }

        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public long groups { get; }

    public long[] kernel_size => [.. Window.Kernel];

    public long[] stride => [.. Window.Stride];

    /// <summary>Zeros where <see cref="padding_type"/> decides.</summary>
    public long[] padding => [.. Window.Padding];

    public long[] dilation => [.. Window.Dilation];

    /// <summary>What transposed convolutions add at the end of each output dimension.</summary>
    public long[] output_padding { get; }

    /// <summary>Whether the padding follows from the kernel; null where it was given in numbers.</summary>
    public Padding? padding_type { get; }

    public PaddingModes padding_mode { get; }

    /// <summary>(out_channels, in_channels / groups, …kernel_size); of transposed convolutions
    /// (in_channels, out_channels / groups, …kernel_size).</summary>
    public Parameter weight { get; }

    public Parameter? bias { get; }

    private protected Window Window { get; }

    /// <summary>Draws weight and bias anew.</summary>
    public void reset_parameters()
    {
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        if (bias is null) return;
        var bound = 1 / Math.Sqrt(nn.init.CalculateFanInAndFanOut(weight).fanIn);
        nn.init.uniform_(bias, -bound, bound);
    }

    public override Tensor forward(Tensor input)
    {
        if (_border is null)
        {
            return padding_type is { } type
                ? Kernels.Convolve(input, weight, bias, Window.Stride, type, Window.Dilation, groups)
                : Kernels.Convolve(
                    input, weight, bias, Window.Stride, Window.Padding, Window.Dilation, groups);
        }

        using var padded = nn.functional.pad(input, _border, padding_mode);
        return Kernels.Convolve(padded, weight, bias, Window.Stride, Padding.Valid, Window.Dilation, groups);
    }

    protected override string ExtraDescription()
    {
        var text = new StringBuilder(
            $"{in_channels}, {out_channels}, kernel_size={PythonText.Of(kernel_size)}, " +
            $"stride={PythonText.Of(stride)}");
        if (padding_type is { } type) text.Append($", padding={type.ToString().ToLowerInvariant()}");
        AddUnlessAll(", padding=", padding, 0);
        AddUnlessAll(", dilation=", dilation, 1);
        AddUnlessAll(", output_padding=", output_padding, 0);
        if (groups != 1) text.Append($", groups={groups}");
        if (bias is null) text.Append(", bias=False");
        if (_border is not null) text.Append($", padding_mode={padding_mode.ToString().ToLowerInvariant()}");
        return text.ToString();

        void AddUnlessAll(string name, long[] numbers, long usual)
        {
            if (numbers.Any(number => number != usual)) text.Append($"{name}{PythonText.Of(numbers)}");
        }
    }

    private static void Check(ConvolutionOptions options)
    {
        var (in_channels, out_channels, groups) = (options.InChannels, options.OutChannels, options.Groups);
        Groups.Check(groups, in_channels);
        Groups.Check(groups, out_channels);
        var padding_mode = options.PaddingMode;
        if (padding_mode is PaddingModes.Constant || !Enum.IsDefined(padding_mode))
        {
            throw new ArgumentException(
                $"padding_mode = {padding_mode}. Convolutions pad by Zeros, Reflect, Replicate or Circular.");
        }

        if (options.OutputPadding.IsGiven && padding_mode != PaddingModes.Zeros)
        {
            throw new ArgumentException(
                $"padding_mode = {padding_mode}. Transposed convolutions pad by Zeros.");
        }
    }

    private long[] Border()
    {
        var sides =
            from i in Enumerable.Range(0, Window.Dimensions).Reverse()
            let whole = Window.Dilation[i] * (Window.Kernel[i] - 1)
            select padding_type == Padding.Same
                ? new[] { whole / 2, whole - whole / 2 }
                : [Window.Padding[i], Window.Padding[i]];
        return [.. sides.SelectMany(side => side)];
    }
}
