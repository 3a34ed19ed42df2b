using System.Text;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>Text as HTML, in which nothing of the text becomes markup.</summary>
internal static class Markup
{
    public static string Encode(string text)
    {
        if (text.AsSpan().IndexOfAny("<>&\"'") < 0) return text;
        var html = new StringBuilder(text.Length + 16);
        Encode(html, text);
        return html.ToString();
    }

    public static void Encode(StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '&' => html.Append("&amp;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                _ => html.Append(letter),
            };
        }
    }
}
