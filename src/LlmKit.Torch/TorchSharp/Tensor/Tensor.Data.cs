using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The memory of a contiguous tensor on the CPU, to read and to write. Valid while the tensor lives.</summary>
        public Span<byte> bytes
        {
            get
            {
                var length = checked((int)(numel() * ElementSize));
                return new Span<byte>(DataPointer(nameof(bytes)), length);
            }
            set
            {
                var target = bytes;
                if (value.Length != target.Length)
                {
                    throw new ArgumentException(
                        $"{value.Length} bytes were given, {Argument.Describe(this)} has {target.Length}.", nameof(value));
                }

                value.CopyTo(target);
            }
        }

        /// <summary>The elements of a contiguous CPU tensor as they lie in memory. Valid while the tensor lives.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the CLR type of the dtype.</exception>
        public Span<T> AsSpan<T>() where T : unmanaged
        {
            RequireType<T>(nameof(AsSpan));
            return new Span<T>(DataPointer(nameof(AsSpan)), checked((int)numel()));
        }

        /// <summary>Access to the elements in order of their indices, whatever the layout. A tensor of another device is copied.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireType<T>(nameof(data));
            return new(is_cpu() ? alias() : cpu());
        }

        /// <summary>The value of a tensor with one element, converted to <typeparamref name="T"/>.</summary>
        public T item<T>() where T : unmanaged
        {
            var scalar = ToScalar();
            object value = default(T) switch
            {
                float => scalar.ToSingle(),
                double => scalar.ToDouble(),
                long => scalar.ToInt64(),
                int => scalar.ToInt32(),
                short => scalar.ToInt16(),
                sbyte => scalar.ToSByte(),
                byte => scalar.ToByte(),
                bool => scalar.ToBoolean(),
                Half => scalar.ToHalf(),
                BFloat16 => scalar.ToBFloat16(),
                ValueTuple<float, float> => scalar.ToComplexFloat32(),
                System.Numerics.Complex => scalar.ToComplex(),
                _ => throw new ArgumentException($"{typeof(T).Name} is not the CLR type of a tensor's elements.", nameof(T)),
            };
            return (T)value;
        }

        /// <summary>The value of a tensor with one element.</summary>
        public Scalar ToScalar() => Aten.item.CallScalar(this);

        public float ToSingle() => ToScalar().ToSingle();

        public double ToDouble() => ToScalar().ToDouble();

        public int ToInt32() => ToScalar().ToInt32();

        public long ToInt64() => ToScalar().ToInt64();

        public bool ToBoolean() => ToScalar().ToBoolean();

        public static explicit operator float(Tensor value) => Given(value, function: "float").ToSingle();

        public static explicit operator double(Tensor value) => Given(value, function: "double").ToDouble();

        public static explicit operator int(Tensor value) => Given(value, function: "int").ToInt32();

        public static explicit operator long(Tensor value) => Given(value, function: "long").ToInt64();

        public static explicit operator bool(Tensor value) => Given(value, function: "bool").ToBoolean();

        /// <summary>Writes the tensor to a file: its shape, type and elements. Read it back with <see cref="load(string)"/>.</summary>
        public void save(string location) => torch.save(this, location);

        internal void* DataPointer(string caller)
        {
            if (!is_cpu()) throw Unreadable(caller, $"it is on {device}. Copy it to the CPU first: t.cpu()");
            if (!is_contiguous()) throw Unreadable(caller, "its elements do not lie one behind the other. Make them: t.contiguous()");
            void* pointer;
            Native.Check(Native.llmkit_tensor_data(Handle, &pointer), caller);
            return pointer;
        }

        internal void RequireType<T>(string caller)
        {
            if (ScalarTypeExtensions.Of(typeof(T)) == dtype) return;

            throw new ArgumentException(
                $"{caller}<{typeof(T).Name}>() was asked of {Argument.Describe(this)}, whose elements are {dtype.TorchName()}. " +
                "Ask for that type, or convert the tensor first with to_type.");
        }

        private TorchException Unreadable(string caller, string reason) => new($"{caller} of {Argument.Describe(this)}", reason + ".");
    }
}

/// <summary>The elements of a tensor on the CPU in order of their indices, strides respected.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor _tensor;
    private readonly T* _data;
    private readonly long[] _shape;
    private readonly long[] _strides;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _tensor = tensor;
        _shape = tensor.shape;
        _strides = tensor.stride();
        void* data;
        Native.Check(Native.llmkit_tensor_data(tensor.Handle, &data), "data");
        _data = (T*)data;
        Count = tensor.numel();
    }

    public long Count { get; }

    /// <summary>The element at these indices; one index counts through all elements in order.</summary>
    public T this[params long[] indices]
    {
        get => *At(indices);
        set => *At(indices) = value;
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    /// <summary>Copies elements from <paramref name="tensorIndex"/> on to the span from <paramref name="arrayIndex"/> on, as many as fit.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = (int)Math.Min(target.Length, Count - tensorIndex);
        if (_tensor.is_contiguous())
        {
            new ReadOnlySpan<T>(_data + tensorIndex, Math.Max(count, 0)).CopyTo(target);
            return;
        }

        for (var i = 0; i < count; i++) target[i] = _data[Offset(tensorIndex + i)];
    }

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        var count = Math.Min(source.Length, Count - tensorIndex);
        for (var i = 0; i < count; i++) _data[Offset(tensorIndex + i)] = source[i];
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return Get(i);
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => _tensor.Dispose();

    private T Get(long index) => _data[Offset(index)];

    private T* At(long[] indices)
    {
        ObjectDisposedException.ThrowIf(_tensor.IsInvalid, this);
        if (indices.Length == 1 && _shape.Length != 1)
        {
            if (indices[0] < 0 || indices[0] >= Count) throw OutOfRange(indices);
            return _data + Offset(indices[0]);
        }

        if (indices.Length != _shape.Length) throw OutOfRange(indices);
        long offset = 0;
        for (var d = 0; d < indices.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= _shape[d]) throw OutOfRange(indices);
            offset += indices[d] * _strides[d];
        }

        return _data + offset;
    }

    // Where the element with this number in order of indices lies in memory.
    private long Offset(long index)
    {
        long offset = 0;
        for (var d = _shape.Length - 1; d >= 0; d--)
        {
            (index, var position) = Math.DivRem(index, _shape[d]);
            offset += position * _strides[d];
        }

        return offset;
    }

    private ArgumentOutOfRangeException OutOfRange(long[] indices) => new(nameof(indices),
        $"[{string.Join(", ", indices)}] is outside of a tensor of shape [{string.Join(", ", _shape)}].");
}
