namespace TorchSharp;

/// <summary>Where tensors live; the numbers are libtorch's.</summary>
public enum DeviceType
{
    CPU = 0, CUDA = 1, MKLDNN = 2, OPENGL = 3, OPENCL = 4, IDEEP = 5, HIP = 6, FPGA = 7, MSNPU = 8, XLA = 9, MPS = 13,
    META = 14,
}

/// <summary>How <c>pad</c> fills.</summary>
public enum PaddingModes
{
    Zeros = 0, Reflect = 1, Replicate = 2, Circular = 3, Constant = 4,
}

/// <summary>How much a convolution pads: nothing, or as much as makes the result as large as the input.</summary>
public enum Padding
{
    Valid = 0, Same = 1,
}

/// <summary>How an upsampled place follows from those around it.</summary>
public enum UpsampleMode
{
    Nearest = 0, Linear = 1, Bilinear = 2, Bicubic = 3, Trilinear = 4,
}

/// <summary>How a place of a resized input follows from those around it. Box, Hamming and Lanczos are filters of
/// image libraries, which tensors are not resized by.</summary>
public enum InterpolationMode
{
    Nearest = 0, Linear = 1, Bilinear = 2, Bicubic = 3, Trilinear = 4, Box = 5, Hamming = 6, Lanczos = 7, Area = 8,
}

public static partial class torch
{
    /// <summary>The element type of a tensor; the numbers are libtorch's.</summary>
    public enum ScalarType : sbyte
    {
        Byte = 0, Int8 = 1, Int16 = 2, Int32 = 3, Int64 = 4, Float16 = 5, Float32 = 6, Float64 = 7,
        ComplexFloat32 = 9, ComplexFloat64 = 10, Bool = 11, QInt8 = 12, QUInt8 = 13, QInt32 = 14, BFloat16 = 15,
    }

    /// <summary>How a quotient is rounded.</summary>
    public enum RoundingMode
    {
        None, trunc, floor,
    }

    public static readonly ScalarType uint8 = ScalarType.Byte;
    public static readonly ScalarType int8 = ScalarType.Int8;
    public static readonly ScalarType int16 = ScalarType.Int16;
    public static readonly ScalarType int32 = ScalarType.Int32;
    public static readonly ScalarType int64 = ScalarType.Int64;
    public static readonly ScalarType float16 = ScalarType.Float16;
    public static readonly ScalarType float32 = ScalarType.Float32;
    public static readonly ScalarType float64 = ScalarType.Float64;
    public static readonly ScalarType bfloat16 = ScalarType.BFloat16;
    public static readonly ScalarType complex64 = ScalarType.ComplexFloat32;
    public static readonly ScalarType complex128 = ScalarType.ComplexFloat64;
    public static readonly ScalarType cfloat = ScalarType.ComplexFloat32;
    public static readonly ScalarType cdouble = ScalarType.ComplexFloat64;
    public static readonly ScalarType @bool = ScalarType.Bool;
    public static readonly ScalarType @short = ScalarType.Int16;
    public static readonly ScalarType @int = ScalarType.Int32;
    public static readonly ScalarType @long = ScalarType.Int64;
    public static readonly ScalarType half = ScalarType.Float16;
    public static readonly ScalarType @float = ScalarType.Float32;
    public static readonly ScalarType @double = ScalarType.Float64;
}

/// <summary>What can be said of an element type.</summary>
public static class ScalarTypeExtensions
{
    public static bool is_floating_point(this torch.ScalarType type) =>
        type is torch.ScalarType.Float16 or torch.ScalarType.Float32 or torch.ScalarType.Float64 or torch.ScalarType.BFloat16;

    public static bool is_complex(this torch.ScalarType type) =>
        type is torch.ScalarType.ComplexFloat32 or torch.ScalarType.ComplexFloat64;

    /// <summary>Bytes of one element.</summary>
    public static long ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool or torch.ScalarType.QInt8
            or torch.ScalarType.QUInt8 => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 or torch.ScalarType.QInt32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, $"{type} is not an element type."),
    };

    /// <summary>The name in PyTorch: <c>float32</c>, <c>int64</c>, <c>bool</c>.</summary>
    internal static string TorchName(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte => "uint8",
        torch.ScalarType.ComplexFloat32 => "complex64",
        torch.ScalarType.ComplexFloat64 => "complex128",
        _ => type.ToString().ToLowerInvariant(),
    };

    /// <summary>The element type of a CLR number type.</summary>
    internal static torch.ScalarType? Of(Type type) =>
        type == typeof(float) ? torch.ScalarType.Float32
        : type == typeof(double) ? torch.ScalarType.Float64
        : type == typeof(long) ? torch.ScalarType.Int64
        : type == typeof(int) ? torch.ScalarType.Int32
        : type == typeof(short) ? torch.ScalarType.Int16
        : type == typeof(sbyte) ? torch.ScalarType.Int8
        : type == typeof(byte) ? torch.ScalarType.Byte
        : type == typeof(bool) ? torch.ScalarType.Bool
        : type == typeof(Half) ? torch.ScalarType.Float16
        : type == typeof(BFloat16) ? torch.ScalarType.BFloat16
        : type == typeof((float, float)) ? torch.ScalarType.ComplexFloat32
        : type == typeof(System.Numerics.Complex) ? torch.ScalarType.ComplexFloat64
        : null;
}
