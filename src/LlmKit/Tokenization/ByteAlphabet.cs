using System.Buffers;
using System.Text;

namespace LlmKit.Tokenization;

/// <summary>The printable characters by which byte-level vocabularies write the 256 bytes: a space is Ġ, a line end Ċ.</summary>
/// <remarks>bytes_to_unicode of openai/gpt-2, encoder.py.</remarks>
internal static class ByteAlphabet
{
    private static readonly char[] s_characters = MakeCharacters();
    private static readonly short[] s_bytes = MakeBytes();

    public static ReadOnlySpan<char> Characters => s_characters;

    /// <summary>The byte that a character stands for, or -1.</summary>
    public static int ByteOf(char character) => character < s_bytes.Length ? s_bytes[character] : -1;

    /// <summary>The bytes, each as its character.</summary>
    public static string Spell(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        for (var i = 0; i < text.Length; i++) text[i] = s_characters[bytes[i]];
        return new(text);
    }

    /// <summary>Writes the bytes of a part of the text into what it becomes.</summary>
    public static void Write(AlignedText text, int start, int end)
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var at = start; at < end;)
        {
            var unit = text.Text[at];
            if (unit < 128)
            {
                text.Put(s_characters[unit], at++);
                continue;
            }

            if (Rune.DecodeFromUtf16(text.Text[at..end], out var rune, out var length) != OperationStatus.Done) rune = Rune.ReplacementChar;
            var count = rune.EncodeToUtf8(bytes);
            foreach (var value in bytes[..count]) text.Put(s_characters[value], at);
            at += length;
        }
    }

    private static char[] MakeCharacters()
    {
        var characters = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var isPrintable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            characters[value] = (char)(isPrintable ? value : next++);
        }

        return characters;
    }

    private static short[] MakeBytes()
    {
        var bytes = new short[s_characters.Max() + 1];
        Array.Fill(bytes, (short)-1);
        for (short value = 0; value < 256; value++) bytes[s_characters[value]] = value;
        return bytes;
    }
}
