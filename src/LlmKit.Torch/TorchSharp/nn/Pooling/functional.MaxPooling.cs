using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn.functional's maxima of windows.
public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <param name="stride">How far the window moves; by default its size.</param>
            /// <param name="ceil_mode">A window that starts inside and ends outside counts.</param>
            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null,
                long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Pools.Max(input, Pools.Window(1, kernel_size, stride, padding, dilation), ceil_mode);

            /// <summary>The maxima, and the place of each in the flattened spatial dimensions.</summary>
            public static (Tensor Values, Tensor Indices) max_pool1d_with_indices(Tensor input,
                long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                Pools.MaxWithIndices(input, Pools.Window(1, kernel_size, stride, padding, dilation),
                    ceil_mode);

            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null,
                long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Pools.Max(input, Pools.Window(2, kernel_size, stride, padding, dilation), ceil_mode);

            public static (Tensor Values, Tensor Indices) max_pool2d_with_indices(Tensor input,
                long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                Pools.MaxWithIndices(input, Pools.Window(2, kernel_size, stride, padding, dilation),
                    ceil_mode);

            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size,
                (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null,
                bool ceil_mode = false) =>
                Pools.Max(input, Pools.Window(2, kernel_size, stride, padding, dilation), ceil_mode);

            public static (Tensor Values, Tensor Indices) max_pool2d_with_indices(Tensor input,
                (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, bool ceil_mode = false) =>
                Pools.MaxWithIndices(input, Pools.Window(2, kernel_size, stride, padding, dilation),
                    ceil_mode);

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null,
                long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Pools.Max(input, Pools.Window(2, kernel_size, strides, padding, dilation), ceil_mode);

            public static (Tensor Values, Tensor Indices) max_pool2d_with_indices(Tensor input,
                long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                Pools.MaxWithIndices(input, Pools.Window(2, kernel_size, strides, padding, dilation),
                    ceil_mode);

            public static Tensor max_pool3d(Tensor input, long kernel_size, long? stride = null,
                long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Pools.Max(input, Pools.Window(3, kernel_size, stride, padding, dilation), ceil_mode);

            public static (Tensor Values, Tensor Indices) max_pool3d_with_indices(Tensor input,
                long kernel_size, long? stride = null, long? padding = null, long? dilation = null,
                bool ceil_mode = false) =>
                Pools.MaxWithIndices(input, Pools.Window(3, kernel_size, stride, padding, dilation),
                    ceil_mode);

            public static Tensor max_pool3d(Tensor input, (long, long, long) kernel_size,
                (long, long, long)? stride = null, (long, long, long)? padding = null,
                (long, long, long)? dilation = null, bool ceil_mode = false) =>
                Pools.Max(input, Pools.Window(3, kernel_size, stride, padding, dilation), ceil_mode);

            public static (Tensor Values, Tensor Indices) max_pool3d_with_indices(Tensor input,
                (long, long, long) kernel_size, (long, long, long)? stride = null,
                (long, long, long)? padding = null, (long, long, long)? dilation = null,
                bool ceil_mode = false) =>
                Pools.MaxWithIndices(input, Pools.Window(3, kernel_size, stride, padding, dilation),
                    ceil_mode);

            public static Tensor max_pool3d(Tensor input, long[] kernel_size, long[]? strides = null,
                long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Pools.Max(input, Pools.Window(3, kernel_size, strides, padding, dilation), ceil_mode);

            public static (Tensor Values, Tensor Indices) max_pool3d_with_indices(Tensor input,
                long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                Pools.MaxWithIndices(input, Pools.Window(3, kernel_size, strides, padding, dilation),
                    ceil_mode);
        }
    }
}
