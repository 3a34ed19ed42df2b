using System.Globalization;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Display;

/// <summary>The tables of values, members and errors.</summary>
internal sealed partial class HtmlView
{
    private static readonly HashSet<string> s_common =
    [
        .. typeof(Exception).GetProperties().Select(property => property.Name),
        "InnerExceptions", "ParamName", "ActualValue",
    ];

    private void Table(Table table)
    {
        var isEmpty = table.Rows.Count == 0 && table.Rest is null && table.Failure is null;
        if (isEmpty) _html.Element("div", "s", "(empty)");
        else _html.Element("table", null, () =>
        {
            _html.Element("thead", null, () => _html.Element("tr", null, () => Header(table)));
            _html.Element("tbody", null, () =>
            {
                foreach (var row in table.Rows) _html.Element("tr", null, () => Row(table, row));
            });
        });
        if (table.Rest is { } rest) _html.Element("div", "s", rest);
        if (table.Failure is { } failure) _html.Element("div", "e", $"The reading ended here: {failure}");
    }

    private void Header(Table table)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var css = i == 0 && table.HasIndex ? "s" : IsNumeric(table, i) ? "r" : null;
            _html.Element("th", css, table.Columns[i]);
        }

        if (table.HiddenColumns == 0) return;
        var hidden = string.Create(CultureInfo.InvariantCulture, $"… {table.HiddenColumns:N0} more");
        _html.Element("th", "s", hidden);
    }

    private void Row(Table table, IReadOnlyList<object?> row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            var cell = reading.Shown(row[i]);
            var css = i == 0 && table.HasIndex ? "i" : Scalar.IsNumber(cell) ? "r" : null;
            _html.Element("td", css, () => Cell(cell));
        }

        if (table.HiddenColumns > 0) _html.Element("td", "s", "…");
    }

    // As its first cell is.
    private bool IsNumeric(Table table, int column) => Scalar.IsNumber(table.Rows
        .Select(row => reading.Shown(row[column]))
        .FirstOrDefault(cell => cell is not (null or NoCell)));

    private void Tree(Members members) => _html.Element("table", null, () => _html.Element("tbody", null, () =>
    {
        foreach (var member in members.Shown)
        {
            _html.Element("tr", null, () =>
            {
                _html.Element("td", "k", Cut.Short(member.Name, MostLetters));
                var value = reading.Shown(member.Value);
                var css = value is string or char ? "q" : Scalar.IsNumber(value) ? "n" : null;
                _html.Element("td", css, () => Cell(value));
            });
        }

        if (members.Rest is { } rest)
            _html.Element("tr", null, () => _html.Element("td", "s", () => _html.Text(rest), ("colspan", "2")));
    }));

    // Type, message, the stack in the author's terms, what the type adds, and what caused it.
    private void Failure(Exception exception, bool isOpen)
    {
        (string, string)[] open = isOpen ? [("open", "open")] : [];
        _html.Element("details", null, () =>
        {
            _html.Element("summary", null, () => _html
                .Element("span", "e", CSharpName.Of(exception.GetType(), isFull: false))
                .Text($": {Cut.Short(exception.Message, MostText)}"));
            var frames = CellErrors.OfException(exception, "").Traceback.Skip(1)
                .TakeWhile(line => !line.StartsWith("caused by ", StringComparison.Ordinal)).ToList();
            if (frames.Count > 0) _html.Element("pre", "s", string.Join('\n', frames));
            var added = reading.MembersOf(exception).Shown.Where(member => !s_common.Contains(member.Name)).ToList();
            if (added.Count > 0) Around(exception, () => Tree(Members.Of(added)));
            foreach (var inner in Causes(exception)) Around(exception, () => Cause(inner));
        }, open);
    }

    private void Cause(Exception inner)
    {
        if (MayOpen(inner)) Failure(inner, isOpen: false);
        else _html.Element("div", null, _plain.Line(inner, SummaryWidth));
    }

    private static IEnumerable<Exception> Causes(Exception exception) =>
        exception is AggregateException several ? several.InnerExceptions
        : exception.InnerException is { } inner ? [inner] : [];
}
