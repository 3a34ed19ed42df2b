namespace LlmKit.Notebook.Documents.Pages;

/// <summary>The mathematical alphabets of Unicode (block 1D400), which stand for LaTeX's fonts.</summary>
internal static class LatexAlphabets
{
    // Where the capitals begin, where the small letters begin, where the digits begin (0: there are none).
    private static readonly Dictionary<string, (int Capitals, int Small, int Digits)> s_starts =
        new(StringComparer.Ordinal)
    {
        ["bold"] = (0x1D400, 0x1D41A, 0x1D7CE),
        ["italic"] = (0x1D434, 0x1D44E, 0),
        ["bold-italic"] = (0x1D468, 0x1D482, 0),
        ["script"] = (0x1D49C, 0x1D4B6, 0),
        ["fraktur"] = (0x1D504, 0x1D51E, 0),
        ["double-struck"] = (0x1D538, 0x1D552, 0x1D7D8),
        ["sans-serif"] = (0x1D5A0, 0x1D5BA, 0x1D7E2),
        ["monospace"] = (0x1D670, 0x1D68A, 0x1D7F6),
    };

    // Letters that Unicode had elsewhere before, and left out of the block.
    private static readonly Dictionary<string, string> s_elsewhere = new(StringComparer.Ordinal)
    {
        ["italic"] = "hℎ",
        ["script"] = "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ",
        ["fraktur"] = "CℭHℌIℑRℜZℨ",
        ["double-struck"] = "CℂHℍNℕPℙQℚRℝZℤ",
    };

    /// <summary>The letter or digit in that alphabet; itself when the alphabet lacks it.</summary>
    public static string In(string alphabet, char letter)
    {
        var pairs = s_elsewhere.GetValueOrDefault(alphabet, "");
        if (pairs.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var place)
            return pairs[place + 1].ToString();
        if (!s_starts.TryGetValue(alphabet, out var starts)) return letter.ToString();
        return letter switch
        {
            >= 'A' and <= 'Z' => char.ConvertFromUtf32(starts.Capitals + letter - 'A'),
            >= 'a' and <= 'z' => char.ConvertFromUtf32(starts.Small + letter - 'a'),
            >= '0' and <= '9' when starts.Digits > 0 => char.ConvertFromUtf32(starts.Digits + letter - '0'),
            _ => letter.ToString(),
        };
    }
}
