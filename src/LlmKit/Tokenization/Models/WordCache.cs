using System.Runtime.InteropServices;

namespace LlmKit.Tokenization.Models;

/// <summary>The tokens of words seen before. Of a fixed size; threads read and write it without a lock.</summary>
/// <remarks>An entry never changes: a new one takes the place of the old. A race costs a miss, never a wrong answer.</remarks>
internal sealed class WordCache
{
    /// <summary>In UTF-16 units; longer words seldom come again.</summary>
    public const int LongestWord = 64;

    private const int Slots = 1 << 16;
    private const int Probes = 4;

    private readonly Entry?[] _entries = new Entry?[Slots];

    public static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = (ulong)word.Length * 0x9E3779B97F4A7C15;
        var bytes = MemoryMarshal.AsBytes(word);
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[8..];
        }

        ulong rest = 0;
        foreach (var value in bytes) rest = (rest << 8) | value;
        return Mix(hash ^ rest ^ ((ulong)bytes.Length << 56));
    }

    /// <summary>The tokens of the word, or null.</summary>
    public Token[]? Find(ReadOnlySpan<char> word, ulong hash)
    {
        for (var probe = 0; probe < Probes; probe++)
        {
            if (_entries[Slot(hash, probe)] is not { } entry) return null;
            if (entry.Hash == hash && word.SequenceEqual(entry.Word)) return entry.Tokens;
        }

        return null;
    }

    public void Add(ReadOnlySpan<char> word, ulong hash, ReadOnlySpan<Token> tokens)
    {
        var probe = 0;
        while (probe < Probes && _entries[Slot(hash, probe)] is not null) probe++;
        // Where all are taken, one of them makes room.
        if (probe == Probes) probe = (int)(hash >> 60) % Probes;
        _entries[Slot(hash, probe)] = new(hash, word.ToString(), tokens.ToArray());
    }

    private static int Slot(ulong hash, int probe) => (int)((hash >> 20) + (ulong)probe) & (Slots - 1);

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, 0xD6E8FEB86659FD93, out var low);
        return high ^ low;
    }

    private sealed record Entry(ulong Hash, string Word, Token[] Tokens);
}
