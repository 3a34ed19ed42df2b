using System.Numerics;
using LlmKit.Torch;

namespace TorchSharp;

/// <summary>
/// A number of any kind on its way to an operator. In TorchSharp this is a class that owns native memory; here it
/// is a plain value, so that <see cref="Dispose"/> has nothing to do.
/// </summary>
public readonly struct Scalar : IEquatable<Scalar>, IDisposable
{
    private readonly Complex _complex;

    internal Scalar(Tag tag, long bits)
    {
        Tag = tag;
        Bits = bits;
    }

    private Scalar(Complex value)
    {
        Tag = Tag.Complex;
        _complex = value;
    }

    /// <summary>The dtype a tensor of this number would have: bool, int64, float64 or complex128.</summary>
    public torch.ScalarType Type => Tag switch
    {
        Tag.Bool => torch.ScalarType.Bool,
        Tag.Double => torch.ScalarType.Float64,
        Tag.Complex => torch.ScalarType.ComplexFloat64,
        _ => torch.ScalarType.Int64,
    };

    // The default value of the struct is the integer 0.
    internal Tag Tag { get => field == Tag.Default ? Tag.Int : field; }

    internal long Bits { get; }

    internal bool IsComplex => Tag == Tag.Complex;

    public static implicit operator Scalar(byte value) => new(Tag.Int, value);

    public static implicit operator Scalar(sbyte value) => new(Tag.Int, value);

    public static implicit operator Scalar(short value) => new(Tag.Int, value);

    public static implicit operator Scalar(int value) => new(Tag.Int, value);

    public static implicit operator Scalar(long value) => new(Tag.Int, value);

    public static implicit operator Scalar(Half value) => (double)value;

    public static implicit operator Scalar(BFloat16 value) => (double)(float)value;

    public static implicit operator Scalar(float value) => (double)value;

    public static implicit operator Scalar(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Scalar(bool value) => new(Tag.Bool, value ? 1 : 0);

    public static implicit operator Scalar(Complex value) => new(value);

    public static implicit operator Scalar((float Real, float Imaginary) value) => new(new Complex(value.Real, value.Imaginary));

    public static bool operator ==(Scalar left, Scalar right) => left.Equals(right);

    public static bool operator !=(Scalar left, Scalar right) => !left.Equals(right);

    public double ToDouble() => Tag switch
    {
        Tag.Double => BitConverter.Int64BitsToDouble(Bits),
        Tag.Complex => _complex.Real,
        _ => Bits,
    };

    public float ToSingle() => (float)ToDouble();

    public Half ToHalf() => (Half)ToDouble();

    public BFloat16 ToBFloat16() => (BFloat16)ToSingle();

    /// <summary>The integer; a fraction is cut off, as C# does when it converts.</summary>
    public long ToInt64() => Tag is Tag.Double or Tag.Complex ? (long)ToDouble() : Bits;

    public int ToInt32() => (int)ToInt64();

    public short ToInt16() => (short)ToInt64();

    public byte ToByte() => (byte)ToInt64();

    public sbyte ToSByte() => (sbyte)ToInt64();

    public bool ToBoolean() => Tag is Tag.Double or Tag.Complex ? ToComplex() != Complex.Zero : Bits != 0;

    public Complex ToComplex() => IsComplex ? _complex : ToDouble();

    public Complex ToComplexFloat64() => ToComplex();

    public (float Real, float Imaginary) ToComplexFloat32() => ((float)ToComplex().Real, (float)ToComplex().Imaginary);

    public bool Equals(Scalar other) => Type == other.Type && Bits == other.Bits && _complex == other._complex;

    public override bool Equals(object? obj) => obj is Scalar other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Tag, Bits, _complex);

    public override string ToString() => Tag switch
    {
        Tag.Bool => Bits != 0 ? "True" : "False",
        Tag.Double => ToDouble().ToString(System.Globalization.CultureInfo.InvariantCulture),
        Tag.Complex => _complex.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public void Dispose()
    {
    }
}
