using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Execution;

/// <summary>Errors as the author of a cell should read them: the own lines, the own names, nothing of the engine.</summary>
internal static partial class CellErrors
{
    private const string Yellow = "\u001b[33m";
    private const string Plain = "\u001b[0m";

    /// <summary>What the compiler refused: each error with its line and a caret below the place.</summary>
    public static CellOutput.Error OfCompiler(IReadOnlyList<CellDiagnostic> found, string cell)
    {
        var errors = found.Where(diagnostic => diagnostic.IsError).ToList();
        var first = errors.Find(error => error.Source == cell) ?? errors[0];
        return new("CompilationError", $"{first.Id}: {Readable(first.Message)}", [.. errors.SelectMany(Lines)], first.Source == cell ? first.Line + 1 : null);
    }

    /// <summary>What the compiler warns of, in yellow; each once.</summary>
    public static IReadOnlyList<string> WarningsIn(IEnumerable<CellDiagnostic> found) => [.. PlainWarningsIn(found).Select(InYellow)];

    /// <summary>What the compiler warns of; each once.</summary>
    public static IEnumerable<string> PlainWarningsIn(IEnumerable<CellDiagnostic> found) =>
        found.Where(diagnostic => !diagnostic.IsError).Distinct().SelectMany(Lines);

    /// <summary>A line in a terminal's colour of warnings.</summary>
    public static string InYellow(string line) => Yellow + line + Plain;

    /// <summary>An exception with the stack of the cells' own code.</summary>
    /// <param name="lines">The lines of the cell that ran last, for exceptions that know none.</param>
    public static CellOutput.Error OfException(Exception exception, string cell, (int First, int Last)? lines = null)
    {
        var trace = new ExceptionTrace(exception, cell, lines);
        return new(exception.GetType().Name, exception.Message, trace.Lines, trace.LineIn(cell));
    }

    private static IEnumerable<string> Lines(CellDiagnostic found)
    {
        var kind = found.IsError ? "error" : "warning";
        var place = found.Source.Length == 0 ? "" : $"{found.Source}({found.Line + 1},{found.Column + 1}): ";
        yield return $"{place}{kind} {found.Id}: {Readable(found.Message)}";
        if (found.Code?.Split('\n') is not { } lines || found.Line >= lines.Length) yield break;

        var (line, carets) = CaretLine.Of(lines[found.Line].TrimEnd(), found.Column, found.Length);
        yield return "    " + line;
        yield return "    " + carets;
    }

    // Two types of one name are told apart by their assemblies, which say nothing to the author of the cells.
    private static string Readable(string message)
    {
        var readable = TypeAssembly().Replace(message, "").Replace("Script.", "", StringComparison.Ordinal);
        var twice = Quoted().Matches(readable).Select(match => match.Value).GroupBy(word => word).FirstOrDefault(group => group.Count() > 1)?.Key;
        return readable == message && !SameNames().IsMatch(message) ? message
            : twice is null ? readable
            : $"{readable.TrimEnd('.')}. One is of an earlier declaration of {twice.Trim('\'')}: run the cells again that use it.";
    }

    [GeneratedRegex(@" \[(Cells\.|Cell_)[^\]]*\]")]
    private static partial Regex TypeAssembly();

    [GeneratedRegex(@"'[^']+'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"from '([^']+)' to '\1'|type '([^']+)' to '\2'")]
    private static partial Regex SameNames();
}
