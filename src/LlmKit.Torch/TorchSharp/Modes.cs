using LlmKit.Torch;

namespace TorchSharp;

// What holds for a while on this thread: whether gradients are recorded; and for the process: threads.
public static partial class torch
{
    public static string __version__ => Engine.LibtorchVersion;

    /// <summary>Records no history until it is disposed: results do not require gradients. For inference and for updates of weights.</summary>
    public static IDisposable no_grad() => set_grad_enabled(false);

    public static IDisposable enable_grad(bool enabled = true) => set_grad_enabled(enabled);

    public static IDisposable set_grad_enabled(bool mode = true)
    {
        var before = Native.llmkit_get_grad_mode();
        Native.llmkit_set_grad_mode(mode ? 1 : 0);
        return new Restore(() =>
        {
            Native.llmkit_set_grad_mode(before);
            if (!mode) Autocast.ForgetCasts();
        });
    }

    public static bool is_grad_enabled() => Native.llmkit_get_grad_mode() != 0;

    /// <summary>As <see cref="no_grad"/>, and cheaper: tensors made inside can never become part of a graph.</summary>
    public static IDisposable inference_mode(bool mode = true)
    {
        var guard = Native.llmkit_inference_enter(mode ? 1 : 0);
        return new Restore(() =>
        {
            Native.llmkit_inference_leave(guard);
            if (mode) Autocast.ForgetCasts();
        });
    }

    public static bool is_inference_mode_enabled() => Native.llmkit_is_inference_mode() != 0;

    /// <summary>Threads that one operator may use.</summary>
    public static int get_num_threads() => Engine.Threads;

    public static void set_num_threads(int num) => Engine.Threads = num;

    /// <summary>GPUs that CUDA sees.</summary>
    public static class cuda
    {
        public static int device_count() => Native.llmkit_cuda_count();

        public static bool is_available() => device_count() > 0;

        public static bool is_cudnn_available() => Native.llmkit_cuda_has_cudnn() != 0;

        public static void manual_seed(long seed)
        {
            using var generator = Generator.OfDevice(CUDA);
            generator.manual_seed(seed);
        }

        public static void manual_seed_all(long seed)
        {
            for (var i = 0; i < device_count(); i++)
            {
                using var generator = Generator.OfDevice(new Device(DeviceType.CUDA, i));
                generator.manual_seed(seed);
            }
        }

        /// <summary>Waits until the device has done everything asked of it.</summary>
        public static void synchronize(Device? device = null) =>
            Native.Check(Native.llmkit_cuda_synchronize(device?.index ?? -1), $"cuda.synchronize({device ?? CUDA})");
    }

    /// <summary>Undoes a change once.</summary>
    internal sealed class Restore(Action undo) : IDisposable
    {
        private Action? _undo = undo;

        public void Dispose() => Interlocked.Exchange(ref _undo, null)?.Invoke();
    }
}
