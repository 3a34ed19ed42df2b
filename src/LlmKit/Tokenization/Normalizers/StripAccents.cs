using System.Globalization;
using LlmKit.Data.Unicode;

namespace LlmKit.Tokenization.Normalizers;

/// <summary>Drops combining marks, which NFD sets after their letters: put it after a <see cref="UnicodeNormalizer"/>.</summary>
public sealed class StripAccents : Normalizer
{
    internal override string Type => "StripAccents";

    internal override void Normalize(AlignedText text) => CodeFilter.Apply(
        text, code => code >= 0x300 && IsMark(UnicodeDatabase.Instance.Category(code)) ? CodeFilter.Removed : code);

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
