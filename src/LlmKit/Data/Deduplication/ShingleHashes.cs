using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// The first four bytes of SHA-1 as a number, little end first, for many short messages. Eight messages of at most 55 bytes,
/// one block each, are hashed at once, a lane for each.
/// </summary>
internal ref struct ShingleHashes
{
    private const int Lanes = 8;
    private const int LongestBlock = 55;

    private readonly Span<uint> _hashes;
    private readonly Span<byte> _blocks;
    private int _waiting;

    /// <param name="hashes">Takes the results, in no fixed order.</param>
    /// <param name="blocks">Room of <see cref="BlockRoom"/> bytes.</param>
    public ShingleHashes(Span<uint> hashes, Span<byte> blocks)
    {
        _hashes = hashes;
        _blocks = blocks;
    }

    public static int BlockRoom => Lanes * 64;

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<byte> message)
    {
        if (message.Length > LongestBlock)
        {
            Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // SHA-1 guards nothing here: it is what the tools compared with use.
            SHA1.HashData(message, digest);
#pragma warning restore CA5350
            _hashes[Count++] = BinaryPrimitives.ReadUInt32LittleEndian(digest);
            return;
        }

        var block = _blocks.Slice(_waiting * 64, 64);
        message.CopyTo(block);
        block[message.Length..].Clear();
        block[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(block[62..], (ushort)(message.Length * 8));
        if (++_waiting == Lanes) Flush();
    }

    /// <summary>Hashes what is still waiting.</summary>
    public void Flush()
    {
        Span<Vector256<uint>> words = stackalloc Vector256<uint>[80];
        for (var word = 0; word < 16; word++)
        {
            var place = _blocks[(word * 4)..];
            words[word] = Vector256.Create(
                BinaryPrimitives.ReadUInt32BigEndian(place), BinaryPrimitives.ReadUInt32BigEndian(place[64..]),
                BinaryPrimitives.ReadUInt32BigEndian(place[128..]), BinaryPrimitives.ReadUInt32BigEndian(place[192..]),
                BinaryPrimitives.ReadUInt32BigEndian(place[256..]), BinaryPrimitives.ReadUInt32BigEndian(place[320..]),
                BinaryPrimitives.ReadUInt32BigEndian(place[384..]), BinaryPrimitives.ReadUInt32BigEndian(place[448..]));
        }

        var first = FirstWords(words);
        for (var lane = 0; lane < _waiting; lane++) _hashes[Count++] = BinaryPrimitives.ReverseEndianness(first[lane]);
        _waiting = 0;
    }

    // FIPS 180-4, 6.1.2, up to the first word of the digest.
    private static Vector256<uint> FirstWords(Span<Vector256<uint>> words)
    {
        for (var index = 16; index < 80; index++)
            words[index] = Turn(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1);
        var (a, b, c) = (Vector256.Create(0x67452301U), Vector256.Create(0xEFCDAB89U), Vector256.Create(0x98BADCFEU));
        var (d, e) = (Vector256.Create(0x10325476U), Vector256.Create(0xC3D2E1F0U));
        for (var index = 0; index < 20; index++)
        {
            var next = Turn(a, 5) + ((b & c) | Vector256.AndNot(d, b)) + e + Vector256.Create(0x5A827999U) + words[index];
            (e, d, c, b, a) = (d, c, Turn(b, 30), a, next);
        }

        for (var index = 20; index < 40; index++)
        {
            var next = Turn(a, 5) + (b ^ c ^ d) + e + Vector256.Create(0x6ED9EBA1U) + words[index];
            (e, d, c, b, a) = (d, c, Turn(b, 30), a, next);
        }

        for (var index = 40; index < 60; index++)
        {
            var next = Turn(a, 5) + ((b & c) | (d & (b | c))) + e + Vector256.Create(0x8F1BBCDCU) + words[index];
            (e, d, c, b, a) = (d, c, Turn(b, 30), a, next);
        }

        for (var index = 60; index < 80; index++)
        {
            var next = Turn(a, 5) + (b ^ c ^ d) + e + Vector256.Create(0xCA62C1D6U) + words[index];
            (e, d, c, b, a) = (d, c, Turn(b, 30), a, next);
        }

        return a + Vector256.Create(0x67452301U);
    }

    private static Vector256<uint> Turn(Vector256<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));
}
