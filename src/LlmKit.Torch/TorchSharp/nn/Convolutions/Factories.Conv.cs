using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn's functions that make convolutions.
public static partial class torch
{
    public static partial class nn
    {
        /// <param name="groups">Each group of output channels sees one group of input channels.</param>
        public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, long stride = 1,
            long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(new(1, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype));

        /// <param name="padding">None, or as much as makes the result as large as the input.</param>
        [OverloadResolutionPriority(-1)] // A literal 0 is a number of places.
        public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, Padding padding,
            long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(new(1, in_channels, out_channels, kernel_size, stride, default, dilation, padding_mode,
                groups, bias, device, dtype) { Automatic = padding });

        /// <param name="groups">Each group of output channels sees one group of input channels.</param>
        public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1,
            long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(new(2, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype));

        /// <param name="padding">None, or as much as makes the result as large as the input.</param>
        [OverloadResolutionPriority(-1)] // A literal 0 is a number of places.
        public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding,
            long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(new(2, in_channels, out_channels, kernel_size, stride, default, dilation, padding_mode,
                groups, bias, device, dtype) { Automatic = padding });

        public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size,
            (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null,
            PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
            Device? device = null, ScalarType? dtype = null) =>
            new(new(2, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype));

        public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size,
            Padding padding, (long, long)? stride = null, (long, long)? dilation = null,
            PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
            Device? device = null, ScalarType? dtype = null) =>
            new(new(2, in_channels, out_channels, kernel_size, stride, default, dilation, padding_mode,
                groups, bias, device, dtype) { Automatic = padding });

        public static Conv2d Conv2d(long in_channels, long out_channels, long[] kernel_size,
            long[]? stride = null, long[]? padding = null, long[]? dilation = null,
            PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
            Device? device = null, ScalarType? dtype = null) =>
            new(new(2, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype));

        public static Conv2d Conv2d(long in_channels, long out_channels, long[] kernel_size, Padding padding,
            long[]? stride = null, long[]? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(new(2, in_channels, out_channels, kernel_size, stride, default, dilation, padding_mode,
                groups, bias, device, dtype) { Automatic = padding });

        /// <param name="groups">Each group of output channels sees one group of input channels.</param>
        public static Conv3d Conv3d(long in_channels, long out_channels, long kernel_size, long stride = 1,
            long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(new(3, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype));

        /// <param name="padding">None, or as much as makes the result as large as the input.</param>
        [OverloadResolutionPriority(-1)] // A literal 0 is a number of places.
        public static Conv3d Conv3d(long in_channels, long out_channels, long kernel_size, Padding padding,
            long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(new(3, in_channels, out_channels, kernel_size, stride, default, dilation, padding_mode,
                groups, bias, device, dtype) { Automatic = padding });

        public static Conv3d Conv3d(long in_channels, long out_channels, (long, long, long) kernel_size,
            (long, long, long)? stride = null, (long, long, long)? padding = null,
            (long, long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(new(3, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype));

        public static Conv3d Conv3d(long in_channels, long out_channels, (long, long, long) kernel_size,
            Padding padding, (long, long, long)? stride = null, (long, long, long)? dilation = null,
            PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
            Device? device = null, ScalarType? dtype = null) =>
            new(new(3, in_channels, out_channels, kernel_size, stride, default, dilation, padding_mode,
                groups, bias, device, dtype) { Automatic = padding });

        public static Conv3d Conv3d(long in_channels, long out_channels, long[] kernel_size,
            long[]? stride = null, long[]? padding = null, long[]? dilation = null,
            PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
            Device? device = null, ScalarType? dtype = null) =>
            new(new(3, in_channels, out_channels, kernel_size, stride, padding, dilation, padding_mode,
                groups, bias, device, dtype));

        public static Conv3d Conv3d(long in_channels, long out_channels, long[] kernel_size, Padding padding,
            long[]? stride = null, long[]? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros,
            long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
            new(new(3, in_channels, out_channels, kernel_size, stride, default, dilation, padding_mode,
                groups, bias, device, dtype) { Automatic = padding });
    }
}
