using System.Text;

namespace LlmKit.Tokenization.Normalizers;

/// <summary>Makes letters small ones, by Unicode's mapping without regard to language.</summary>
public sealed class Lowercase : Normalizer
{
    private const int CapitalIWithDot = 0x130;

    internal override string Type => "Lowercase";

    internal override void Normalize(AlignedText text)
    {
        var plain = 0;
        var wasChanged = false;
        for (int at = 0, length; at < text.Length; at += length)
        {
            var code = text.CodeAt(at, out length);
            var small = code < 128
                ? code is >= 'A' and <= 'Z' ? code | 0x20 : code
                : Rune.IsValid(code) ? Rune.ToLowerInvariant(new Rune(code)).Value : code;
            if (small == code && code != CapitalIWithDot) continue;

            text.Copy(plain, at);
            if (code == CapitalIWithDot) text.Put("i\u0307", at);
            else text.Put(small, at);
            plain = at + length;
            wasChanged = true;
        }

        if (!wasChanged) return;
        text.Copy(plain, text.Length);
        text.Commit();
    }
}
