using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// One of libtorch's operators, any of them, by name: <c>new Operator("add.Tensor")</c>. Missing arguments at the
/// end, and <see cref="Argument.Default"/>, take the defaults of the operator's schema.
/// </summary>
/// <remarks>
/// The name is looked up at the first call and the result kept. A call on two one-element tensors costs about as
/// much as libtorch's own dispatch; see bench/.
/// </remarks>
public sealed unsafe class Operator
{
    private const int MostResults = 8;
    private readonly string _name;
    private readonly string _overload;
    private nint _handle;

    /// <param name="name">The operator as in libtorch's schemas, with or without the namespace <c>aten::</c>, with the
    /// overload after a dot: <c>add.Tensor</c>, <c>aten::softmax.int</c>, <c>relu</c>.</param>
    public Operator(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var separator = name.IndexOf("::", StringComparison.Ordinal);
        var dot = name.IndexOf('.', Math.Max(separator, 0));
        _overload = dot < 0 ? "" : name[(dot + 1)..];
        var plain = dot < 0 ? name : name[..dot];
        _name = separator < 0 ? $"aten::{plain}" : plain;
    }

    /// <summary>The operator with its namespace, without the overload.</summary>
    public string Name => _name;

    /// <summary>The schema in libtorch's notation: arguments with types and defaults, and results.</summary>
    /// <exception cref="TorchException">libtorch has no such operator; the message lists near names or overloads.</exception>
    public string Schema => Native.Text(Native.llmkit_operator_schema(Handle));

