using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device META = new(DeviceType.META);

    /// <summary>The current CUDA device.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    /// <summary>A device by its name: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>.</summary>
    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>The CUDA device with this index.</summary>
    public static Device device(int index) => new(index);

    /// <summary>A place for tensors: a kind and, for kinds that can be there several times, an index (-1: the current one).</summary>
    public sealed class Device : IEquatable<Device>
    {
        public Device(string description)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(description);
            var parts = description.Split(':');
            type = Parse(parts[0], description);
            index = parts switch
            {
                [_] => -1,
                [_, var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var i) => i,
                _ => throw Invalid(description),
            };
        }

        public Device(string deviceType, int index = -1)
        {
            type = Parse(deviceType, deviceType);
            this.index = index;
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(int index) : this(DeviceType.CUDA, index)
        {
        }

        public DeviceType type { get; }

        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        public bool Equals(Device? other) => other is not null && type == other.type && index == other.index;

        public override bool Equals(object? obj) => Equals(obj as Device);

        public override int GetHashCode() => HashCode.Combine(type, index);

        /// <summary>As PyTorch writes it: <c>cpu</c>, <c>cuda:0</c>.</summary>
        public override string ToString() =>
            type.ToString().ToLowerInvariant() + (index >= 0 && type != DeviceType.CPU ? $":{index}" : "");

        private static DeviceType Parse(string kind, string description) =>
            Enum.TryParse<DeviceType>(kind, ignoreCase: true, out var type) && !char.IsDigit(kind[0])
                ? type
                : throw Invalid(description);

        private static ArgumentException Invalid(string description) => new(
            $"\"{description}\" is no device. A device is cpu, cuda, or cuda:N with the number of the GPU.",
            nameof(description));
    }
}
