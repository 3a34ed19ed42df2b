using System.Globalization;

namespace TorchSharp;

/// <summary>
/// A 16-bit float with the exponent of a 32-bit one: 1 sign bit, 8 exponent bits, 7 bits of fraction (about 2–3
/// decimal digits). Conversion rounds to nearest, ties to even; NaN stays NaN.
/// </summary>
public readonly struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>
{
    private readonly ushort _bits;

    private BFloat16(ushort bits) => _bits = bits;

    public BFloat16(float value) => _bits = Round(value);

    public static BFloat16 FromBits(ushort bits) => new(bits);

    public ushort ToBits() => _bits;

    public static explicit operator BFloat16(float value) => new(Round(value));

    public static explicit operator BFloat16(double value) => new(Round((float)value));

    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value._bits << 16);

    public static implicit operator double(BFloat16 value) => (float)value;

    public static bool operator ==(BFloat16 left, BFloat16 right) => (float)left == (float)right;

    public static bool operator !=(BFloat16 left, BFloat16 right) => (float)left != (float)right;

    public static bool operator <(BFloat16 left, BFloat16 right) => (float)left < (float)right;

    public static bool operator >(BFloat16 left, BFloat16 right) => (float)left > (float)right;

    public static bool operator <=(BFloat16 left, BFloat16 right) => (float)left <= (float)right;

    public static bool operator >=(BFloat16 left, BFloat16 right) => (float)left >= (float)right;

    public int CompareTo(BFloat16 other) => ((float)this).CompareTo(other);

    public bool Equals(BFloat16 other) => ((float)this).Equals(other);

    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    public override int GetHashCode() => _bits.GetHashCode();

    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);

    private static ushort Round(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value)) return (ushort)((bits >> 16) | 0x40);

        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
