namespace LlmKit.Data.Deduplication;

/// <summary>
/// A number below 2^61 − 1 for a run of bytes that grows at its end and shrinks at its start, each in a moment (Karp and Rabin
/// 1987). Different runs have the same number with a chance of their length in 2^61.
/// </summary>
internal struct RollingHash(ulong factor)
{
    private const ulong Prime = (1UL << 61) - 1;

    private readonly ulong _inverse = Power(factor, Prime - 2);
    private ulong _place = 1;

    public ulong Value { get; private set; }

    public void Append(byte letter)
    {
        Value = Reduced(Product(Value, factor) + letter + 1);
        _place = Product(_place, factor);
    }

    public void RemoveFirst(byte letter)
    {
        _place = Product(_place, _inverse);
        Value = Reduced(Value + Prime - Product(_place, letter + 1UL));
    }

    public void Clear() => (Value, _place) = (0, 1);

    private static ulong Product(ulong one, ulong other)
    {
        var high = Math.BigMul(one, other, out var low);
        return Reduced((low & Prime) + (low >> 61 | high << 3));
    }

    private static ulong Reduced(ulong sum) => sum >= Prime ? sum - Prime : sum;

    private static ulong Power(ulong factor, ulong times)
    {
        var power = 1UL;
        for (; times > 0; times >>= 1, factor = Product(factor, factor))
            if ((times & 1) == 1) power = Product(power, factor);
        return power;
    }
}
