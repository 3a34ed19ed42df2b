using System.CommandLine;
using System.Globalization;
using LlmKit.Cli.Data;
using LlmKit.Data.Queries;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit data query</c>: SQL over files, by DuckDB.</summary>
internal static class DataQueryCommand
{
    private const int WidestCell = 60;

    public static Command Create()
    {
        var sql = new Argument<string>("sql") { Description = "SQL; files stand in it as tables: FROM 'set.parquet', FROM 'parts/*.jsonl'" };
        var values = new Option<string[]>("--param", "-p")
        {
            Description = "The value of the next ? in the query; numbers, true, false and null are what they look like",
            HelpName = "value",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var path = new Option<string?>("--out") { Description = "The file to write all rows to: .jsonl, .json, .csv, .tsv (also .gz) or .parquet", HelpName = "file" };
        var most = new Option<int>("--rows") { Description = "How many rows are shown", DefaultValueFactory = _ => 40 };
        var file = new Option<string?>("--database") { Description = "A file of a DuckDB database. By default there is one in memory", HelpName = "file" };
        most.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && int.TryParse(word.Value, CultureInfo.InvariantCulture, out var rows) && rows < 1) result.AddError($"--rows {rows} must be at least 1.");
        });
        var command = new Command("query", "Ask data with SQL: Parquet, CSV and JSON files, by DuckDB") { sql, values, path, most, file };
        command.AddExamples(
            "llmkit data query \"SELECT label, count(*) AS n FROM 'set.parquet' GROUP BY label ORDER BY n DESC\"",
            "llmkit data query \"SELECT * FROM 'parts/*.jsonl' WHERE length(text) > ?\" -p 1000 --out long.parquet",
            "llmkit data query \"DESCRIBE SELECT * FROM 'set.csv'\"");
        command.SetAction((result, stop) => DataAction.Aside(() =>
        {
            if (SafeQuery.RunElsewhere(result) is { } code) return code;
            var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            var target = result.GetValue(path);
            if (target is not null && DataAction.WrongWithOutput(target, []) is { } wrong)
            {
                error.WriteLine($"llmkit: {wrong}");
                return CommandLine.Usage;
            }

            try
            {
                using var database = Database.Open(result.GetValue(file));
                object?[] parameters = [.. (result.GetValue(values) ?? []).Select(ValueOf)];
                if (target is not null)
                {
                    var written = QueryWriter.Write(database, result.GetValue(sql)!, parameters, target, stop);
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target}: {written} written"));
                    return CommandLine.Ok;
                }

                using var rows = database.Query(result.GetValue(sql)!, parameters, stop);
                foreach (var line in Lines(rows.ToTable(result.GetValue(most)))) output.WriteLine(line);
                return CommandLine.Ok;
            }
            catch (Exception e) when (e is QueryException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                error.WriteLine($"llmkit: {e.Message}");
                return CommandLine.Failed;
            }
        }));
        return command;
    }

    private static IEnumerable<string> Lines(QueryTable table)
    {
        string[][] rows = [[.. table.Columns.Select(column => column.Name)], .. table.Rows.Select(row => (string[])[.. row.Select(Cell)])];
        var isNumber = table.Columns.Select(column => column.Type is "FLOAT" or "DOUBLE" || column.Type.EndsWith("INT", StringComparison.Ordinal)
            || column.Type == "INTEGER" || column.Type == "UINTEGER" || column.Type.StartsWith("DECIMAL", StringComparison.Ordinal)).ToArray();
        foreach (var line in TextTable.Lines(rows, isNumber)) yield return line;
        yield return "";
        yield return $"{table.Rows.Count} row{(table.Rows.Count == 1 ? "" : "s")}{(table.IsCut ? ", and there are more: --rows shows them, --out writes them" : "")}";
    }

    private static string Cell(object? value)
    {
        var text = QueryTable.Text(value).ReplaceLineEndings(" ").Replace('\t', ' ');
        return text.Length > WidestCell ? $"{text[..(char.IsHighSurrogate(text[WidestCell - 2]) ? WidestCell - 2 : WidestCell - 1)]}…" : text;
    }

    private static object? ValueOf(string word) => word switch
    {
        "null" => null,
        "true" => true,
        "false" => false,
        _ when long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            && whole.ToString(CultureInfo.InvariantCulture) == word => whole,
        _ when word.Contains('.', StringComparison.Ordinal)
            && double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        _ => word,
    };
}
