using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>Autocast as it is on one thread at one moment, on both devices that know it.</summary>
internal readonly record struct AutocastState(
    bool CpuEnabled, ScalarType CpuType, bool CudaEnabled, ScalarType CudaType)
{
    public static AutocastState Now
    {
        get
        {
            var (cpu, cuda) = (Read(DeviceType.CPU), Read(DeviceType.CUDA));
            return new(cpu.Enabled, cpu.Type, cuda.Enabled, cuda.Type);
        }
    }

    public static unsafe (bool Enabled, ScalarType Type) Read(DeviceType device)
    {
        int enabled, type;
        Native.Check(Native.llmkit_autocast_get((int)device, &enabled, &type), "autocast");
        return (enabled != 0, (ScalarType)type);
    }

    public static void Write(DeviceType device, bool enabled, ScalarType type) =>
        Native.Check(Native.llmkit_autocast_set((int)device, enabled ? 1 : 0, (int)type), "autocast");

    /// <summary>
    /// Makes this the state of the thread until it is disposed. Weights cast before are cast again inside,
    /// and those cast inside are forgotten, so that what is recorded inside depends on nothing recorded
    /// outside.
    /// </summary>
    public IDisposable Enter()
    {
        var before = Now;
        Native.Check(Native.llmkit_autocast_nest(+1), "autocast");
        Native.Check(Native.llmkit_autocast_forget(), "autocast");
        Write();
        return new Restore(() =>
        {
            before.Write();
            Native.Check(Native.llmkit_autocast_forget(), "autocast");
            Native.Check(Native.llmkit_autocast_nest(-1), "autocast");
        });
    }

    private void Write()
    {
        Write(DeviceType.CPU, CpuEnabled, CpuType);
        Write(DeviceType.CUDA, CudaEnabled, CudaType);
    }
}
