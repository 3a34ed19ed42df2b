using System.Globalization;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Execution;

/// <summary>What the compiler says about a place of a cell.</summary>
/// <param name="Source">The cell's name, or the path of a file that it loads.</param>
/// <param name="Code">The text that the place is in; null when it is not at hand.</param>
/// <param name="Start">Where the place begins in the text.</param>
/// <param name="Line">The same as a line, counted from 0; with <paramref name="Column"/>.</param>
internal sealed record CellDiagnostic(
    string Id, bool IsError, string Message, string Source, string? Code, int Start, int Length, int Line, int Column)
{
    /// <param name="textOf">The cell's text that a tree was made of; null for other trees.</param>
    public static IReadOnlyList<CellDiagnostic> Of(IEnumerable<Diagnostic> diagnostics, Func<SyntaxTree, CellText?> textOf) =>
    [
        .. diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
            .Select(diagnostic => Of(diagnostic, diagnostic.Location.SourceTree is { } tree ? textOf(tree) : null)),
    ];

    private static CellDiagnostic Of(Diagnostic diagnostic, CellText? text)
    {
        var isError = diagnostic.Severity == DiagnosticSeverity.Error;
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        var place = diagnostic.Location.GetLineSpan();
        if (text is null)
        {
            var code = diagnostic.Location.SourceTree?.ToString();
            return new(diagnostic.Id, isError, message, place.Path ?? "", code, diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length,
                place.StartLinePosition.Line, place.StartLinePosition.Character);
        }

        var start = text.Original(diagnostic.Location.SourceSpan.Start);
        var end = Math.Max(start, text.Original(diagnostic.Location.SourceSpan.End));
        var before = text.Code.AsSpan(0, Math.Min(start, text.Code.Length));
        return new(diagnostic.Id, isError, message, text.Name, text.Code, start, end - start, before.Count('\n'), start - (before.LastIndexOf('\n') + 1));
    }
}
