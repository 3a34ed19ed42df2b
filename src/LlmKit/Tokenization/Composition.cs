using System.Globalization;
using System.Text;

namespace LlmKit.Tokenization;

/// <summary>Unicode's composed form, NFC. The runtime's own does nothing under invariant globalization.</summary>
internal static class Composition
{
    /// <summary>Throws where NFC might change the text: a wrong id would go unnoticed.</summary>
    public static void RequirePlain(string text)
    {
        if (Ascii.IsValid(text)) return;
        foreach (var rune in text.EnumerateRunes())
        {
            if (MayChange(rune))
                throw new NotSupportedException(
                    $"The tokenizer file asks for NFC, and U+{rune.Value:X4} may change under it; composing isn't supported " +
                    "yet. Leave such characters out.");
        }
    }

    // Marks may compose with what stands before them; the ranges hold what decomposes for good.
    private static bool MayChange(Rune rune) => rune.Value switch
    {
        < 0x300 or (>= 0xFE00 and <= 0xFE0F) => false,
        (>= 0x340 and <= 0x387) or (>= 0x958 and <= 0xFBF) or (>= 0x1160 and <= 0x11FF) or (>= 0x1F00 and <= 0x2001)
            or (>= 0x2126 and <= 0x212B) or 0x2329 or 0x232A or 0x2ADC or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFB1D and <= 0xFB4E) or (>= 0x1D15E and <= 0x1D1C0) or (>= 0x2F800 and <= 0x2FA1D) => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark,
    };
}
