namespace LlmKit.Tokenization.Normalizers;

/// <summary>Writes each byte of the text's UTF-8 as a character of the <see cref="ByteAlphabet"/>.</summary>
public sealed class ByteLevelNormalizer : Normalizer
{
    internal override string Type => "ByteLevel";

    internal override void Normalize(AlignedText text)
    {
        if (text.Length == 0) return;
        ByteAlphabet.Write(text, 0, text.Length);
        text.Commit();
    }
}