    private nint Handle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _handle != 0 ? _handle : Find();
    }

    /// <summary>Calls an operator with one tensor as its result.</summary>
    public Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MostResults];
        Invoke(arguments, results);
        return TensorOf(results[0], arguments);
    }

    /// <summary>As <see cref="Call(ReadOnlySpan{Argument})"/> for a single tensor.</summary>
    public Tensor Call(Tensor a)
    {
        var values = stackalloc NativeValue[1];
        values[0].Tag = Tag.Tensor;
        values[0].Pointer = Tensor.HandleOrZero(a);
        if (values[0].Pointer == 0) throw Mistake([a]);
        NativeValue result;
        var count = 1;
        if (Native.llmkit_operator_call(Handle, values, 1, &result, &count) != 0) throw Mistake([a]);
        GC.KeepAlive(a);
        return TensorOf(result, default);
    }

    /// <summary>As <see cref="Call(ReadOnlySpan{Argument})"/> for two tensors.</summary>
    public Tensor Call(Tensor a, Tensor b)
    {
        var values = stackalloc NativeValue[2];
        values[0].Tag = Tag.Tensor;
        values[0].Pointer = Tensor.HandleOrZero(a);
        values[1].Tag = Tag.Tensor;
        values[1].Pointer = Tensor.HandleOrZero(b);
        if (values[0].Pointer == 0 || values[1].Pointer == 0) throw Mistake([a, b]);
        NativeValue result;
        var count = 1;
        if (Native.llmkit_operator_call(Handle, values, 2, &result, &count) != 0) throw Mistake([a, b]);
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        return TensorOf(result, default);
    }

    /// <summary>As <see cref="Call(ReadOnlySpan{Argument})"/> for a tensor and a number.</summary>
    public Tensor Call(Tensor a, TorchSharp.Scalar b)
    {
        if (b.IsComplex) return Call([a, b]);

        var values = stackalloc NativeValue[2];
        values[0].Tag = Tag.Tensor;
        values[0].Pointer = Tensor.HandleOrZero(a);
        values[1].Tag = b.Tag;
        values[1].Integer = b.Bits;
        if (values[0].Pointer == 0) throw Mistake([a, b]);
        NativeValue result;
        var count = 1;
        if (Native.llmkit_operator_call(Handle, values, 2, &result, &count) != 0) throw Mistake([a, b]);
        GC.KeepAlive(a);
        return TensorOf(result, default);
    }

    /// <summary>As <see cref="Call(ReadOnlySpan{Argument})"/> for two tensors and a third that may be absent.</summary>
    public Tensor Call(Tensor a, Tensor b, Tensor? c)
    {
        var values = stackalloc NativeValue[3];
        values[0].Tag = Tag.Tensor;
        values[0].Pointer = Tensor.HandleOrZero(a);
        values[1].Tag = Tag.Tensor;
        values[1].Pointer = Tensor.HandleOrZero(b);
        values[2].Tag = c is null ? Tag.None : Tag.Tensor;
        values[2].Pointer = Tensor.HandleOrZero(c);
        if (values[0].Pointer == 0 || values[1].Pointer == 0 || (c is not null && values[2].Pointer == 0)) throw Mistake([a, b, c]);
        NativeValue result;
        var count = 1;
        if (Native.llmkit_operator_call(Handle, values, 3, &result, &count) != 0) throw Mistake([a, b, c]);
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
        return TensorOf(result, default);
    }

    /// <summary>As <see cref="Call(ReadOnlySpan{Argument})"/> for two tensors and a number.</summary>
    public Tensor Call(Tensor a, Tensor b, TorchSharp.Scalar c)
    {
        if (c.IsComplex) return Call([a, b, c]);

        var values = stackalloc NativeValue[3];
        values[0].Tag = Tag.Tensor;
        values[0].Pointer = Tensor.HandleOrZero(a);
        values[1].Tag = Tag.Tensor;
        values[1].Pointer = Tensor.HandleOrZero(b);
        values[2].Tag = c.Tag;
        values[2].Integer = c.Bits;
        if (values[0].Pointer == 0 || values[1].Pointer == 0) throw Mistake([a, b, c]);
        NativeValue result;
        var count = 1;
        if (Native.llmkit_operator_call(Handle, values, 3, &result, &count) != 0) throw Mistake([a, b, c]);
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        return TensorOf(result, default);
    }

    /// <summary>Calls an operator that changes its first argument, and returns that argument, as PyTorch does.</summary>
    public Tensor CallInPlace(Tensor self, params ReadOnlySpan<Argument> arguments)
    {
        var all = new Arguments12();
        all[0] = self;
        arguments.CopyTo(((Span<Argument>)all)[1..]);
        ReadOnlySpan<Argument> given = ((ReadOnlySpan<Argument>)all)[..(arguments.Length + 1)];

        var results = stackalloc NativeValue[MostResults];
        Invoke(given, results);
        if (results[0].Tag == Tag.Tensor) Native.llmkit_tensor_free(results[0].Pointer);
        return self;
    }

    /// <summary>Calls an operator with two tensors as its results.</summary>
    public (Tensor, Tensor) Call2(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MostResults];
        Invoke(arguments, results);
        return (TensorOf(results[0], arguments), TensorOf(results[1], arguments));
    }

    /// <summary>Calls an operator with three tensors as its results.</summary>
    public (Tensor, Tensor, Tensor) Call3(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MostResults];
        Invoke(arguments, results);
        return (TensorOf(results[0], arguments), TensorOf(results[1], arguments), TensorOf(results[2], arguments));
    }

    /// <summary>Calls an operator whose result is a list of tensors.</summary>
    public Tensor[] CallList(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MostResults];
        Invoke(arguments, results);
        return (Tensor[])ToObject(results[0])!;
    }

    /// <summary>Calls an operator whose result is a number or a bool.</summary>
    public TorchSharp.Scalar CallScalar(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MostResults];
        Invoke(arguments, results);
        return ToObject(results[0]) switch
        {
            TorchSharp.Scalar scalar => scalar,
            var other => throw new TorchException(Describe(arguments), $"returns {other?.GetType().Name ?? "None"}, not a number."),
        };
    }

    /// <summary>Calls an operator whose results are of any kind and number.</summary>
    /// <returns>Each result as a tensor, an array of tensors, an array of integers, a
    /// <see cref="TorchSharp.Scalar"/>, or null.</returns>
    public object?[] CallAny(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[MostResults];
        var count = Invoke(arguments, results);
        var objects = new object?[count];
        for (var i = 0; i < count; i++) objects[i] = ToObject(results[i]);
        return objects;
    }

    public override string ToString() => _overload.Length == 0 ? _name : $"{_name}.{_overload}";

    private int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results)
    {
        var values = stackalloc NativeValue[arguments.Length];
        var room = ListBytes(arguments);
        if (room <= 1024)
        {
            var lists = stackalloc long[room / sizeof(long) + 1];
            return Invoke(arguments, values, (byte*)lists, results);
        }

        var rented = ArrayPool<byte>.Shared.Rent(room);
        try
        {
            fixed (byte* lists = rented) return Invoke(arguments, values, lists, results);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* values, byte* lists, NativeValue* results)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            lists = Pack(arguments[i], ref values[i], lists);
            if (values[i].Tag is Tag.Tensor or Tag.TensorList && values[i].Pointer == 0) throw Mistake(arguments);
        }

        var count = MostResults;
        if (Native.llmkit_operator_call(Handle, values, arguments.Length, results, &count) != 0) throw Mistake(arguments);
        foreach (ref readonly var argument in arguments) GC.KeepAlive(argument.Reference);
        return count;
    }

    // Lists are copied behind each other into a buffer that outlives the call.
    private static int ListBytes(ReadOnlySpan<Argument> arguments)
    {
        var bytes = 0;
        foreach (ref readonly var argument in arguments)
        {
            bytes += argument.Tag switch
            {
                Tag.IntList or Tag.DoubleList or Tag.TensorList => argument.Length * sizeof(long),
                Tag.BoolList => argument.Length + sizeof(long),
                Tag.Complex => 2 * sizeof(double),
                Tag.String => Encoding.UTF8.GetMaxByteCount(((string)argument.Reference!).Length) + sizeof(long),
                _ => 0,
            };
        }

        return bytes;
    }

    // A tensor, or a list with one, that was disposed leaves the pointer 0.
    private static byte* Pack(in Argument argument, ref NativeValue value, byte* lists)
    {
        value.Tag = argument.Tag;
        value.Length = argument.Length;
        value.Integer = argument.Bits;
        switch (argument.Tag)
        {
            case Tag.Tensor:
                value.Pointer = Tensor.HandleOrZero((Tensor)argument.Reference!);
                return lists;
            case Tag.Generator:
                value.Pointer = ((Generator)argument.Reference!).Handle;
                return lists;
            case Tag.IntList:
                value.Pointer = (nint)lists;
                ((long[])argument.Reference!).CopyTo(new Span<long>(lists, argument.Length));
                return lists + argument.Length * sizeof(long);
            case Tag.DoubleList or Tag.Complex:
                var numbers = (double[])argument.Reference!;
                value.Pointer = (nint)lists;
                numbers.CopyTo(new Span<double>(lists, numbers.Length));
                return lists + numbers.Length * sizeof(double);
            case Tag.BoolList:
                value.Pointer = (nint)lists;
                var flags = (bool[])argument.Reference!;
                for (var i = 0; i < flags.Length; i++) lists[i] = flags[i] ? (byte)1 : (byte)0;
                return lists + (flags.Length + sizeof(long)) / sizeof(long) * sizeof(long);
            case Tag.TensorList:
                value.Pointer = (nint)lists;
                var tensors = (Tensor?[])argument.Reference!;
                for (var i = 0; i < tensors.Length; i++)
                {
                    ((nint*)lists)[i] = Tensor.HandleOrZero(tensors[i]);
                    if (tensors[i] is { IsInvalid: true }) value.Pointer = 0;
                }

                return lists + tensors.Length * sizeof(long);
            case Tag.String:
                value.Pointer = (nint)lists;
                var text = (string)argument.Reference!;
                value.Length = Encoding.UTF8.GetBytes(text, new Span<byte>(lists, Encoding.UTF8.GetMaxByteCount(text.Length)));
                return lists + (value.Length + sizeof(long)) / sizeof(long) * sizeof(long);
            default:
                return lists;
        }
    }

    private Tensor TensorOf(in NativeValue value, ReadOnlySpan<Argument> arguments) => value.Tag switch
    {
        Tag.Tensor => new Tensor(value.Pointer),
        _ => throw new TorchException(Describe(arguments), $"returns {value.Tag.ToString().ToLowerInvariant()}, not a tensor."),
    };

    private static object? ToObject(in NativeValue value)
    {
        switch (value.Tag)
        {
            case Tag.Tensor:
                return new Tensor(value.Pointer);
            case Tag.Int or Tag.Double or Tag.Bool:
                return new TorchSharp.Scalar(value.Tag, value.Integer);
            case Tag.Complex:
                var parts = (double*)value.Pointer;
                var complex = new System.Numerics.Complex(parts[0], parts[1]);
                Native.llmkit_list_free(value.Pointer);
                return (TorchSharp.Scalar)complex;
            case Tag.TensorList:
                var tensors = new Tensor[value.Length];
                for (var i = 0; i < tensors.Length; i++) tensors[i] = new Tensor(((nint*)value.Pointer)[i]);
                Native.llmkit_list_free(value.Pointer);
                return tensors;
            case Tag.IntList:
                var numbers = new ReadOnlySpan<long>((void*)value.Pointer, value.Length).ToArray();
                Native.llmkit_list_free(value.Pointer);
                return numbers;
            default:
                return null;
        }
    }

    private nint Find()
    {
        nint handle;
        var name = Encoding.UTF8.GetBytes(_name + '\0');
        var overload = Encoding.UTF8.GetBytes(_overload + '\0');
        fixed (byte* namePointer = name, overloadPointer = overload)
        {
            if (Native.llmkit_operator_find(namePointer, overloadPointer, &handle) != 0)
                throw new TorchException(ToString(), Native.LastError());
        }

        return _handle = handle;
    }

    private Exception Mistake(ReadOnlySpan<Argument> arguments) => OperatorMistake.Of(this, arguments, Native.LastError());

    private string Describe(ReadOnlySpan<Argument> arguments) => OperatorMistake.Describe(this, arguments);

    [InlineArray(12)]
    private struct Arguments12
    {
        private Argument _first;
    }
}
