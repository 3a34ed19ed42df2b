namespace LlmKit.Notebook.Magics;

/// <summary>A piece of a cell: code or text in one language, or a line that asks for something.</summary>
/// <param name="Line">Of the cell, counted from 1, where the piece begins; of text, the line that names its language.</param>
internal abstract record CellPart(int Line)
{
    /// <summary>C#, with empty lines before it, so that its lines count from the cell's first.</summary>
    public sealed record Code(string Content, int Line) : CellPart(Line);

    /// <summary>Text in another language.</summary>
    /// <param name="Magic">The line that names it, without <c>#!</c>.</param>
    public sealed record Text(string Magic, string Content, int Line) : CellPart(Line);

    /// <summary>A line such as <c>#!time</c>, without <c>#!</c>.</summary>
    public sealed record Request(string Magic, int Line) : CellPart(Line);
}
