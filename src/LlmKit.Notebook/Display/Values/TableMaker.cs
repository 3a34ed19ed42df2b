using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace LlmKit.Notebook.Display;

/// <summary>Finds the table in a value: by the properties of its items, by their entries, or by their
/// places.</summary>
internal sealed class TableMaker(Reading reading)
{
    private const string Index = "index", Key = "key", Value = "value";

    /// <summary>The table; null when the value is none.</summary>
    /// <param name="isForced">Take items apart that bring their own formatters.</param>
    public Table? Of(object value, bool isForced = false)
    {
        if (value is DataTable table) return OfRows(table.Columns, table.Rows.Count, i => table.Rows[i]);
        if (value is DataView view) return OfRows(view.Table!.Columns, view.Count, i => view[i]);
        if (reading.ItemsOf(value) is not { } sample) return null;
        if (Shape.IsDictionary(value)) return OfEntries(sample);
        return Matrix(sample) ?? ByMembers(sample, isForced) ?? OneColumn(sample);
    }

    // Columns are known even when no row is shown.
    private Table OfRows(DataColumnCollection columns, int count, Func<int, object> row)
    {
        var shown = Math.Min(count, Formatter.ListExpansionLimit);
        var names = columns.Cast<DataColumn>().Take(Reading.MostMembers).Select(column => column.ColumnName);
        return new(
            [Index, .. names],
            [.. Enumerable.Range(0, shown).Select(i => Row(i, Cells(row(i))))],
            HasIndex: true,
            Math.Max(0, columns.Count - Reading.MostMembers),
            shown < count ? Sample.More(shown, count) : null);
    }

    private IEnumerable<object?> Cells(object row) => reading.MembersOf(row).Shown.Select(cell => cell.Value);

    private Table OfEntries(Sample sample)
    {
        var entries = sample.Items.Select(item => Entry.Of(item) ?? new Entry(null, item)).ToList();
        var rows = entries.Select(entry => MembersOf(entry.Value, isForced: false)).ToList();
        if (rows.Count > 0 && rows.TrueForAll(row => row is { Shown.Count: > 0 }))
            return Union(sample, Key, entries.Select(entry => entry.Key), rows!);

        return new([Key, Value], [.. entries.Select(entry => Row(entry.Key, [entry.Value]))], HasIndex: true,
            Rest: sample.Rest, Failure: sample.Failure);
    }

    // Rows of plain values, such as those of a jagged array.
    private Table? Matrix(Sample sample)
    {
        var rows = sample.Items.Select(item => item is null || !IsRow(item) ? null : reading.ItemsOf(item)).ToList();
        if (rows.Exists(row => row is null) || rows.TrueForAll(row => row!.Items.Count == 0)) return null;
        if (rows.Exists(row => row!.Failure is not null || row.Items.Any(item => !IsPlain(item))))
            return null;

        var columns = rows.Max(row => row!.Items.Count);
        var total = rows.Max(row => row!.HasMore ? row.Total ?? columns + 1 : row.Items.Count);
        return new(
            [Index, .. Enumerable.Range(0, columns).Select(Number)],
            [.. rows.Select((row, i) => Row(i, Filled(row!.Items)))],
            HasIndex: true,
            total - columns,
            sample.Rest,
            sample.Failure);

        IEnumerable<object?> Filled(IReadOnlyList<object?> items) =>
            items.Concat(Enumerable.Repeat(NoCell.Instance, columns - items.Count));

        static bool IsRow(object item) => !OwnForms.Exist(item.GetType()) && item is not byte[] &&
            Shape.IsSequence(item) && !Shape.IsDictionary(item) && !IsGroup(item);
    }

    private Table? ByMembers(Sample sample, bool isForced)
    {
        var rows = sample.Items.Select(item => MembersOf(item, isForced)).ToList();
        if (!rows.Exists(row => row is { Shown.Count: > 0 })) return null;

        // What has no members stands in a column of its own.
        var filled = rows.Select((row, i) => row ?? Members.Of(new Member(Value, sample.Items[i]))).ToList();
        return Union(sample, Index, Enumerable.Range(0, rows.Count).Cast<object?>(), filled);
    }

    private static Table Union(Sample sample, string head, IEnumerable<object?> heads, List<Members> rows)
    {
        var names = rows.SelectMany(row => row.Shown.Select(member => member.Name)).Distinct().ToList();
        var shown = names.Take(Reading.MostMembers).ToList();
        var cells = rows.Select(row => row.Shown
            .GroupBy(member => member.Name).ToDictionary(group => group.Key, group => group.First().Value));
        var hidden = Math.Max(names.Count, rows.Max(row => row.Total)) - shown.Count;
        return new(
            [head, .. shown],
            [.. heads.Zip(cells, (name, row) => Row(name, shown.Select(column => Cell(row, column))))],
            HasIndex: true,
            hidden,
            sample.Rest,
            sample.Failure);
    }

    private static object? Cell(Dictionary<string, object?> row, string column) =>
        row.TryGetValue(column, out var cell) ? cell : NoCell.Instance;

    private static Table OneColumn(Sample sample) => new(
        [Index, Value], [.. sample.Items.Select((item, i) => Row(i, [item]))], HasIndex: true,
        Rest: sample.Rest, Failure: sample.Failure);

    private Members? MembersOf(object? item, bool isForced)
    {
        item = reading.Shown(item);
        if (item is null or string or byte[] or Exception or XNode or Unread) return null;
        if (item is HtmlString or Latex or MarkdownText) return null;
        if (!isForced && OwnForms.Exist(item.GetType())) return null;
        if (item is ITuple || IsGroup(item) || Shape.HasNamedEntries(item)) return reading.MembersOf(item);
        if (Shape.IsSequence(item) || Scalar.TextOf(item) is not null) return null;
        return reading.MembersOf(item);
    }

    private bool IsPlain(object? item) => reading.Shown(item) is not { } shown || shown is string ||
        (!OwnForms.Exist(shown.GetType()) && Scalar.TextOf(shown) is not null);

    private static bool IsGroup(object item) => Shape.KeyOf(item) is not null;

    private static IReadOnlyList<object?> Row(object? head, IEnumerable<object?> cells) => [head, .. cells];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
