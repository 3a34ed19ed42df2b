using System.Runtime.InteropServices;

namespace LlmKit.Torch;

/// <summary>The functions of llmkit.h, one to one. Functions that return <c>int</c> go through <see cref="Check"/>.</summary>
internal static unsafe partial class Native
{
    public const int Abi = 2;
    private const string Library = "llmkit";

    static Native() => NativeLibraryResolver.Register();

    /// <summary>Turns the shim's status into an exception with libtorch's reason.</summary>
    public static void Check(int status, string call)
    {
        if (status != 0) throw new TorchException(call, LastError());
    }

    /// <summary>libtorch's reason for the last failure of this thread.</summary>
    public static string LastError() => Marshal.PtrToStringUTF8((nint)llmkit_last_error()) ?? "unknown error";

    public static string Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8) ?? "";

    // The library itself
    [LibraryImport(Library)] public static partial int llmkit_abi();
    [LibraryImport(Library)] public static partial byte* llmkit_last_error();
    [LibraryImport(Library)] public static partial byte* llmkit_torch_version();
    [LibraryImport(Library)] public static partial byte* llmkit_torch_config();
    [LibraryImport(Library)] public static partial byte* llmkit_torch_path();
    [LibraryImport(Library)] public static partial byte* llmkit_blas_path();
    [LibraryImport(Library)] public static partial int llmkit_get_threads();
    [LibraryImport(Library)] public static partial int llmkit_set_threads(int count);

    // Operators
    [LibraryImport(Library)] public static partial int llmkit_operator_find(byte* name, byte* overload, nint* op);
    [LibraryImport(Library)] public static partial byte* llmkit_operator_schema(nint op);
    [LibraryImport(Library)]
    public static partial int llmkit_operator_call(nint op, NativeValue* arguments, int count, NativeValue* results, int* resultCount);
    [LibraryImport(Library)] public static partial void llmkit_list_free(nint list);

    // Tensors
    [LibraryImport(Library)] public static partial void llmkit_tensor_free(nint t);
    [LibraryImport(Library)] public static partial nint llmkit_tensor_retain(nint t);
    [LibraryImport(Library)]
    public static partial int llmkit_tensor_wrap(void* data, long* sizes, int rank, int dtype, nint context,
        delegate* unmanaged<nint, void> release, nint* result);
    [LibraryImport(Library), SuppressGCTransition] public static partial long llmkit_tensor_rank(nint t);
    [LibraryImport(Library), SuppressGCTransition] public static partial long llmkit_tensor_count(nint t);
    [LibraryImport(Library), SuppressGCTransition] public static partial int llmkit_tensor_dtype(nint t);
    [LibraryImport(Library), SuppressGCTransition] public static partial int llmkit_tensor_device(nint t, int* index);
    [LibraryImport(Library), SuppressGCTransition] public static partial int llmkit_tensor_sizes(nint t, long* sizes);
    [LibraryImport(Library)] public static partial int llmkit_tensor_strides(nint t, long* strides);
    [LibraryImport(Library)] public static partial int llmkit_tensor_data(nint t, void** data);
    [LibraryImport(Library)] public static partial int llmkit_tensor_flags(nint t);
    [LibraryImport(Library)] public static partial long llmkit_tensor_storage_bytes(nint t);
    [LibraryImport(Library)] public static partial long llmkit_tensor_storage_id(nint t);
    [LibraryImport(Library)] public static partial long llmkit_tensor_version(nint t);

    // Autograd
    [LibraryImport(Library)] public static partial int llmkit_tensor_set_requires_grad(nint t, int value);
    [LibraryImport(Library)] public static partial int llmkit_tensor_grad(nint t, nint* grad);
    [LibraryImport(Library)] public static partial int llmkit_tensor_set_grad(nint t, nint grad);
    [LibraryImport(Library)] public static partial int llmkit_tensor_retain_grad(nint t);
    [LibraryImport(Library)] public static partial int llmkit_tensor_set_data(nint t, nint source);
    [LibraryImport(Library)] public static partial byte* llmkit_tensor_grad_fn(nint t);
    [LibraryImport(Library)]
    public static partial int llmkit_backward(nint* outputs, nint* gradients, int count, int retainGraph,
        int createGraph, nint* inputs, int inputCount);
    [LibraryImport(Library)]
    public static partial int llmkit_grad(nint* outputs, nint* gradients, int count, nint* inputs, int inputCount,
        int retainGraph, int createGraph, int allowUnused, nint* results);
    [LibraryImport(Library), SuppressGCTransition] public static partial int llmkit_get_grad_mode();
    [LibraryImport(Library), SuppressGCTransition] public static partial void llmkit_set_grad_mode(int enabled);
    [LibraryImport(Library)] public static partial nint llmkit_inference_enter(int enabled);
    [LibraryImport(Library)] public static partial void llmkit_inference_leave(nint guard);
    [LibraryImport(Library)] public static partial int llmkit_is_inference_mode();
    [LibraryImport(Library)] public static partial int llmkit_set_anomaly_mode(int enabled);
    [LibraryImport(Library)]
    public static partial int llmkit_function_attach(byte* name, nint* inputs, int inputCount, nint* outputs,
        byte* differentiable, int outputCount, nint* saved, int savedCount, int materialize,
        delegate* unmanaged<nint, nint*, int, nint*, int, nint*, int, byte*> backward,
        delegate* unmanaged<nint, void> dropped, nint state, nint* results);
    [LibraryImport(Library), SuppressGCTransition] public static partial long llmkit_graph_clock();
    [LibraryImport(Library)]
    public static partial int llmkit_graph_borders(nint* outputs, int count, nint* entries, int entryCount, long since,
        nint** list, int* listCount);
    [LibraryImport(Library)]
    public static partial int llmkit_graph_cut(nint* outputs, int count, nint* borders, int borderCount, long since,
        nint* ends, nint* cut);
    [LibraryImport(Library)] public static partial void llmkit_graph_mend(nint cut);
    [LibraryImport(Library)]
    public static partial int llmkit_tensor_add_hook(nint t, delegate* unmanaged<nint, nint, byte**, nint> hook,
        delegate* unmanaged<nint, void> dropped, nint state, long* id);
    [LibraryImport(Library)] public static partial int llmkit_tensor_remove_hook(nint t, long id);

    // Random numbers
    [LibraryImport(Library)] public static partial int llmkit_manual_seed(ulong seed);
    [LibraryImport(Library)] public static partial int llmkit_generator_default(int deviceType, int index, nint* g);
    [LibraryImport(Library)] public static partial int llmkit_generator_new(int deviceType, int index, ulong seed, nint* g);
    [LibraryImport(Library)] public static partial void llmkit_generator_free(nint g);
    [LibraryImport(Library)] public static partial int llmkit_generator_seed(nint g, ulong seed);
    [LibraryImport(Library)] public static partial int llmkit_generator_initial_seed(nint g, ulong* seed);
    [LibraryImport(Library)] public static partial int llmkit_generator_get_state(nint g, nint* state);
    [LibraryImport(Library)] public static partial int llmkit_generator_set_state(nint g, nint state);

    // Autocast
    [LibraryImport(Library), SuppressGCTransition]
    public static partial int llmkit_autocast_get(int deviceType, int* enabled, int* dtype);
    [LibraryImport(Library)] public static partial int llmkit_autocast_set(int deviceType, int enabled, int dtype);
    [LibraryImport(Library)] public static partial int llmkit_autocast_nest(int direction);
    [LibraryImport(Library)] public static partial int llmkit_autocast_forget();

    // Devices
    [LibraryImport(Library)] public static partial int llmkit_cuda_count();
    [LibraryImport(Library)] public static partial int llmkit_cuda_synchronize(int index);
    [LibraryImport(Library)] public static partial int llmkit_cuda_has_cudnn();
    [LibraryImport(Library)] public static partial int llmkit_cuda_device(int index, byte* name, int room, long* memory);

    // Memory
    [LibraryImport(Library)] public static partial long* llmkit_memory_counter();
    [LibraryImport(Library)] public static partial long llmkit_memory_peak();
    [LibraryImport(Library)] public static partial long llmkit_memory_cached();
    [LibraryImport(Library)] public static partial void llmkit_memory_reset_peak();
    [LibraryImport(Library)] public static partial void llmkit_memory_trim();

    // Fused kernels
    [LibraryImport(Library)]
    public static partial int llmkit_fused_adamw(nint* parameters, nint* gradients, nint* averages, nint* squares,
        nint* maximums, int count, double rate, double beta1, double beta2, double epsilon, double weightDecay,
        int decoupled, int maximize, long step);
    [LibraryImport(Library)] public static partial int llmkit_fused_causal_softmax(nint scores, double scale);
    [LibraryImport(Library)]
    public static partial int llmkit_fused_causal_softmax_backward(nint gradient, nint probabilities, double scale);
    [LibraryImport(Library)]
    public static partial int llmkit_fused_cross_entropy(nint logits, nint labels, long ignored, nint gradient,
        double* loss, long* count);
}
