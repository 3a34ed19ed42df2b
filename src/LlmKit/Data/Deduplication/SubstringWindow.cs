namespace LlmKit.Data.Deduplication;

/// <summary>The shortest substring that counts as repeated, laid at a place of UTF-8 text whose documents end with 0xff.</summary>
internal sealed record SubstringWindow(int Least, SubstringUnit Unit)
{
    public const byte End = 0xff;

    public int MostBytes => Unit == SubstringUnit.Bytes ? Least : Least * 4;

    /// <summary>The bytes of the window that begins a text; 0 where the document ends before, or inside of a character.</summary>
    public int LengthAt(ReadOnlySpan<byte> text)
    {
        if (text.Length < Least) return 0;
        if (Unit == SubstringUnit.Bytes) return text[..Least].Contains(End) ? 0 : Least;
        if (IsInside(text[0])) return 0;
        var (index, characters) = (0, 0);
        while (index < text.Length && text[index] != End && (characters < Least || IsInside(text[index])))
        {
            characters += IsInside(text[index]) ? 0 : 1;
            index++;
        }

        return characters == Least ? index : 0;
    }

    /// <summary>Whether one of the units that <see cref="Least"/> counts begins with a byte; the end of a text counts.</summary>
    public bool IsStart(byte letter) => Unit == SubstringUnit.Bytes || !IsInside(letter);

    /// <summary>Whether a byte continues a character.</summary>
    public static bool IsInside(byte letter) => (letter & 0xc0) == 0x80;
}
