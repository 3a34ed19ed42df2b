namespace LlmKit.Torch;

/// <summary>
/// One counted reference to a libtorch tensor, given back by <see cref="Release"/> or, when that is forgotten, by
/// the finalizer.
/// </summary>
/// <remarks>
/// To register an object for finalization costs more than to allocate it. So the reference, not the tensor, has
/// the finalizer, and a released one serves the next tensor of the thread.
/// </remarks>
internal sealed class NativeTensor
{
    private const int MostPooled = 256;

    // Asked once: a property of the process, and a constant to the compiler from then on.
    private static readonly bool s_hasCuda = Native.llmkit_cuda_count() > 0;

    [ThreadStatic]
    private static Stack<NativeTensor>? s_pool;

    private long _deviceBytes;

    private NativeTensor()
    {
    }

    ~NativeTensor() => Free();

    /// <summary>libtorch's tensor; 0 in the pool.</summary>
    public nint Handle { get; private set; }

    public static NativeTensor Own(nint handle)
    {
        var pool = s_pool ??= new Stack<NativeTensor>(MostPooled);
        var native = pool.Count > 0 ? pool.Pop() : new NativeTensor();
        native.Handle = handle;
        if (s_hasCuda) native.CountDeviceBytes();
        return native;
    }

    public void Release()
    {
        Free();
        var pool = s_pool ??= new Stack<NativeTensor>(MostPooled);
        if (pool.Count < MostPooled) pool.Push(this);
        else GC.SuppressFinalize(this);
    }

    private void Free()
    {
        var handle = Handle;
        Handle = 0;
        if (handle == 0) return;
        if (_deviceBytes != 0) MemoryPressure.CountDevice(-_deviceBytes);
        _deviceBytes = 0;
        Native.llmkit_tensor_free(handle);
    }

    private unsafe void CountDeviceBytes()
    {
        int index;
        if (Native.llmkit_tensor_device(Handle, &index) == (int)TorchSharp.DeviceType.CPU) return;
        _deviceBytes = Native.llmkit_tensor_storage_bytes(Handle);
        MemoryPressure.CountDevice(_deviceBytes);
    }
}
