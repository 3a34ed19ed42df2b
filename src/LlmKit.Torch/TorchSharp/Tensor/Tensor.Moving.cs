using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        /// <summary>The tensor on another device; the same tensor (a new owner of it) when it is there already.</summary>
        /// <param name="copy">Copies in any case.</param>
        /// <param name="disposeAfter">Disposes this tensor afterwards.</param>
        /// <param name="non_blocking">Does not wait for a copy from pinned memory to a GPU.</param>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, device, copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(Aten.to_dtype.Call([this, type, non_blocking, copy]), disposeAfter);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(Aten.to_device.Call([this, device, type, non_blocking, copy]), disposeAfter);

        public Tensor to(Tensor other, bool non_blocking = false) => to(Given(other).dtype, other.device, non_blocking: non_blocking);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(type, copy, disposeAfter, non_blocking);

        public Tensor type(ScalarType type) => to(type);

        public Tensor type_as(Tensor other) => to(Given(other).dtype);

        public Tensor cpu() => to(CPU);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        /// <summary>A sparse tensor with its zeros written out.</summary>
        public Tensor to_dense() => Aten.to_dense.Call(this);

        public Tensor @bool() => to(ScalarType.Bool);

        public Tensor @byte() => to(ScalarType.Byte);

        public Tensor @int() => to(ScalarType.Int32);

        public Tensor @long() => to(ScalarType.Int64);

        public Tensor half() => to(ScalarType.Float16);

        public Tensor bfloat16() => to(ScalarType.BFloat16);

        public Tensor @float() => to(ScalarType.Float32);

        public Tensor @double() => to(ScalarType.Float64);

        public Tensor new_zeros(params long[] size) => zeros(size, dtype, device);

        public Tensor new_ones(params long[] size) => ones(size, dtype, device);

        public Tensor new_empty(params long[] size) => empty(size, dtype, device);

        public Tensor new_full(long[] size, Scalar value) => full(size, value, dtype, device);

        private static string? Rounding(RoundingMode mode) => mode switch
        {
            RoundingMode.None => null,
            RoundingMode.trunc => "trunc",
            RoundingMode.floor => "floor",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, $"{mode} is no rounding mode: None, trunc or floor."),
        };

        private Tensor Typed(ScalarType? type) => type is { } wanted ? to(wanted) : this;

        private Tensor OverVar(long[] dimensions, bool unbiased, bool keepdim) =>
            Aten.var_correction.Call([this, dimensions, unbiased ? 1 : 0, keepdim]);

        private Tensor OverStd(long[] dimensions, bool unbiased, bool keepdim) =>
            Aten.std_correction.Call([this, dimensions, unbiased ? 1 : 0, keepdim]);

        private Tensor Moved(Tensor result, bool disposeAfter)
        {
            if (disposeAfter) Dispose();
            return result;
        }
    }
}
