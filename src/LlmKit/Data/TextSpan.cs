namespace LlmKit.Data;

/// <summary>A stretch of a text, in UTF-16 characters.</summary>
/// <param name="Start">The first character.</param>
/// <param name="End">The one behind the last.</param>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    public bool Overlaps(int start, int end) => start < End && Start < end;

    public string In(string text) => text[Start..End];
}
