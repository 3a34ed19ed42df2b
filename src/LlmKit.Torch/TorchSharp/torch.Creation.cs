using System.Runtime.InteropServices;
using LlmKit.Torch;

namespace TorchSharp;

// New tensors: of one value, of random numbers, of sequences, from memory.
public static partial class torch
{
    private static ScalarType s_defaultType = ScalarType.Float32;
    private static Device s_defaultDevice = CPU;

    /// <summary>The dtype of new tensors of real numbers when none is given; float32 unless set.</summary>
    public static ScalarType get_default_dtype() => s_defaultType;

    public static void set_default_dtype(ScalarType dtype)
    {
        if (!dtype.is_floating_point())
        {
            throw new ArgumentException(
                $"dtype = {dtype.TorchName()}. The default type must be a floating-point type: float32, float64, float16 or bfloat16.",
                nameof(dtype));
        }

        s_defaultType = dtype;
    }

    /// <summary>The device of new tensors when none is given; the CPU unless set.</summary>
    public static Device get_default_device() => s_defaultDevice;

    public static void set_default_device(Device device) => s_defaultDevice = device;

    public static void set_default_device(string device) => s_defaultDevice = new(device);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>start, start + step, … up to before <paramref name="stop"/>; of integers when all three are integers.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false)
    {
        var whole = start.Tag == Tag.Int && stop.Tag == Tag.Int && step.Tag == Tag.Int;
        dtype ??= whole ? ScalarType.Int64 : s_defaultType;
        return Finish(Aten.arange_start_step.Call([start, stop, step, dtype, Argument.None, device ?? s_defaultDevice]), requires_grad);
    }

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(Aten.linspace.Call([(Scalar)start, (Scalar)end, steps, dtype ?? s_defaultType, Argument.None, device ?? s_defaultDevice]), requires_grad);

    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false) =>
        Finish(Aten.logspace.Call([(Scalar)start, (Scalar)end, steps, @base, dtype ?? s_defaultType, Argument.None, device ?? s_defaultDevice]), requires_grad);

    /// <summary>Ones on the diagonal; square when <paramref name="columns"/> is −1.</summary>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return Finish(Aten.eye_m.Call([rows, columns < 0 ? rows : columns, dtype ?? s_defaultType, Argument.None, device ?? s_defaultDevice]), requires_grad);
    }

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>Whole numbers drawn evenly from <paramref name="low"/> to before <paramref name="high"/>; int64 unless a dtype is given.</summary>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null)
    {
        RefuseNames(names);
        dtype ??= ScalarType.Int64;
        device ??= s_defaultDevice;
        return Finish(generator is null
            ? Aten.randint_low.Call([low, high, size, dtype, Argument.None, device])
            : Aten.randint_low_generator.Call([low, high, size, generator, dtype, Argument.None, device]), requires_grad);
    }

    /// <summary>The numbers 0 to <paramref name="n"/> − 1 in random order.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Finish(generator is null
            ? Aten.randperm.Call([n, dtype ?? ScalarType.Int64, Argument.None, device ?? s_defaultDevice])
            : Aten.randperm_generator.Call([n, generator, dtype ?? ScalarType.Int64, Argument.None, device ?? s_defaultDevice]), requires_grad);

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like(Aten.empty_like, input, dtype, device, requires_grad, names);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like(Aten.zeros_like, input, dtype, device, requires_grad, names);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like(Aten.ones_like, input, dtype, device, requires_grad, names);

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Like(Aten.rand_like, input, dtype, device, requires_grad, null);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Like(Aten.randn_like, input, dtype, device, requires_grad, null);

    public static Tensor randint_like(Tensor input, long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(Aten.randint_like_low_dtype.Call([input, low, high, dtype, Argument.None, device]), requires_grad);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return Finish(Aten.full_like.Call([input, value, dtype, Argument.None, device]), requires_grad);
    }

    public static Tensor tril_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.tril_indices.Call([row, col, offset, dtype, Argument.None, device ?? s_defaultDevice]);

    public static Tensor triu_indices(long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.triu_indices.Call([row, col, offset, dtype, Argument.None, device ?? s_defaultDevice]);

    /// <summary>A tensor of one number, of the number's own type.</summary>
    public static Tensor tensor(Scalar scalar, Device? device = null, bool requires_grad = false) =>
        full([], scalar, scalar.Type, device, requires_grad);

    /// <summary>A copy of an array of numbers of any rank; jagged arrays are not taken.</summary>
    public static Tensor from_array(Array rawArray) => from_array(rawArray, null);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromArray(rawArray, dtype, device, requires_grad, names);

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => FromArray(data, dtype, device, false, null);

    /// <summary>
    /// A tensor over the array's own memory: no copy, changes are seen on both sides. The array is pinned for as long
    /// as some tensor uses it.
    /// </summary>
    /// <param name="count">Elements to use; −1 for all from <paramref name="offset"/> on.</param>
    /// <param name="offset">Bytes to skip.</param>
    public static unsafe Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        var size = dtype.ElementSize();
        var bytes = Buffer.ByteLength(rawArray);
        if (count < 0) count = (bytes - offset) / size;
        if (offset < 0 || offset + count * size > bytes)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count,
                $"{count} elements of {size} bytes from byte {offset} on do not fit into an array of {bytes} bytes.");
        }

        var pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        nint handle;
        var status = Native.llmkit_tensor_wrap((byte*)pin.AddrOfPinnedObject() + offset, &count, 1, (int)dtype,
            GCHandle.ToIntPtr(pin), &Unpin, &handle);
        if (status != 0) pin.Free();
        Native.Check(status, nameof(frombuffer));
        return Finish(new Tensor(handle), requires_grad);
    }

    internal static Tensor Finish(Tensor tensor, bool requiresGrad) => requiresGrad ? tensor.requires_grad_() : tensor;

    // libtorch's named dimensions were never finished and are not part of this surface.
    internal static void RefuseNames(string[]? names)
    {
        if (names is not null) throw new NotSupportedException("names: named dimensions are not supported. Pass null and address dimensions by number.");
    }

    internal static Tensor FromSpan<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device,
        bool requiresGrad, string[]? names) where T : unmanaged
    {
        RefuseNames(names);
        long wanted = 1;
        foreach (var length in dimensions) wanted *= length;
        if (wanted != values.Length)
        {
            throw new ArgumentException(
                $"{values.Length} numbers do not fill the dimensions [{string.Join(", ", dimensions.ToArray())}], which have {wanted} places.",
                nameof(dimensions));
        }

        var own = ScalarTypeExtensions.Of(typeof(T)) ?? throw NoElementType(typeof(T));
        var result = Aten.empty_memory_format.Call([dimensions.ToArray(), own, Argument.None, CPU]);
        values.CopyTo(result.AsSpan<T>());
        return Placed(result, dtype, device, requiresGrad);
    }

    internal static Tensor FromArray(Array values, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names)
    {
        RefuseNames(names);
        ArgumentNullException.ThrowIfNull(values);
        var element = values.GetType().GetElementType()!;
        var own = ScalarTypeExtensions.Of(element) ?? throw NoElementType(element);
        var dimensions = Enumerable.Range(0, values.Rank).Select(values.GetLongLength).ToArray();
        var result = Aten.empty_memory_format.Call([dimensions, own, Argument.None, CPU]);
        if (values.Length > 0)
        {
            var bytes = result.bytes;
            MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(values), bytes.Length).CopyTo(bytes);
        }

        return Placed(result, dtype, device, requiresGrad);
    }

    private static Tensor FromValue<T>(T value, ScalarType? dtype, Device? device, bool requiresGrad) where T : unmanaged =>
        FromSpan(new ReadOnlySpan<T>(in value), [], dtype, device, requiresGrad, null);

    private static Tensor Placed(Tensor tensor, ScalarType? dtype, Device? device, bool requiresGrad)
    {
        device ??= s_defaultDevice;
        if ((dtype is null || dtype == tensor.dtype) && device.type == DeviceType.CPU) return Finish(tensor, requiresGrad);

        var moved = tensor.to(dtype ?? tensor.dtype, device);
        tensor.Dispose();
        return Finish(moved, requiresGrad);
    }

    private static Tensor Like(Operator op, Tensor input, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names)
    {
        RefuseNames(names);
        return Finish(op.Call([input, dtype, Argument.None, device]), requiresGrad);
    }

    private static ArgumentException NoElementType(Type type) => new(
        $"An array of {type.Name} has no element type in libtorch. It takes bool, byte, sbyte, short, int, long, Half, BFloat16, float, double and complex numbers.");

    [UnmanagedCallersOnly]
    private static void Unpin(nint pin) => GCHandle.FromIntPtr(pin).Free();
}
