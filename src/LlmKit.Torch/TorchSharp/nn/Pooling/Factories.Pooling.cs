using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn's functions that make pools.
public static partial class torch
{
    public static partial class nn
    {
        /// <param name="stride">How far the window moves; by default its size.</param>
        /// <param name="ceil_mode">A window that starts inside and ends outside counts.</param>
        public static MaxPool1d MaxPool1d(long kernel_size, long? stride = null, long? padding = null,
            long? dilation = null, bool ceil_mode = false) =>
            new(Pools.Window(1, kernel_size, stride, padding, dilation), ceil_mode);

        public static MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null,
            long? dilation = null, bool ceil_mode = false) =>
            new(Pools.Window(2, kernel_size, stride, padding, dilation), ceil_mode);

        public static MaxPool2d MaxPool2d((long, long) kernel_size, (long, long)? stride = null,
            (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
            new(Pools.Window(2, kernel_size, stride, padding, dilation), ceil_mode);

        public static MaxPool2d MaxPool2d(long[] kernel_size, long[]? stride = null, long[]? padding = null,
            long[]? dilation = null, bool ceil_mode = false) =>
            new(Pools.Window(2, kernel_size, stride, padding, dilation), ceil_mode);

        public static MaxPool3d MaxPool3d(long kernel_size, long? stride = null, long? padding = null,
            long? dilation = null, bool ceil_mode = false) =>
            new(Pools.Window(3, kernel_size, stride, padding, dilation), ceil_mode);

        public static MaxPool3d MaxPool3d((long, long, long) kernel_size, (long, long, long)? stride = null,
            (long, long, long)? padding = null, (long, long, long)? dilation = null,
            bool ceil_mode = false) =>
            new(Pools.Window(3, kernel_size, stride, padding, dilation), ceil_mode);

        public static MaxPool3d MaxPool3d(long[] kernel_size, long[]? stride = null, long[]? padding = null,
            long[]? dilation = null, bool ceil_mode = false) =>
            new(Pools.Window(3, kernel_size, stride, padding, dilation), ceil_mode);

        /// <param name="stride">How far the window moves; by default its size.</param>
        /// <param name="ceil_mode">A window that starts inside and ends outside counts.</param>
        /// <param name="count_include_pad">Padded zeros count in the mean.</param>
        public static AvgPool1d AvgPool1d(long kernel_size, long? stride = null, long padding = 0,
            bool ceil_mode = false, bool count_include_pad = true) =>
            new(Pools.Window(1, kernel_size, stride, padding), ceil_mode, count_include_pad);

        /// <param name="divisor_override">Divides the sum, in place of the number of elements.</param>
        public static AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long padding = 0,
            bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new(Pools.Window(2, kernel_size, stride, padding), ceil_mode, count_include_pad,
                divisor_override);

        public static AvgPool2d AvgPool2d((long, long) kernel_size, (long, long)? stride = null,
            (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true,
            long? divisor_override = null) =>
            new(Pools.Window(2, kernel_size, stride, padding), ceil_mode, count_include_pad,
                divisor_override);

        public static AvgPool2d AvgPool2d(long[] kernel_size, long[]? stride = null, long[]? padding = null,
            bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new(Pools.Window(2, kernel_size, stride, padding), ceil_mode, count_include_pad,
                divisor_override);

        public static AvgPool3d AvgPool3d(long kernel_size, long? stride = null, long padding = 0,
            bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new(Pools.Window(3, kernel_size, stride, padding), ceil_mode, count_include_pad,
                divisor_override);

        public static AvgPool3d AvgPool3d((long, long, long) kernel_size, (long, long, long)? stride = null,
            (long, long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true,
            long? divisor_override = null) =>
            new(Pools.Window(3, kernel_size, stride, padding), ceil_mode, count_include_pad,
                divisor_override);

        public static AvgPool3d AvgPool3d(long[] kernel_size, long[]? stride = null, long[]? padding = null,
            bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new(Pools.Window(3, kernel_size, stride, padding), ceil_mode, count_include_pad,
                divisor_override);

        public static LPPool1d LPPool1d(double norm_type, long kernel_size, long? stride = null,
            bool ceil_mode = false) =>
            new(norm_type, kernel_size, stride, ceil_mode);

        public static LPPool2d LPPool2d(double norm_type, long kernel_size, long? stride = null,
            bool ceil_mode = false) =>
            new(norm_type, kernel_size, stride, ceil_mode);

        public static LPPool2d LPPool2d(double norm_type, (long, long) kernel_size,
            (long, long)? stride = null, bool ceil_mode = false) =>
            new(norm_type, kernel_size, stride, ceil_mode);

        public static LPPool2d LPPool2d(double norm_type, long[] kernel_size, long[]? stride = null,
            bool ceil_mode = false) =>
            new(norm_type, kernel_size, stride, ceil_mode);

        public static AdaptiveAvgPool1d AdaptiveAvgPool1d(long output_size) => new(output_size);

        public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new(output_size);

        public static AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => new(output_size);

        public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long[] output_size) => new(output_size);

        public static AdaptiveAvgPool3d AdaptiveAvgPool3d(long output_size) => new(output_size);

        public static AdaptiveAvgPool3d AdaptiveAvgPool3d((long, long, long) output_size) => new(output_size);

        public static AdaptiveAvgPool3d AdaptiveAvgPool3d(long[] output_size) => new(output_size);

        public static AdaptiveMaxPool1d AdaptiveMaxPool1d(long output_size) => new(output_size);

        public static AdaptiveMaxPool2d AdaptiveMaxPool2d(long output_size) => new(output_size);

        public static AdaptiveMaxPool2d AdaptiveMaxPool2d((long, long) output_size) => new(output_size);

        public static AdaptiveMaxPool2d AdaptiveMaxPool2d(long[] output_size) => new(output_size);

        public static AdaptiveMaxPool3d AdaptiveMaxPool3d(long output_size) => new(output_size);

        public static AdaptiveMaxPool3d AdaptiveMaxPool3d((long, long, long) output_size) => new(output_size);

        public static AdaptiveMaxPool3d AdaptiveMaxPool3d(long[] output_size) => new(output_size);
    }
}
