using System.Net;

namespace LlmKit.Data.Queries;

/// <summary>Names the type that knows how to show this one. Notebook engines find it by its name (the convention of .NET
/// Interactive), so that neither side needs a reference to the other.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; init; } = [];
}

/// <summary>A query's table in a notebook: the first rows, long cells cut.</summary>
internal sealed class QueryTableFormatters
{
    private const int MostRows = 50, MostCharacters = 200;

    public IEnumerable<object> CreateTypeFormatters() => [new Html(), new Plain()];

    private static string Cell(object? value) =>
        QueryJson.Shown(value) is var text && text.Length > MostCharacters ? text[..MostCharacters] + "…" : text;

    private static string? Rest(QueryTable table) =>
        table.Rows.Count > MostRows ? $"{MostRows} of {table.Rows.Count}{(table.IsCut ? " or more" : "")} rows"
        : table.IsCut ? $"the first {table.Rows.Count} rows" : null;

    private static bool IsNumber(object? value) =>
        value is sbyte or short or int or long or byte or ushort or uint or ulong or Int128 or UInt128 or float or double or decimal;

    private sealed class Html
    {
        public string MimeType => "text/html";

        public bool Format(object value, TextWriter writer)
        {
            var table = (QueryTable)value;
            writer.Write("<table><thead><tr>");
            foreach (var column in table.Columns)
                writer.Write($"<th title=\"{WebUtility.HtmlEncode(column.Type)}\">{WebUtility.HtmlEncode(column.Name)}</th>");
            writer.Write("</tr></thead><tbody>");
            foreach (var row in table.Rows.Take(MostRows))
            {
                writer.Write("<tr>");
                foreach (var cell in row)
                    writer.Write($"<td style=\"text-align:{(IsNumber(cell) ? "right" : "left")}\">{WebUtility.HtmlEncode(Cell(cell))}</td>");
                writer.Write("</tr>");
            }

            writer.Write("</tbody></table>");
            if (Rest(table) is { } rest) writer.Write($"<p>{rest}</p>");
            return true;
        }
    }

    private sealed class Plain
    {
        public string MimeType => "text/plain";

        public bool Format(object value, TextWriter writer)
        {
            var table = (QueryTable)value;
            writer.WriteLine(string.Join('\t', table.Columns.Select(column => column.Name)));
            foreach (var row in table.Rows.Take(MostRows)) writer.WriteLine(string.Join('\t', row.Select(Cell)));
            if (Rest(table) is { } rest) writer.WriteLine(rest);
            return true;
        }
    }
}
