using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Execution;

/// <summary>Errors as the author of a cell should read them: the own lines, the own names, nothing of the engine.</summary>
internal static partial class CellErrors
{
    /// <summary>What the compiler refused: each error with its line and a caret below the place.</summary>
    public static CellOutput.Error OfCompiler(IEnumerable<Diagnostic> diagnostics, string code, string cell)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        var lines = code.Split('\n');
        var traceback = new List<string>();
        foreach (var error in errors)
        {
            var place = error.Location.GetLineSpan();
            var start = place.StartLinePosition;
            traceback.Add($"{(string.IsNullOrEmpty(place.Path) ? cell : place.Path)}({start.Line + 1},{start.Character + 1}): error {error.Id}: {error.GetMessage(null)}");
            if (place.Path != cell || start.Line >= lines.Length) continue;

            var line = lines[start.Line].TrimEnd();
            var length = place.EndLinePosition.Line == start.Line ? Math.Max(1, place.EndLinePosition.Character - start.Character) : 1;
            traceback.Add("    " + line.Replace('\t', ' '));
            traceback.Add("    " + new string(' ', start.Character) + new string('^', Math.Min(length, Math.Max(1, line.Length - start.Character))));
        }

        var first = errors[0];
        return new("CompilationError", $"{first.Id}: {first.GetMessage(null)}", traceback, first.Location.GetLineSpan().StartLinePosition.Line + 1);
    }

    /// <summary>An exception with the stack of the cells' own code.</summary>
    public static CellOutput.Error OfException(Exception exception, string cell)
    {
        var traceback = new List<string>();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            traceback.Add($"{(e == exception ? "" : "caused by ")}{e.GetType().FullName}: {e.Message}");
            traceback.AddRange((e.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Frame).OfType<string>());
        }

        var own = traceback.Select(line => CellLine().Match(line)).FirstOrDefault(match => match.Success && match.Groups["cell"].Value == cell);
        return new(exception.GetType().Name, exception.Message, traceback, own is null ? null : int.Parse(own.Groups["line"].Value, null));
    }

    // Frames of the engine and of the runtime's machinery around a cell are left out.
    private static string? Frame(string line)
    {
        line = line.TrimEnd();
        if (line.Contains("LlmKit.Notebook.Execution.", StringComparison.Ordinal) || line.Contains("--- End of stack trace", StringComparison.Ordinal)) return null;
        if (line.Contains("System.Runtime.ExceptionServices", StringComparison.Ordinal) || line.Contains("System.Runtime.CompilerServices.TaskAwaiter", StringComparison.Ordinal)) return null;

        line = CellFile().Replace(line, "in ${cell}:line");
        line = TopLevel().Replace(line, "at ");
        line = SubmissionType().Replace(line, "at ");
        return line;
    }

    [GeneratedRegex(@"at (Script|Submission#\d+)\.<<Initialize>>d__\d+\.MoveNext\(\) in ")]
    private static partial Regex TopLevel();

    [GeneratedRegex(@"in [^\n]*/(?<cell>Cell\[\d+\]):line")]
    private static partial Regex CellFile();

    [GeneratedRegex(@"at (Script|Submission#\d+)[.+](?=\w)")]
    private static partial Regex SubmissionType();

    [GeneratedRegex(@"(?<cell>[^\s]+):line (?<line>\d+)")]
    private static partial Regex CellLine();
}
