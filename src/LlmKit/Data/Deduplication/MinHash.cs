using System.Buffers;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// Short signatures of texts: the share of equal places estimates the Jaccard similarity of their word n-grams (Broder
/// 1997). Places have the values that datasketch and datatrove compute for the same words.
/// </summary>
public sealed class MinHash(MinHashSettings? settings = null)
{
    private readonly Permutations _functions = Drawn(settings ?? new());

    public MinHashSettings Settings { get; } = settings ?? new();

    /// <summary>Bands × rows minima; null when the text has no word.</summary>
    public uint[]? Signature(string text)
    {
        var minima = new uint[Settings.Places];
        return TrySign(text, minima) ? minima : null;
    }

    /// <summary>Writes the signature of a text; false when it has no word.</summary>
    /// <param name="signature">Room for <see cref="MinHashSettings.Places"/> minima.</param>
    public bool TrySign(ReadOnlySpan<char> text, Span<uint> signature)
    {
        signature.Fill(uint.MaxValue);
        text = SimplifiedWords.Plain(text);
        var bytes = ArrayPool<byte>.Shared.Rent(SimplifiedWords.BytesFor(text.Length) + ShingleHashes.BlockRoom);
        var numbers = ArrayPool<int>.Shared.Rent(SimplifiedWords.StartsFor(text.Length));
        var hashes = ArrayPool<uint>.Shared.Rent(text.Length + 1);
        try
        {
            var words = new SimplifiedWords(text, Settings.FoldsNumbers, dropsAllSigns: false, bytes.AsSpan(ShingleHashes.BlockRoom), numbers);
            if (words.Count == 0) return false;
            var shingles = new ShingleHashes(hashes, bytes.AsSpan(0, ShingleHashes.BlockRoom));
            var length = Math.Min(Settings.Words, words.Count);
            for (var first = 0; first + length <= words.Count; first++) shingles.Add(words.Slice(first, length));
            shingles.Flush();
            _functions.Lower(signature, hashes.AsSpan(0, shingles.Count));
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<int>.Shared.Return(numbers);
            ArrayPool<uint>.Shared.Return(hashes);
        }
    }

    /// <summary>The signature of a set of byte strings, as datasketch's <c>MinHash.update</c> makes it.</summary>
    public uint[] SignatureOf(IEnumerable<byte[]> set)
    {
        var minima = new uint[Settings.Places];
        Array.Fill(minima, uint.MaxValue);
        Span<byte> blocks = new byte[ShingleHashes.BlockRoom];
        Span<uint> hash = new uint[1];
        foreach (var element in set)
        {
            var shingles = new ShingleHashes(hash, blocks);
            shingles.Add(element);
            shingles.Flush();
            _functions.Lower(minima, hash);
        }

        return minima;
    }

    /// <summary>The share of equal places of two signatures.</summary>
    public static double Similarity(ReadOnlySpan<uint> first, ReadOnlySpan<uint> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"the signatures have {first.Length} and {second.Length} places. Make both with one MinHash.", nameof(second));
        var equal = 0;
        for (var index = 0; index < first.Length; index++)
            if (first[index] == second[index]) equal++;
        return (double)equal / first.Length;
    }

    private static Permutations Drawn(MinHashSettings settings) =>
        new(settings.Places, (uint)settings.Seed, settings.DrawsAsDatasketch);
}
