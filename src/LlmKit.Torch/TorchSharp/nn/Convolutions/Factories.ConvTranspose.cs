using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn's functions that make transposed convolutions.
public static partial class torch
{
    public static partial class nn
    {
        /// <param name="padding">How much is cut off at both ends of each dimension of the result.</param>
        /// <param name="output_padding">How much longer the result is at the end of each dimension.</param>
        public static ConvTranspose1d ConvTranspose1d(long in_channels, long out_channels, long kernel_size,
            long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1,
            PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
            Device? device = null, ScalarType? dtype = null) =>
            new(new(1, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype) { OutputPadding = output_padding });

        /// <param name="padding">How much is cut off at both ends of each dimension of the result.</param>
        /// <param name="output_padding">How much longer the result is at the end of each dimension.</param>
        public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size,
            long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1,
            PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
            Device? device = null, ScalarType? dtype = null) =>
            new(new(2, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype) { OutputPadding = output_padding });

        public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels,
            (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
            (long, long)? output_padding = null, (long, long)? dilation = null,
            PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
            Device? device = null, ScalarType? dtype = null) =>
            new(new(2, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype) { OutputPadding = ((Sizes)output_padding).Or(0) });

        public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long[] kernel_size,
            long[]? stride = null, long[]? padding = null, long[]? output_padding = null,
            long[]? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
            bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(new(2, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype) { OutputPadding = ((Sizes)output_padding).Or(0) });

        /// <param name="padding">How much is cut off at both ends of each dimension of the result.</param>
        /// <param name="output_padding">How much longer the result is at the end of each dimension.</param>
        public static ConvTranspose3d ConvTranspose3d(long in_channels, long out_channels, long kernel_size,
            long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1,
            PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
            Device? device = null, ScalarType? dtype = null) =>
            new(new(3, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype) { OutputPadding = output_padding });

        public static ConvTranspose3d ConvTranspose3d(long in_channels, long out_channels,
            (long, long, long) kernel_size, (long, long, long)? stride = null,
            (long, long, long)? padding = null, (long, long, long)? output_padding = null,
            (long, long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(new(3, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype) { OutputPadding = ((Sizes)output_padding).Or(0) });

        public static ConvTranspose3d ConvTranspose3d(long in_channels, long out_channels, long[] kernel_size,
            long[]? stride = null, long[]? padding = null, long[]? output_padding = null,
            long[]? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
            bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(new(3, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype) { OutputPadding = ((Sizes)output_padding).Or(0) });
    }
}
