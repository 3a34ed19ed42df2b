namespace LlmKit.Tokenization.Models;

/// <summary>
/// Places in a text that no token of a vocabulary reaches over, because none has those two units next to each other. Where whole
/// texts are one piece, as Llama-2 has it, this cuts them into words again, and the same tokens come out.
/// </summary>
internal sealed class Seams
{
    // A bit for each pair, by a hash: two pairs that share one cost a seam, never a wrong cut.
    private const int Bits = 22;

    private readonly ulong[] _pairs = new ulong[1 << (Bits - 6)];

    public Seams(IEnumerable<string> tokens)
    {
        foreach (var token in tokens)
        {
            for (var i = 1; i < token.Length; i++)
            {
                var bit = Bit(token[i - 1], token[i]);
                _pairs[bit >> 6] |= 1ul << (bit & 63);
            }
        }
    }

    /// <summary>Whether the text may be cut between the two units.</summary>
    public bool IsBetween(char left, char right)
    {
        var bit = Bit(left, right);
        return (_pairs[bit >> 6] & (1ul << (bit & 63))) == 0 && !char.IsLowSurrogate(right);
    }

    private static int Bit(char left, char right) => (int)(((((uint)left << 16) | right) * 0x9E3779B1u) >> (32 - Bits));
}
