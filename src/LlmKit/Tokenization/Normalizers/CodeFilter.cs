namespace LlmKit.Tokenization.Normalizers;

/// <summary>The loop of the steps that look at one code point at a time.</summary>
internal static class CodeFilter
{
    /// <summary>What a code point becomes: itself, another, or nothing.</summary>
    public const int Removed = -1;

    public static void Apply(AlignedText text, Func<int, int> become)
    {
        var plain = 0;
        var wasChanged = false;
        for (int at = 0, length; at < text.Length; at += length)
        {
            var code = text.CodeAt(at, out length);
            var to = become(code);
            if (to == code) continue;
            text.Copy(plain, at);
            if (to != Removed) text.Put(to, at);
            plain = at + length;
            wasChanged = true;
        }

        if (!wasChanged) return;
        text.Copy(plain, text.Length);
        text.Commit();
    }
}
