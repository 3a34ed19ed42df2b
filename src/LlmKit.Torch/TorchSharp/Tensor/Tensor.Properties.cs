using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        private const int RequiresGrad = 1, Leaf = 2, Contiguous = 4, Sparse = 8, Inference = 16, RetainsGrad = 32, IsView = 64;

        /// <summary>The length of each dimension.</summary>
        public long[] shape
        {
            get
            {
                var sizes = new long[ndim];
                fixed (long* pointer = sizes)
                {
                    // An empty array has no address, but libtorch wants none then.
                    if (sizes.Length > 0) Native.Check(Native.llmkit_tensor_sizes(Handle, pointer), nameof(shape));
                }

                GC.KeepAlive(this);
                return sizes;
            }
        }

        public ScalarType dtype
        {
            get
            {
                var type = (ScalarType)Native.llmkit_tensor_dtype(Handle);
                GC.KeepAlive(this);
                return type;
            }
        }

        public Device device
        {
            get
            {
                int index;
                var type = (DeviceType)Native.llmkit_tensor_device(Handle, &index);
                GC.KeepAlive(this);
                return type == DeviceType.CPU ? CPU : new(type, index);
            }
        }

        public DeviceType device_type
        {
            get
            {
                int index;
                var type = (DeviceType)Native.llmkit_tensor_device(Handle, &index);
                GC.KeepAlive(this);
                return type;
            }
        }

        /// <summary>Number of dimensions.</summary>
        public long ndim
        {
            get
            {
                var rank = Native.llmkit_tensor_rank(Handle);
                GC.KeepAlive(this);
                return rank;
            }
        }

        public long Dimensions => ndim;

        public long NumberOfElements => numel();

        public long ElementSize => dtype.ElementSize();

        /// <summary>Whether gradients are wanted for this tensor. It can be set only on a leaf of floating or complex type.</summary>
        public bool requires_grad
        {
            get => Has(RequiresGrad);
            set
            {
                Native.Check(Native.llmkit_tensor_set_requires_grad(Handle, value ? 1 : 0), $"requires_grad of {Argument.Describe(this)}");
                GC.KeepAlive(this);
            }
        }

        /// <summary>The gradient collected by backward, or null. A new owner of it at each call.</summary>
        public Tensor? grad
        {
            get
            {
                nint gradient;
                Native.Check(Native.llmkit_tensor_grad(Handle, &gradient), nameof(grad));
                GC.KeepAlive(this);
                return gradient == 0 ? null : new(gradient);
            }
            set
            {
                Native.Check(Native.llmkit_tensor_set_grad(Handle, value is null ? 0 : value.Handle), $"grad of {Argument.Describe(this)}");
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        /// <summary>Made by the user or by a tracked operator without inputs that require gradients.</summary>
        public bool is_leaf => Has(Leaf);

        public bool is_sparse => Has(Sparse);

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_view => Has(IsView);

        /// <summary>Made in inference mode: usable, but never part of a graph.</summary>
        public bool is_inference() => Has(Inference);

        public bool retains_grad => Has(RetainsGrad);

        public bool is_contiguous() => Has(Contiguous);

        public bool is_floating_point() => dtype.is_floating_point();

        public bool is_complex() => dtype.is_complex();

        /// <summary>The name of the node that made this tensor, such as <c>AddBackward0</c>; null for a leaf.</summary>
        public string? grad_fn
        {
            get
            {
                var name = Native.llmkit_tensor_grad_fn(Handle);
                GC.KeepAlive(this);
                return name is null ? null : Native.Text(name);
            }
        }

        /// <summary>Counts changes in place; -1 for inference tensors.</summary>
        public long _version
        {
            get
            {
                var version = Native.llmkit_tensor_version(Handle);
                GC.KeepAlive(this);
                return version;
            }
        }

        /// <summary>The same values without history, sharing memory: as <c>t.data</c> in PyTorch. Assigning replaces the values.</summary>
        internal void SetData(Tensor source)
        {
            Native.Check(Native.llmkit_tensor_set_data(Handle, source.Handle), $"data of {Argument.Describe(this)}");
            GC.KeepAlive(this);
            GC.KeepAlive(source);
        }

        public long dim() => ndim;

        public long numel()
        {
            var count = Native.llmkit_tensor_count(Handle);
            GC.KeepAlive(this);
            return count;
        }

        public long size(int dim)
        {
            var sizes = shape;
            var index = dim < 0 ? dim + sizes.Length : dim;
            return index >= 0 && index < sizes.Length ? sizes[index] : throw NoDimension(dim, sizes);
        }

        public long[] size() => shape;

        public long[] stride()
        {
            var strides = new long[ndim];
            fixed (long* pointer = strides)
            {
                if (strides.Length > 0) Native.Check(Native.llmkit_tensor_strides(Handle, pointer), nameof(stride));
            }

            GC.KeepAlive(this);
            return strides;
        }

        public long stride(int dim)
        {
            var strides = stride();
            var index = dim < 0 ? dim + strides.Length : dim;
            return index >= 0 && index < strides.Length ? strides[index] : throw NoDimension(dim, shape);
        }

        private bool Has(int flag)
        {
            var flags = Native.llmkit_tensor_flags(Handle);
            GC.KeepAlive(this);
            return (flags & flag) != 0;
        }

        private static TorchException NoDimension(int dim, long[] sizes) => new(
            $"size({dim})", $"a tensor of shape [{string.Join(", ", sizes)}] has the dimensions {-sizes.Length} to {sizes.Length - 1}.");
    }
}
