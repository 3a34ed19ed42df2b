namespace LlmKit.Data.Deduplication;

/// <summary>
/// The Mersenne Twister (Matsumoto and Nishimura 1998) seeded and drawn from as <c>numpy.random.RandomState</c> does, so that
/// signatures are the same numbers as those of Python's tools.
/// </summary>
internal sealed class NumpyRandom
{
    private const int Size = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Size];
    private int _position = Size;

    public NumpyRandom(uint seed)
    {
        _state[0] = seed;
        for (var index = 1; index < Size; index++)
            _state[index] = (1812433253U * (_state[index - 1] ^ (_state[index - 1] >> 30))) + (uint)index;
    }

    /// <summary>A number from <paramref name="least"/> to below <paramref name="end"/>, as <c>randint(dtype=uint64)</c> draws it:
    /// bits under a mask, again and again until one fits.</summary>
    public ulong Next(ulong least, ulong end)
    {
        var range = end - 1 - least;
        if (range == 0) return least;
        var mask = ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(range);
        while (true)
        {
            var high = (ulong)Next32() << 32;
            var drawn = (high | Next32()) & mask;
            if (drawn <= range) return least + drawn;
        }
    }

    private uint Next32()
    {
        if (_position == Size) Turn();
        var value = _state[_position++];
        value ^= value >> 11;
        value ^= (value << 7) & 0x9d2c5680;
        value ^= (value << 15) & 0xefc60000;
        return value ^ (value >> 18);
    }

    private void Turn()
    {
        for (var index = 0; index < Size; index++)
        {
            var mixed = (_state[index] & 0x80000000) | (_state[(index + 1) % Size] & 0x7fffffff);
            _state[index] = _state[(index + Middle) % Size] ^ (mixed >> 1) ^ ((mixed & 1) * 0x9908b0df);
        }

        _position = 0;
    }
}
