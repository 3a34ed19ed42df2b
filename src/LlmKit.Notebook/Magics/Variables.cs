using System.Globalization;
using System.Net;
using System.Text;
using LlmKit.Notebook.Execution;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmKit.Notebook.Magics;

/// <summary>Magics about the variables of cells.</summary>
internal static class Variables
{
    private const int LongestValue = 60;

    public static Task<CellOutcome?> Who(MagicCall call)
    {
        var names = call.Session.Engine.Variables().Select(variable => variable.Name).ToList();
        CellSession.Show(new(MimeBundle.Plain, names.Count == 0 ? "No variables yet." : string.Join("  ", names)));
        return Task.FromResult<CellOutcome?>(null);
    }

    public static Task<CellOutcome?> Whos(MagicCall call)
    {
        var rows = call.Session.Engine.Variables().Select(variable => new[] { variable.Name, variable.Type, Short(variable.Value) }).ToList();
        CellSession.Show(rows.Count == 0 ? new(MimeBundle.Plain, "No variables yet.") : Table(["Variable", "Type", "Value"], rows));
        return Task.FromResult<CellOutcome?>(null);
    }

    /// <summary>Numbers and truth values become such, <c>@csharp:NAME</c> another variable's value, all else text.</summary>
    public static async Task<CellOutcome?> Set(MagicCall call)
    {
        if (NameIn(call) is not { } name) return Usage(call);
        if (call.Option("--value") is not { } value) return Usage(call);

        var code = value.Split(':', 2) switch
        {
            ["@input", var prompt] => $"await GetInputAsync({Literal(prompt)})",
            ["@password", var prompt] => $"await GetPasswordAsync({Literal(prompt)})",
            ["@csharp" or "@c#", var other] => other,
            [['@', ..], _] => null,
            _ when bool.TryParse(value, out var flag) => flag ? "true" : "false",
            _ when long.TryParse(value, CultureInfo.InvariantCulture, out var whole) => whole is >= int.MinValue and <= int.MaxValue ? $"{whole}" : $"{whole}L",
            _ when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number.ToString("R", CultureInfo.InvariantCulture) + "d",
            _ => Literal(value),
        };
        if (code is null) return call.Fail($"{value} is of another kernel, and only C# runs here. Write a value, @csharp:NAME or @input:PROMPT.");
        return await Run(call, $"var {name} = {code};").ConfigureAwait(false);
    }

    public static async Task<CellOutcome?> Value(MagicCall call)
    {
        if (NameIn(call) is not { } name) return Usage(call);
        if (call.Option("--from-url") is not null) return call.Fail("an address cannot be read here. Use HttpClient in C#.");
        if (call.Option("--from-value") is not null) return call.Fail("all cells share their variables. Write var NEW = OLD; in C#.");
        if (call.Option("--from-file") is not { } path) return await Run(call, $"var {name} = {Literal(call.Text)};").ConfigureAwait(false);
        return await Run(call, $"var {name} = File.ReadAllText({Literal(Path.GetFullPath(path, call.Session.Engine.Folder))});").ConfigureAwait(false);
    }

    public static Task<CellOutcome?> Share(MagicCall call)
    {
        var from = call.Option("--from") ?? "";
        if (MagicList.Find(from)?.Name != Documents.CellLanguages.CSharp)
            return Task.FromResult<CellOutcome?>(call.Fail($"there is no kernel \"{from}\" to share with: this one runs C#, and all its cells see all variables."));

        var note = "#!share is not needed: all cells of C# see all variables. The line can go.";
        CellSession.Note(note);
        return Task.FromResult<CellOutcome?>(null);
    }

    private static async Task<CellOutcome?> Run(MagicCall call, string code)
    {
        var outcome = await call.Session.Engine.RunAsync(new string('\n', call.Line - 1) + code, call.Cell, call.Cancel).ConfigureAwait(false);
        return outcome is CellOutcome.Finished ? null : outcome;
    }

    private static string? NameIn(MagicCall call) => call.Option("--name") is { } name && SyntaxFacts.IsValidIdentifier(name)
        ? SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name
        : null;

    private static CellOutcome Usage(MagicCall call) =>
        call.Fail($"write #!{call.Name} {MagicList.Find(call.Name)!.Usage}, where NAME is a name as C# has them.");

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Short(object? value)
    {
        var text = Formatter.Format(value, MimeBundle.Plain).PlainText.ReplaceLineEndings(" ");
        return text.Length <= LongestValue ? text : text[..LongestValue] + "…";
    }

    public static MimeBundle Table(string[] heads, List<string[]> rows)
    {
        var widths = heads.Select((head, i) => rows.Max(row => row[i].Length)).Zip(heads, (width, head) => Math.Max(width, head.Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(heads)) text.AppendLine(string.Join("  ", row.Select((cell, i) => i == row.Length - 1 ? cell : cell.PadRight(widths[i]))));

        var html = new StringBuilder("<table><thead><tr>").AppendJoin("", heads.Select(head => $"<th style=\"text-align:left\">{head}</th>")).Append("</tr></thead><tbody>");
        foreach (var row in rows) html.Append("<tr>").AppendJoin("", row.Select(cell => $"<td style=\"text-align:left\"><code>{WebUtility.HtmlEncode(cell)}</code></td>")).Append("</tr>");
        return new(MimeBundle.Plain, text.ToString().TrimEnd().ReplaceLineEndings("\n")) { { MimeBundle.Html, html.Append("</tbody></table>").ToString() } };
    }
}
