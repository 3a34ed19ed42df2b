using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// One argument of an <see cref="Operator"/>: whatever libtorch's operators take, by implicit conversion from a
/// tensor, a number, a bool, a string, a dtype, a device, a generator, or an array of tensors or numbers.
/// </summary>
public readonly struct Argument
{
    private const int Dtype = 1;

    private Argument(Tag tag, long bits = 0, object? reference = null, int length = 0)
    {
        Tag = tag;
        Bits = bits;
        Reference = reference;
        Length = length;
    }

    internal Tag Tag { get; }

    internal long Bits { get; }

    internal object? Reference { get; }

    internal int Length { get; }

    /// <summary>The default value that the operator's schema gives.</summary>
    public static Argument Default => default;

    /// <summary>Python's <c>None</c>: an optional argument that is absent.</summary>
    public static Argument None => new(Tag.None);

    public static implicit operator Argument(Tensor? value) =>
        value is null ? None : new(Tag.Tensor, reference: value);

    public static implicit operator Argument(int value) => new(Tag.Int, value);

    public static implicit operator Argument(long value) => new(Tag.Int, value);

    public static implicit operator Argument(long? value) => value is { } number ? number : None;

    public static implicit operator Argument(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(double? value) => value is { } number ? number : None;

    public static implicit operator Argument(bool value) => new(Tag.Bool, value ? 1 : 0);

    public static implicit operator Argument(TorchSharp.Scalar value) => value.IsComplex
        ? new(Tag.Complex, reference: new[] { value.ToComplex().Real, value.ToComplex().Imaginary })
        : new(value.Tag, value.Bits);

    public static implicit operator Argument(TorchSharp.Scalar? value) => value is { } scalar ? scalar : None;

    public static implicit operator Argument(Complex value) => (TorchSharp.Scalar)value;

    // The length marks a dtype, so that messages show its name; libtorch takes its number.
    public static implicit operator Argument(ScalarType value) => new(Tag.Int, (long)value, length: Dtype);

    public static implicit operator Argument(ScalarType? value) => value is { } type ? type : None;

    public static implicit operator Argument(string? value) => value is null ? None : new(Tag.String, reference: value);

    public static implicit operator Argument(Device? value) =>
        value is null ? None : new(Tag.Device, (long)value.type, length: value.index);

    public static implicit operator Argument(Generator? value) =>
        value is null ? None : new(Tag.Generator, reference: value);

    public static implicit operator Argument(long[]? value) =>
        value is null ? None : new(Tag.IntList, reference: value, length: value.Length);

    public static implicit operator Argument(double[]? value) =>
        value is null ? None : new(Tag.DoubleList, reference: value, length: value.Length);

    public static implicit operator Argument(bool[]? value) =>
        value is null ? None : new(Tag.BoolList, reference: value, length: value.Length);

    public static implicit operator Argument(Tensor?[]? value) =>
        value is null ? None : new(Tag.TensorList, reference: value, length: value.Length);

    /// <summary>As messages show it: tensors by dtype and shape, everything else by value.</summary>
    public override string ToString() => Tag switch
    {
        Tag.Default => "default",
        Tag.None => "None",
        Tag.Int or Tag.Bool or Tag.Double or Tag.Complex => ScalarText(),
        Tag.Device => $"{(TorchSharp.DeviceType)Bits}".ToLowerInvariant() + (Length >= 0 ? $":{Length}" : ""),
        _ => Reference switch
        {
            Tensor tensor => Describe(tensor),
            Tensor?[] tensors => $"[{string.Join(", ", tensors.Select(t => t is null ? "None" : Describe(t)))}]",
            long[] numbers => $"[{string.Join(", ", numbers)}]",
            double[] numbers => $"[{string.Join(", ", numbers)}]",
            bool[] flags => $"[{string.Join(", ", flags)}]",
            string text => $"\"{text}\"",
            _ => Tag.ToString().ToLowerInvariant(),
        },
    };

    /// <summary>Dtype, shape and, off the CPU, the device: <c>float32[2, 3]</c>, <c>int64[] on cuda:0</c>.</summary>
    internal static string Describe(Tensor tensor) =>
        tensor.IsInvalid ? "a disposed tensor"
            : $"{tensor.dtype.TorchName()}[{string.Join(", ", tensor.shape)}]" +
              (tensor.device_type == TorchSharp.DeviceType.CPU ? "" : $" on {tensor.device}");

    private string ScalarText() => Tag switch
    {
        Tag.Bool => Bits != 0 ? "True" : "False",
        Tag.Double => BitConverter.Int64BitsToDouble(Bits).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Tag.Int when Length == Dtype => ((ScalarType)Bits).TorchName(),
        Tag.Complex => Reference is double[] z ? $"{z[0]}+{z[1]}j" : "complex",
        _ => Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
