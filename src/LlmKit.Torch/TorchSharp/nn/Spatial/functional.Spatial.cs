using LlmKit.Torch;
using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn.functional's functions that move or resize places.
public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>The blocks of an image (N, C, H, W) under a window, one column each.</summary>
            public static Tensor unfold(Tensor input, long kernel_size, long? dilation = null,
                long? padding = null, long? stride = null) =>
                Blocks.Unfold(input, Blocks.Window(kernel_size, dilation, padding, stride));

            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null,
                (long, long)? padding = null, (long, long)? stride = null) =>
                Blocks.Unfold(input, Blocks.Window(kernel_size, dilation, padding, stride));

            /// <summary>An image from its blocks; where they overlap they add up.</summary>
            public static Tensor fold(Tensor input, long output_size, long kernel_size, long? dilation = null,
                long? padding = null, long? stride = null) =>
                Blocks.Fold(input, output_size, Blocks.Window(kernel_size, dilation, padding, stride));

            public static Tensor fold(Tensor input, (long, long) output_size, (long, long) kernel_size,
                (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Blocks.Fold(input, output_size, Blocks.Window(kernel_size, dilation, padding, stride));

            /// <summary>(…, C · r², H, W) to (…, C, H · r, W · r).</summary>
            public static Tensor pixel_shuffle(Tensor x, long upscale_factor) =>
                Aten.pixel_shuffle.Call([x, upscale_factor]);

            /// <summary>(…, C, H · r, W · r) to (…, C · r², H, W).</summary>
            public static Tensor pixel_unshuffle(Tensor x, long downscale_factor) =>
                Aten.pixel_unshuffle.Call([x, downscale_factor]);

            /// <summary>Deals the channels of each group of (N, C, …) out to all groups in turn.</summary>
            public static Tensor channel_shuffle(Tensor input, long groups)
            {
                Given(input);
                Rank.Check(input, nameof(channel_shuffle), Rank.Batch.AsSpan(1));
                var channels = input.size(1);
                Groups.Check(groups, channels);

                using var scope = NewDisposeScope();
                var grouped = input.reshape(input.size(0), groups, channels / groups, -1);
                return grouped.transpose(1, 2).reshape(input.shape).MoveToOuterDisposeScope();
            }

            /// <summary>Resizes (N, C, …), for each spatial dimension to a size or by a factor.</summary>
            /// <param name="mode">Nearest and Area for 1 to 3 spatial dimensions, Linear for 1, Bilinear and
            /// Bicubic for 2, Trilinear for 3.</param>
            /// <param name="align_corners">The outermost places keep their values; otherwise the edges of the
            /// outermost places are aligned.</param>
            /// <param name="recompute_scale_factor">Interpolates by the ratio of the rounded sizes, not by
            /// <paramref name="scale_factor"/> itself.</param>
            /// <param name="antialias">Bilinear and Bicubic: smaller images take in all places.</param>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null,
                InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null,
                bool recompute_scale_factor = false, bool antialias = false) =>
                Resizing.Resize(
                    x, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias);

            public static Tensor upsample(Tensor x, long[]? size = null, double[]? scale_factor = null,
                UpsampleMode mode = UpsampleMode.Nearest, bool? align_corners = null) =>
                interpolate(x, size, scale_factor, (InterpolationMode)mode, align_corners);

            public static Tensor upsample_nearest1d(Tensor input, long? outputSize, double? scaleFactor) =>
                interpolate(input, outputSize is { } size ? [size] : null,
                    scaleFactor is { } scale ? [scale] : null);

            public static Tensor upsample_nearest2d(Tensor input, long[]? outputSize,
                double[]? scaleFactor) =>
                interpolate(input, outputSize, scaleFactor);

            public static Tensor upsample_nearest3d(Tensor input, long[]? outputSize,
                double[]? scaleFactor) =>
                interpolate(input, outputSize, scaleFactor);
        }
    }
}
