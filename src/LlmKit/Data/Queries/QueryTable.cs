namespace LlmKit.Data.Queries;

/// <summary>The rows of a query, kept. A notebook shows it as a table.</summary>
/// <param name="Columns">What each value of a row is.</param>
/// <param name="Rows">The rows, each with a value for each column.</param>
/// <param name="IsCut">Whether the query has more rows than were asked for.</param>
[TypeFormatterSource(typeof(QueryTableFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record QueryTable(IReadOnlyList<QueryColumn> Columns, IReadOnlyList<object?[]> Rows, bool IsCut = false)
{
    /// <summary>The cell of a row and a column's name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public object? this[int row, string column] => Rows[row][IndexOf(column)];

    /// <summary>All values of a column.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public IEnumerable<object?> Column(string name)
    {
        var index = IndexOf(name);
        return Rows.Select(row => row[index]);
    }

    /// <summary>A value as one reads it: texts bare, lists and structs as JSON, NULL as nothing.</summary>
    public static string Text(object? value) => QueryJson.Shown(value);

    public override string ToString() => $"{Rows.Count}{(IsCut ? " or more" : "")} rows of {string.Join(", ", Columns.Select(column => column.Name))}";

    private int IndexOf(string name)
    {
        for (var index = 0; index < Columns.Count; index++)
            if (Columns[index].Name == name) return index;
        throw new KeyNotFoundException($"there is no column {name}. There are {string.Join(", ", Columns.Select(column => column.Name))}.");
    }
}
