using System.Text;

namespace LlmKit.Tokenization;

/// <summary>The printable characters by which byte-level vocabularies write the 256 bytes: a space is Ġ, a line end Ċ.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] s_characters = Characters();
    private static readonly Dictionary<char, byte> s_bytes =
        s_characters.Select((character, value) => (character, value)).ToDictionary(p => p.character, p => (byte)p.value);

    public static char CharacterOf(byte value) => s_characters[value];

    /// <summary>The bytes of a token; a character outside of the alphabet makes the whole token stand for its own UTF-8.</summary>
    public static byte[] BytesOf(string token)
    {
        var bytes = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            if (!s_bytes.TryGetValue(token[i], out bytes[i])) return Encoding.UTF8.GetBytes(token);
        }

        return bytes;
    }

    private static char[] Characters()
    {
        var characters = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE;
            characters[value] = (char)(printable ? value : next++);
        }

        return characters;
    }
}
