using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Debugging;

/// <summary>A statement of a cell that the debugger may stop before.</summary>
/// <param name="Text">What it stands in.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Function">Such as <c>Mean</c> or <c>Model.Forward</c>; null for the statements of the cell itself.</param>
/// <param name="Variables">What is in sight there and has a value.</param>
/// <param name="IsLineStart">Whether a breakpoint of the line stops here: no statement of the same function stands
/// before it on the line.</param>
/// <param name="IsBreakpoint">Whether it is a call of <see cref="Kernel.Breakpoint"/>.</param>
internal sealed record DebugSite(
    CellText Text, int Line, string? Function, IReadOnlyList<SiteVariable> Variables, bool IsLineStart, bool IsBreakpoint)
{
    private static readonly List<DebugSite> s_all = [];

    /// <summary>The cell or file.</summary>
    public string Cell => Text.Name;

    /// <summary>Such as <c>Cell[3] line 12, in Mean</c>.</summary>
    public string Place => Function is null ? $"{Cell} line {Line}" : $"{Cell} line {Line}, in {Function}";

    /// <summary>Gives a site the number by which compiled code names it.</summary>
    public static int Add(DebugSite site)
    {
        lock (s_all)
        {
            s_all.Add(site);
            return s_all.Count - 1;
        }
    }

    public static DebugSite Of(int number)
    {
        lock (s_all) return s_all[number];
    }

    /// <summary>The first line at or below another that the debugger can stop at; null when there is none.</summary>
    /// <remarks>Of several runs of a cell the last one counts.</remarks>
    public static int? NextLine(string cell, int line)
    {
        lock (s_all)
        {
            var text = s_all.FindLast(site => site.Cell == cell)?.Text.Code;
            return s_all.Where(site => site.Cell == cell && site.Text.Code == text && site.IsLineStart && site.Line >= line)
                .Min(site => (int?)site.Line);
        }
    }
}

/// <summary>A variable that code at a site sees.</summary>
/// <param name="Type">As its author would write it.</param>
/// <param name="FullType">As any code can write it; null when it has no such name.</param>
/// <param name="Sample">An expression of the type, where that is anonymous; else null.</param>
/// <param name="IsAssignable">Whether the cell takes another value for it.</param>
/// <param name="IsOfCell">Whether it stands at the top of the cell, where any code can assign it.</param>
internal sealed record SiteVariable(string Name, string Type, string? FullType, string? Sample, bool IsAssignable, bool IsOfCell);
