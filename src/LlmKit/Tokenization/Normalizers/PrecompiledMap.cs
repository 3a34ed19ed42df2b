using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmKit.Tokenization.Normalizers;

/// <summary>SentencePiece's rules of normalisation as it compiles them: a double-array trie and the texts that it points to.</summary>
/// <remarks>
/// google/sentencepiece, normalizer.cc and darts-clone, as Hugging Face's spm_precompiled reads them: the shortest prefix of a
/// character cluster that has a rule replaces the whole cluster.
/// </remarks>
public sealed class PrecompiledMap : Normalizer
{
    private const int ClusterBytes = 6;
    private const int LongestText = 1024;

    private readonly byte[] _map;
    private readonly uint[] _trie;
    private readonly byte[] _texts;
    private readonly bool[] _plain = new bool[128];

    /// <param name="map">A four-byte length, the trie, and the texts, each with a zero after it.</param>
    /// <exception cref="InvalidDataException">The map is damaged.</exception>
    public PrecompiledMap(ReadOnlyMemory<byte> map)
    {
        _map = map.ToArray();
        if (_map.Length < 4) throw new InvalidDataException($"a precompiled map of {_map.Length} bytes has no length; it needs 4 bytes at least");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_map);
        if (length % 4 != 0 || length > _map.Length - 4)
            throw new InvalidDataException($"a precompiled map of {_map.Length} bytes says that its trie has {length} bytes");

        _trie = new uint[length / 4];
        for (var i = 0; i < _trie.Length; i++) _trie[i] = BinaryPrimitives.ReadUInt32LittleEndian(_map.AsSpan(4 + 4 * i));
        _texts = _map[(4 + (int)length)..];
        foreach (var text in _texts.AsSpan().Split((byte)0))
            if (text.End.Value - text.Start.Value > LongestText) throw new InvalidDataException($"a precompiled map has a text of over {LongestText} bytes, which none needs. The file is damaged");
        for (var unit = 0; unit < _plain.Length; unit++) _plain[unit] = Rule([(byte)unit]) is null;
    }

    /// <summary>
    /// Whether the longest rule at each place counts, as SentencePiece itself does it. False by default: then it is done as a
    /// tokenizer.json means it. That format has no word for it: saved and read again the map is without.
    /// </summary>
    public bool TakesLongest { get; init; }

    internal override string Type => "Precompiled";

    internal override void Normalize(AlignedText text)
    {
        Span<byte> bytes = stackalloc byte[ClusterBytes];
        var plain = 0;
        var wasChanged = false;
        if (TakesLongest)
        {
            ReplaceLongest(text);
            return;
        }

        for (var at = 0; at < text.Length;)
        {
            // Between two ASCII characters nothing joins; most have no rule.
            if (text.Text[at] is var unit && char.IsBetween(unit, ' ', '~') && (at + 1 == text.Length || text.Text[at + 1] < 0x80) && _plain[unit])
            {
                at++;
                continue;
            }

            var cluster = at + StringInfo.GetNextTextElementLength(text.Text[at..]);
            if (Encoding.UTF8.TryGetBytes(text.Text[at..cluster], bytes[..(ClusterBytes - 1)], out var count)
                && Rule(bytes[..count]) is { } whole)
            {
                Change(at, cluster, whole);
                at = cluster;
                continue;
            }

            while (at < cluster)
            {
                text.CodeAt(at, out var length);
                count = Encoding.UTF8.GetBytes(text.Text.Slice(at, length), bytes);
                if (Rule(bytes[..count]) is { } single) Change(at, at + length, single);
                at += length;
            }
        }

        if (!wasChanged) return;
        text.Copy(plain, text.Length);
        text.Commit();

        // A character for a character; what is left over came from the last one.
        void Change(int start, int end, string into)
        {
            wasChanged = true;
            text.Copy(plain, start);
            var (source, last) = (start, start);
            foreach (var rune in into.EnumerateRunes())
            {
                if (source < end) last = source;
                text.Put(rune.Value, last);
                if (source < end) source += text.CodeAt(source, out var length) >= 0 ? length : 1;
            }

            plain = end;
        }
    }

    internal override void WriteMembers(Utf8JsonWriter json) => json.WriteBase64String("precompiled_charsmap", _map);

    private void ReplaceLongest(AlignedText text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Text.ToString());
        var wasChanged = false;
        for (int at = 0, place = 0; at < text.Length;)
        {
            var into = Rule(bytes.AsSpan(place), out var taken, takesLongest: true);
            if (into is null) taken = 0;
            var (start, end) = (at, place + taken);
            // What has no rule stays: one character.
            do
            {
                var code = text.CodeAt(at, out var length);
                at += length;
                place += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
            }
            while (place < end);

            if (into is null) text.Copy(start, at);
            else text.Put(into, start);
            wasChanged |= into is not null;
        }

        if (wasChanged) text.Commit();
        else text.Forget();
    }

    private string? Rule(ReadOnlySpan<byte> key) => Rule(key, out _, takesLongest: false);

    private string? Rule(ReadOnlySpan<byte> key, out int taken, bool takesLongest)
    {
        taken = 0;
        string? found = null;
        if (_trie.Length == 0) return null;
        var node = Offset(_trie[0]);
        for (var i = 0; i < key.Length && key[i] != 0; i++)
        {
            node ^= key[i];
            if (node >= _trie.Length || (_trie[node] & 0x800000FF) != key[i]) break;
            var hasLeaf = (_trie[node] >> 8 & 1) != 0;
            node ^= Offset(_trie[node]);
            if (!hasLeaf) continue;
            if (node >= _trie.Length) break;
            (found, taken) = (TextAt(_trie[node] & 0x7FFFFFFF), i + 1);
            if (!takesLongest) break;
        }

        return found;
    }

    private string? TextAt(uint at)
    {
        if (at >= _texts.Length) return null;
        var rest = _texts.AsSpan((int)at);
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1u << 9)) >> 6);
}
