using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// Mixed precision: until it is disposed, matrix products on one device compute in a half type and what needs
/// the range of float32, such as losses, in float32 (Micikevicius et al. 2017, arXiv:1710.03740). Parameters
/// stay float32, and so do their gradients.
/// </summary>
/// <remarks>
/// A state of the thread: open and dispose it there. It belongs around forward and loss, not around backward,
/// which computes in the types that forward chose. A weight is cast once for all its uses until the outermost
/// one is left.
/// </remarks>
/// <example><code>
/// Tensor loss;
/// using (new Autocast(DeviceType.CPU)) loss = functional.cross_entropy(model.call(x), y);
/// loss.backward();
/// </code></example>
public sealed class Autocast : IDisposable
{
    private static readonly ScalarType[] s_cpuTypes = [ScalarType.BFloat16];
    private static readonly ScalarType[] s_cudaTypes = [ScalarType.Float16, ScalarType.BFloat16];
    private static bool s_hasWarned;

    [ThreadStatic]
    private static Autocast? s_innermost;

    private readonly Autocast? _outer = s_innermost;
    private readonly DeviceType _device;
    private readonly (bool Enabled, ScalarType Type) _before;
    private bool _isLeft;

    /// <param name="device">CPU or CUDA. Tensors on other devices are computed as ever.</param>
    /// <param name="dtype">The half type: bfloat16 on the CPU, float16 or bfloat16 on CUDA. Null takes that
    /// of the autocast around this one, at first bfloat16 on the CPU and float16 on CUDA.</param>
    /// <param name="enabled">With false, operators inside compute in the types of their arguments; for a
    /// part of the model that must not lose precision.</param>
    /// <exception cref="ArgumentException">Autocast does not know the device, or not in this
    /// type.</exception>
    public Autocast(DeviceType device, ScalarType? dtype = null, bool enabled = true)
    {
        _before = Read(device);
        _device = device;
        var type = enabled ? dtype ?? _before.Type : _before.Type;
        if (enabled) CheckType(device, type);
        if (enabled && device == DeviceType.CPU) WarnWhereSlow(Processor.ComputesBFloat16, ref s_hasWarned);

        Native.Check(Native.llmkit_autocast_nest(+1), "autocast");
        AutocastState.Write(device, enabled, type);
        s_innermost = this;
    }

    /// <summary>
    /// Whether operators on the device compute in a half type, on this thread, at this moment.
    /// </summary>
    public static bool IsEnabled(DeviceType device) => Read(device).Enabled;

    /// <summary>The half type that autocast computes in, or would compute in, on this thread.</summary>
    public static ScalarType TypeOf(DeviceType device) => Read(device).Type;

    /// <summary>Restores the state from before, also of those opened inside and not disposed.</summary>
    /// <exception cref="InvalidOperationException">Another thread opened it.</exception>
    public void Dispose()
    {
        if (_isLeft) return;
        CheckThread();
        while (!_isLeft) s_innermost!.Leave();
    }

    /// <summary>
    /// Forgets the weights cast so far. A weight that was cast where nothing is recorded would pass no
    /// gradient on where it is used again.
    /// </summary>
    internal static void ForgetCasts()
    {
        if (s_innermost is not null) Native.Check(Native.llmkit_autocast_forget(), "autocast");
    }

    internal static void WarnWhereSlow(bool computesBFloat16, ref bool hasWarned)
    {
        if (computesBFloat16 || Interlocked.Exchange(ref hasWarned, true)) return;
        Warnings.Raise("autocast in bfloat16 will be slower than float32 on this processor, which has " +
                       "neither AVX512-BF16 nor AMX-BF16. Leave autocast off on the CPU.");
    }

    private static (bool Enabled, ScalarType Type) Read(DeviceType device) =>
        device is DeviceType.CPU or DeviceType.CUDA ? AutocastState.Read(device)
            : throw new ArgumentException(
                $"device = {device}. Autocast knows CPU and CUDA. Leave it out for {device}.",
                nameof(device));

    private static void CheckType(DeviceType device, ScalarType dtype)
    {
        var known = device == DeviceType.CPU ? s_cpuTypes : s_cudaTypes;
        if (known.Contains(dtype)) return;

        var name = device == DeviceType.CPU ? "the CPU" : "CUDA";
        throw new ArgumentException(
            $"dtype = {dtype.TorchName()}. Autocast on {name} computes in " +
            $"{string.Join(" or ", known.Select(type => type.TorchName()))}. Take that, or enabled: false " +
            "to compute in the types of the arguments.", nameof(dtype));
    }

    private void CheckThread()
    {
        for (var open = s_innermost; open is not null; open = open._outer)
        {
            if (ReferenceEquals(open, this)) return;
        }

        throw new InvalidOperationException(
            "An Autocast was disposed on another thread than the one that opened it, perhaps after an " +
            "await. It is a state of its thread: open and dispose it between two awaits.");
    }

    private void Leave()
    {
        _isLeft = true;
        s_innermost = _outer;
        AutocastState.Write(_device, _before.Enabled, _before.Type);
        Native.Check(Native.llmkit_autocast_nest(-1), "autocast");
    }
}
