using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LlmKit.Torch.Tests;

/// <summary>
/// Sizes and inputs that convolutions, pools, norms, pads and resizing cannot take: what the message says.
/// </summary>
public sealed class SpatialMistakeTests
{
    private static readonly Dictionary<string, Action> s_calls = new()
    {
        ["groups = 3 does not divide in_channels = 4. The nearest smaller divisor is 2."] =
            () => nn.Conv2d(4, 6, 3, groups: 3),
        ["groups = 4 does not divide out_channels = 6. The nearest smaller divisor is 3."] =
            () => nn.ConvTranspose1d(8, 6, 3, groups: 4),
        ["groups = 0. It must be at least 1."] = () => nn.Conv1d(4, 6, 3, groups: 0),
        ["in_channels = 0. It must be at least 1."] = () => nn.Conv1d(0, 6, 3),
        ["kernel_size = (3, 0). No number may be below 1."] = () => nn.Conv2d(4, 6, (3, 0)),
        ["kernel_size = (3, 3, 3) has 3 numbers where 2 are needed."] = () => nn.Conv2d(4, 6, [3, 3, 3]),
        ["padding = -1. No number may be below 0."] = () => nn.Conv2d(4, 6, 3, padding: -1),
        ["dilation = (1, 0). No number may be below 1."] = () => nn.Conv2d(4, 6, (3, 3), dilation: (1, 0)),
        ["stride = 2 with Padding.Same. A result of the input's size needs stride 1;"] =
            () => nn.Conv1d(4, 6, 3, Padding.Same, stride: 2),
        ["padding_mode = Constant. Convolutions pad by Zeros, Reflect, Replicate or Circular."] =
            () => nn.Conv1d(4, 6, 3, padding_mode: PaddingModes.Constant),
        ["padding_mode = Reflect. Transposed convolutions pad by Zeros."] =
            () => nn.ConvTranspose1d(4, 6, 3, padding_mode: PaddingModes.Reflect),
        ["output_size = (9,). From an input (1, 4, 3) ConvTranspose1d makes sizes from (7,) to (8,)."] =
            () => nn.ConvTranspose1d(4, 6, 3, stride: 2).forward(ones(1, 4, 3), [9]),
        ["conv2d(float32[3, 3], float32[6, 4, 3, 3], float32[6], [1, 1], [0, 0], [1, 1], 1): "] =
            () => nn.Conv2d(4, 6, 3).call(ones(3, 3)),
        ["stride = (1, 2, 3) has 3 numbers where 2 are needed. Give 2, or one number for all."] =
            () => F.conv2d(ones(1, 1, 2, 2), ones(1, 1, 1, 1), strides: [1, 2, 3]),

        ["A pool over images takes (C, H, W) or (N, C, H, W); the input is float32[3, 3]."] =
            () => nn.MaxPool2d(2).call(ones(3, 3)),
        ["A pool over lines takes (C, L) or (N, C, L); the input is float32[3]."] =
            () => F.adaptive_avg_pool1d(ones(3), 2),
        ["A window of kernel_size=9, dilation=1 does not fit into float32[1, 3] with padding=0."] =
            () => nn.MaxPool1d(9).call(ones(1, 3)),
        ["max_pool2d(float32[1, 3, 3], [2, 2], [2, 2], [2, 2], [1, 1], False): pad should be at most half"] =
            () => nn.MaxPool2d(2, padding: 2).call(ones(1, 3, 3)),
        ["divisor_override = 0. The sums are divided by it:"] =
            () => nn.AvgPool2d(2, divisor_override: 0).call(ones(1, 3, 3)),
        ["norm_type = 0.0. A p-norm of windows needs a number other than 0."] =
            () => nn.LPPool1d(0, 2).call(ones(1, 3)),
        ["output_size = (2, 0). No number may be below 1."] = () => nn.AdaptiveMaxPool2d((2, 0)),

        ["BatchNorm2d takes (N, C, H, W); the input is float32[2, 3]."] =
            () => nn.BatchNorm2d(3).call(ones(2, 3)),
        ["BatchNorm1d is for 3 channels; the input float32[2, 4] has 4."] =
            () => nn.BatchNorm1d(3).call(ones(2, 4)),
        ["batch_norm(float32[1, 3]) has one value for each mean and variance"] =
            () => nn.BatchNorm1d(3).call(ones(1, 3)),
        ["instance_norm(float32[2, 3, 1]) has one value for each mean and variance"] =
            () => nn.InstanceNorm1d(3).call(ones(2, 3, 1)),
        ["group_norm(float32[1, 2]) has one value for each mean and variance"] =
            () => nn.GroupNorm(2, 2).call(ones(1, 2)),
        ["num_groups = 3 does not divide num_channels = 4. The nearest smaller divisor is 2."] =
            () => nn.GroupNorm(3, 4),
        ["group_norm takes (N, C, …); the input is float32[4]."] = () => nn.GroupNorm(2, 4).call(ones(4)),
        ["RmsNorm of float32[2] with the weight float32[3]: the weight must be a vector as long as"] =
            () => new RmsNorm(3).call(ones(2)),
        ["eps = -1. It must be a number of at least 0."] = () => new RmsNorm(3, eps: -1),

        ["Neither size nor scale_factor is given. Give one of them."] = () => nn.Upsample(),
        ["size and scale_factor are both given. Give one of them."] = () => nn.Upsample([2], [2.0]),
        ["scale_factor = (-1.0,). Each number must be above 0."] = () => nn.Upsample(scale_factor: [-1]),
        ["size = (2,) for float32[1, 1, 2, 2], which has 2 spatial dimensions."] =
            () => F.interpolate(ones(1, 1, 2, 2), [2]),
        ["interpolate by Linear takes (N, C, L); the input is float32[1, 1, 2, 2]."] =
            () => F.interpolate(ones(1, 1, 2, 2), [2, 2], mode: InterpolationMode.Linear),
        ["mode = Lanczos. Tensors are resized by Nearest, Linear, Bilinear, Bicubic, Trilinear or Area."] =
            () => F.interpolate(ones(1, 1, 2, 2), [2, 2], mode: InterpolationMode.Lanczos),
        ["align_corners is given with the mode Area."] = () => F.interpolate(
            ones(1, 1, 2), [2], mode: InterpolationMode.Area, align_corners: false),
        ["antialias is true with the mode Nearest."] =
            () => F.interpolate(ones(1, 1, 2, 2), [2, 2], antialias: true),
        ["recompute_scale_factor is true with a size."] =
            () => F.interpolate(ones(1, 1, 2), [2], recompute_scale_factor: true),
        ["scale_factor = (0.1,) leaves nothing of float32[1, 1, 2]: the spatial sizes would be (0,)."] =
            () => F.interpolate(ones(1, 1, 2), scale_factor: [0.1], mode: InterpolationMode.Area),

        ["groups = 2 does not divide channels = 3. The nearest smaller divisor is 1."] =
            () => nn.ChannelShuffle(2).call(ones(1, 3, 2, 2)),
        ["pixel_shuffle(float32[1, 3, 2, 2], 2): "] = () => nn.PixelShuffle(2).call(ones(1, 3, 2, 2)),
        ["upscale_factor = 0. It must be at least 1."] = () => nn.PixelShuffle(0),
        ["ReflectionPad2d takes (C, H, W) or (N, C, H, W); the input is float32[2]."] =
            () => nn.ReflectionPad2d(1).call(ones(2)),
        ["pad(float32[1, 2], [3, 3], \"reflect\"): "] = () => nn.ReflectionPad1d(3).call(ones(1, 2)),
        ["Unfold takes (C, H, W) or (N, C, H, W); the input is float32[2, 2]."] =
            () => nn.Unfold(2).call(ones(2, 2)),
        ["col2im(float32[1, 3, 4], [3, 3], [2, 2], [1, 1], [0, 0], [1, 1]): "] =
            () => nn.Fold(3, 2).call(ones(1, 3, 4)),
    };

    public static TheoryData<string> Messages => [.. s_calls.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void The_message_says_what_was_given_and_the_rule(string message)
    {
        using var scope = NewDisposeScope();

        var error = Assert.ThrowsAny<Exception>(s_calls[message]);

        Assert.True(error is ArgumentException or TorchException, $"It is a {error.GetType().Name}.");
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_literal_0_is_a_padding_in_numbers()
    {
        using var convolution = nn.Conv1d(1, 1, 3, padding: 0);

        Assert.Null(convolution.padding_type);
    }
}
