namespace LlmKit.Data;

/// <summary>Which letters belong to scripts that are written without spaces between words.</summary>
internal static class Scripts
{
    /// <summary>Whether a code point is a letter of Han, Kana or Hangul, each of which counts as a word.</summary>
    public static bool IsSpaceless(int code) => code >= 0x3005
        && code is (>= 0x3040 and <= 0x30ff) or (>= 0x3400 and <= 0x4dbf) or (>= 0x4e00 and <= 0x9fff)
            or (>= 0xac00 and <= 0xd7af) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x323af) or 0x3005 or 0x3007;

    /// <summary>Whether a code point is a Han character.</summary>
    public static bool IsHan(int code) => code is (>= 0x3400 and <= 0x4dbf) or (>= 0x4e00 and <= 0x9fff)
        or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x323af) or 0x3005 or 0x3007;
}
