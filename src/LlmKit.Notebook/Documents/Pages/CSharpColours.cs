using System.Text;
using LlmKit.Notebook.Assistance;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>C# as HTML: each word in a <c>span</c> whose class says what it is.</summary>
internal static class CSharpColours
{
    public static string Render(string code)
    {
        var html = new StringBuilder(code.Length * 2);
        foreach (var (text, kind) in CodeWords.Of(code)) Append(html, text, ClassOf(kind));
        return html.ToString();
    }

    private static void Append(StringBuilder html, string text, string? kind)
    {
        if (text.Length == 0) return;
        if (kind is null)
        {
            Markup.Encode(html, text);
            return;
        }

        html.Append("<span class=\"").Append(kind).Append("\">");
        Markup.Encode(html, text);
        html.Append("</span>");
    }

    private static string? ClassOf(CodeWordKind kind) => kind switch
    {
        CodeWordKind.Keyword => "k",
        CodeWordKind.Text => "s",
        CodeWordKind.Number => "n",
        CodeWordKind.Comment => "c",
        CodeWordKind.Directive => "p",
        CodeWordKind.Type => "t",
        CodeWordKind.Method => "m",
        _ => null,
    };
}
