namespace LlmKit.Notebook.Documents.Pages;

/// <summary>Source code of any language as HTML; C# is coloured.</summary>
internal static class Code
{
    // Beyond this a listing is data, and colours only make the page heavy.
    private const int MaxColoured = 200_000;

    public static string Html(string code, string language) =>
        language == CellLanguages.CSharp && code.Length <= MaxColoured && !Nesting.IsTooDeep(code)
            ? CSharpColours.Render(code)
            : Markup.Encode(code);
}
