using System.Buffers;
using System.Text;

namespace LlmKit.Data;

/// <summary>The signs that datatrove takes for punctuation (its <c>PUNCTUATION</c>): those of ASCII, common ones of other scripts,
/// and control characters.</summary>
internal static class DatatroveSigns
{
    private static readonly SearchValues<char> s_signs = SearchValues.Create(
    [
        .. "!/—”:％１〈&(、━\\【#%「」，】；+^]~“《„';’{|∶´[=-`*．（–？！：$～«〉,><》)?）。…@_.\"}►»",
        .. Enumerable.Range(0, 160).Where(code => code is < 9 or 11 or 12 or (>= 13 and < 32) or >= 127).Select(code => (char)code),
    ]);

    public static bool Contain(Rune rune) => rune.IsBmp && s_signs.Contains((char)rune.Value);

    /// <summary>Whether a word consists of signs alone.</summary>
    public static bool Make(string word) => !word.AsSpan().ContainsAnyExcept(s_signs);
}
