using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LlmKit.Data.Deduplication;

/// <summary>Finds texts that are the same, letter for letter or word for word.</summary>
/// <param name="ignoresForm">Compares words alone: case, accents, space and punctuation make no difference.</param>
public sealed class ExactDuplicates(bool ignoresForm = false, SpillSettings? settings = null) : DuplicateFinder(settings)
{
    private protected override int MostKeys => 1;

    private protected override int Keys(string text, int place, Span<UInt128> keys)
    {
        keys[0] = ignoresForm && OfWords(text) is { } key ? key : Hash(MemoryMarshal.AsBytes(text.AsSpan()));
        return 1;
    }

    // Null for texts without a word, such as rows of signs, which are told apart by their letters.
    private static UInt128? OfWords(string given)
    {
        var text = SimplifiedWords.Plain(given);
        var bytes = ArrayPool<byte>.Shared.Rent(SimplifiedWords.BytesFor(text.Length));
        var starts = ArrayPool<int>.Shared.Rent(SimplifiedWords.StartsFor(text.Length));
        try
        {
            var words = new SimplifiedWords(text, foldsNumbers: false, dropsAllSigns: true, bytes, starts);
            return words.Count == 0 ? null : Hash(words.Slice(0, words.Count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<int>.Shared.Return(starts);
        }
    }

    private static UInt128 Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
