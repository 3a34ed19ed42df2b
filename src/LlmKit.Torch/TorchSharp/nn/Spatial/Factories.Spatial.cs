using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn's functions that make layers which move or resize places.
public static partial class torch
{
    public static partial class nn
    {
        /// <param name="dilation">1 unless given.</param>
        /// <param name="padding">0 unless given.</param>
        /// <param name="stride">1 unless given.</param>
        public static Unfold Unfold(long kernel_size, long? dilation = null, long? padding = null,
            long? stride = null) => new(Blocks.Window(kernel_size, dilation, padding, stride));

        public static Unfold Unfold((long, long) kernel_size, (long, long)? dilation = null,
            (long, long)? padding = null, (long, long)? stride = null) =>
            new(Blocks.Window(kernel_size, dilation, padding, stride));

        /// <param name="output_size">Height and width of the image.</param>
        /// <param name="dilation">1 unless given.</param>
        /// <param name="padding">0 unless given.</param>
        /// <param name="stride">1 unless given.</param>
        public static Fold Fold(long output_size, long kernel_size, long? dilation = null,
            long? padding = null, long? stride = null) =>
            new(output_size, Blocks.Window(kernel_size, dilation, padding, stride));

        public static Fold Fold((long, long) output_size, (long, long) kernel_size,
            (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
            new(output_size, Blocks.Window(kernel_size, dilation, padding, stride));

        public static PixelShuffle PixelShuffle(long upscale_factor) => new(upscale_factor);

        public static PixelUnshuffle PixelUnshuffle(long downscale_factor) => new(downscale_factor);

        public static ChannelShuffle ChannelShuffle(long groups) => new(groups);

        /// <param name="size">The spatial sizes of the result; or <paramref name="scale_factor"/>.</param>
        /// <param name="scale_factor">Result size over input size, for each spatial dimension.</param>
        /// <param name="align_corners">The outermost places keep their values; otherwise the edges of the
        /// outermost places are aligned.</param>
        /// <param name="recompute_scale_factor">Interpolates by the ratio of the rounded sizes, not by
        /// <paramref name="scale_factor"/> itself.</param>
        public static Upsample Upsample(long[]? size = null, double[]? scale_factor = null,
            UpsampleMode mode = UpsampleMode.Nearest, bool? align_corners = null,
            bool? recompute_scale_factor = null) =>
            new(size, scale_factor, mode, align_corners, recompute_scale_factor ?? false);
    }
}
