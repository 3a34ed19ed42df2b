namespace LlmKit.Notebook.Documents;

/// <summary>How deep the brackets of a text go.</summary>
internal static class Nesting
{
    /// <summary>Deeper than any person writes. The compiler's time to parse grows with the square of the
    /// depth.</summary>
    public const int Most = 200;

    public static bool IsTooDeep(string code)
    {
        var depth = 0;
        foreach (var letter in code)
        {
            if (letter is '(' or '[' or '{') depth++;
            else if (letter is ')' or ']' or '}') depth = Math.Max(0, depth - 1);
            if (depth > Most) return true;
        }

        return false;
    }
}
