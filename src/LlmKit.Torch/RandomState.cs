using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>Where the default random numbers of the CPU, and of some CUDA devices, stand.</summary>
internal sealed class RandomState
{
    private readonly List<(Device Device, byte[] State)> _states;

    private RandomState(IEnumerable<Device> devices) =>
        _states = [.. devices.Select(device => (device, Read(device)))];

    /// <summary>
    /// The state at this moment of the CPU and of the CUDA devices that <paramref name="tensors"/> are on.
    /// </summary>
    public static RandomState Of(IEnumerable<Tensor> tensors) => new(tensors
        .Where(tensor => tensor.device_type == DeviceType.CUDA).Select(tensor => tensor.device)
        .Distinct().Prepend(CPU));

    /// <summary>
    /// Goes on from here until it is disposed, and then from where the numbers stood before.
    /// </summary>
    public IDisposable Replay()
    {
        var before = new RandomState(_states.Select(state => state.Device));
        Write();
        return new Restore(before.Write);
    }

    private static byte[] Read(Device device)
    {
        using var generator = Generator.OfDevice(device);
        using var state = generator.get_state();
        return state.bytes.ToArray();
    }

    private void Write()
    {
        foreach (var (device, bytes) in _states)
        {
            using var generator = Generator.OfDevice(device);
            using var state = tensor(bytes, ScalarType.Byte);
            generator.set_state(state);
        }
    }
}
