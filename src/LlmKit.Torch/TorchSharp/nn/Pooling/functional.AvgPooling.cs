using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn.functional's means and norms of windows.
public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <param name="stride">How far the window moves; by default its size.</param>
            /// <param name="ceil_mode">A window that starts inside and ends outside counts.</param>
            /// <param name="count_include_pad">Padded zeros count in the mean.</param>
            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null,
                long padding = 0, bool ceil_mode = false, bool count_include_pad = true) =>
                Pools.Mean(input, Pools.Window(1, kernel_size, stride, padding), ceil_mode,
                    count_include_pad);

            /// <param name="divisor_override">Divides the sum, in place of the number of elements.</param>
            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null,
                long padding = 0, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null) =>
                Pools.Mean(input, Pools.Window(2, kernel_size, stride, padding), ceil_mode, count_include_pad,
                    divisor_override);

            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size,
                (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                Pools.Mean(input, Pools.Window(2, kernel_size, stride, padding), ceil_mode, count_include_pad,
                    divisor_override);

            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? strides = null,
                long[]? paddings = null, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null) =>
                Pools.Mean(input, Pools.Window(2, kernel_size, strides, paddings), ceil_mode,
                    count_include_pad, divisor_override);

            public static Tensor avg_pool3d(Tensor input, long kernel_size, long? stride = null,
                long padding = 0, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null) =>
                Pools.Mean(input, Pools.Window(3, kernel_size, stride, padding), ceil_mode, count_include_pad,
                    divisor_override);

            public static Tensor avg_pool3d(Tensor input, (long, long, long) kernel_size,
                (long, long, long)? stride = null, (long, long, long)? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                Pools.Mean(input, Pools.Window(3, kernel_size, stride, padding), ceil_mode, count_include_pad,
                    divisor_override);

            public static Tensor avg_pool3d(Tensor input, long[] kernel_size, long[]? strides = null,
                long[]? paddings = null, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null) =>
                Pools.Mean(input, Pools.Window(3, kernel_size, strides, paddings), ceil_mode,
                    count_include_pad, divisor_override);

            /// <summary>The p-norms of windows.</summary>
            public static Tensor lp_pool1d(Tensor input, double norm_type, long kernel_size,
                long? stride = null, bool ceil_mode = false) =>
                Pools.Norm(input, norm_type, Pools.Window(1, kernel_size, stride), ceil_mode);

            public static Tensor lp_pool2d(Tensor input, double norm_type, long kernel_size,
                long? stride = null, bool ceil_mode = false) =>
                Pools.Norm(input, norm_type, Pools.Window(2, kernel_size, stride), ceil_mode);

            public static Tensor lp_pool2d(Tensor input, double norm_type, (long, long) kernel_size,
                (long, long)? stride = null, bool ceil_mode = false) =>
                Pools.Norm(input, norm_type, Pools.Window(2, kernel_size, stride), ceil_mode);

            public static Tensor lp_pool2d(Tensor input, double norm_type, long[] kernel_size,
                long[]? stride = null, bool ceil_mode = false) =>
                Pools.Norm(input, norm_type, Pools.Window(2, kernel_size, stride), ceil_mode);
        }
    }
}
