namespace LlmKit.Notebook.Documents.Pages;

/// <summary>The words of a formula of LaTeX: commands, and single characters.</summary>
internal static class LatexTokens
{
    /// <summary>Commands with their backslash and star; comments left out; white space as one space a
    /// character.</summary>
    public static List<string> Of(string latex)
    {
        var tokens = new List<string>();
        for (var i = 0; i < latex.Length; i++)
        {
            var letter = latex[i];
            if (letter == '%')
            {
                while (i < latex.Length && latex[i] != '\n') i++;
            }
            else if (letter == '\\' && i + 1 < latex.Length)
            {
                var end = i + 1;
                while (end < latex.Length && char.IsAsciiLetter(latex[end])) end++;
                if (end == i + 1) end++;
                else if (end < latex.Length && latex[end] == '*') end++;
                tokens.Add(latex[i..end]);
                i = end - 1;
            }
            else if (char.IsHighSurrogate(letter) && i + 1 < latex.Length)
            {
                tokens.Add(latex.Substring(i++, 2));
            }
            else
            {
                // Spaces matter only inside \text, which joins tokens.
                tokens.Add(char.IsWhiteSpace(letter) ? " " : letter.ToString());
            }
        }

        return tokens;
    }
}
