using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Execution;

/// <summary>Errors as the author of a cell should read them: the own lines, the own names, nothing of the engine.</summary>
internal static partial class CellErrors
{
    /// <summary>What the compiler refused: each error with its line and a caret below the place.</summary>
    public static CellOutput.Error OfCompiler(IReadOnlyList<CellDiagnostic> found, string cell)
    {
        var errors = found.Where(diagnostic => diagnostic.IsError).ToList();
        var first = errors.Find(error => error.Source == cell) ?? errors[0];
        return new("CompilationError", $"{first.Id}: {first.Message}", [.. errors.SelectMany(Lines)], first.Line + 1);
    }

    private static IEnumerable<string> Lines(CellDiagnostic found)
    {
        yield return $"{found.Source}({found.Line + 1},{found.Column + 1}): {(found.IsError ? "error" : "warning")} {found.Id}: {found.Message}";
        if (found.Code?.Split('\n') is not { } lines || found.Line >= lines.Length) yield break;

        var line = lines[found.Line].TrimEnd();
        yield return "    " + line.Replace('\t', ' ');
        yield return "    " + new string(' ', found.Column) + new string('^', Math.Clamp(found.Length, 1, Math.Max(1, line.Length - found.Column)));
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
