using System.Text.Json;
using LlmKit.Data.Formats;
using LlmKit.Data.Sources;

namespace LlmKit.Data.Agreement;

/// <summary>
/// Reads what annotators said, from files of two shapes: a row for each item with a column for each annotator, or a row
/// for each answer with the columns <c>item</c> (or <c>id</c>), <c>annotator</c> and <c>label</c>, as <c>llmkit data annotate</c>
/// writes. Of several answers of one annotator to one item the last counts; one that is null takes the others back.
/// </summary>
public sealed class RatingReader(ReadOptions? options = null)
{
    private const int MostClasses = 200;
    private static readonly string[] s_items = ["item", "id"];
    private static readonly string[] s_noAnnotators =
    [
        .. s_items, .. ColumnNames.Messages, .. ColumnNames.Query, .. ColumnNames.Response, .. ColumnNames.System,
        "text", "note", "time", "history",
    ];

    private readonly ReadOptions _options = options ?? new();

    /// <summary>Reads all paths into one table.</summary>
    /// <param name="columns">The annotators' columns, or in files of answers their names; null takes all that can be.</param>
    /// <param name="order">The classes from the least to the most; null for what <see cref="RatingTable.Of"/> does then.</param>
    /// <exception cref="DataFormatException">A row cannot be read, and the options say to stop.</exception>
    /// <exception cref="FormatException">There are not two annotators, or a column looks like none of an annotator.</exception>
    public RatingTable Read(
        IEnumerable<string> paths, IReadOnlyList<string>? columns = null, IReadOnlyList<string>? order = null,
        CancellationToken stop = default)
    {
        var answers = new Answers(columns);
        var reader = new SampleReader(_options);
        foreach (var path in paths)
        {
            foreach (var _ in reader.Rows(DataPath.Parse(path), answers.Add)) stop.ThrowIfCancellationRequested();
        }

        return answers.Table(order);
    }

    /// <summary>The table of a file that lies in memory.</summary>
    internal RatingTable Read(string name, byte[] content)
    {
        var answers = new Answers(null);
        foreach (var _ in new SampleReader(_options).Rows(name, content, answers.Add))
        {
        }

        return answers.Table(null);
    }

    private sealed class Answers(IReadOnlyList<string>? columns)
    {
        private const int MostCells = 20_000_000;

        private readonly List<string> _annotators = [.. columns?.Distinct() ?? []];
        private readonly Dictionary<string, int> _numbers = (columns ?? []).Distinct().Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);
        private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
        private readonly List<(int Item, int Annotator, string? Label)> _answers = [];
        private readonly HashSet<string> _columns = [];
        private int _count;

        public Answers Add(JsonElement json)
        {
            var row = new RowColumns(json);
            if (row.Has("annotator") && row.FirstOf(s_items) is { } key)
            {
                var (item, annotator) = (row.TakeText(key)!, row.TakeText("annotator")!);
                if (columns?.Contains(annotator) == false) return this;
                if (!_items.TryGetValue(item, out var number)) _items[item] = number = _count++;
                Add(number, annotator, row.TakeText("label"));
                return this;
            }

            _columns.UnionWith(row.Names);
            foreach (var name in columns ?? row.Names.Where(name => !s_noAnnotators.Contains(name))) Add(_count, name, row.TakeText(name));
            _count++;
            return this;
        }

        public RatingTable Table(IReadOnlyList<string>? order)
        {
            if (_annotators.Count < 2)
            {
                throw new FormatException(
                    $"{(_annotators is [var one] ? $"only {Excerpt.Of(one)} is" : "no column is")} an annotator's. Agreement is between at least two: "
                    + "a column for each annotator, or the columns item, annotator and label.");
            }

            if ((long)_count * _annotators.Count > MostCells)
            {
                throw new FormatException(
                    $"{_count:N0} items by {_annotators.Count:N0} annotators are more than {MostCells:N0} answers, which are compared at most. "
                    + "Name some of the annotators: --columns first,second.");
            }

            var rows = Rows();
            for (var annotator = 0; annotator < _annotators.Count; annotator++) CheckColumn(rows, annotator);
            try
            {
                return RatingTable.Of(_annotators, rows, order);
            }
            catch (ArgumentException e) when (order is not null)
            {
                throw new FormatException(Require.Said(e), e);
            }
        }

        // Few different labels are given many times: one text of each is kept.
        private void Add(int item, string annotator, string? label)
        {
            if (!_numbers.TryGetValue(annotator, out var number))
            {
                _numbers[annotator] = number = _annotators.Count;
                _annotators.Add(annotator);
            }

            if (label is not null && !_labels.Add(label)) _labels.TryGetValue(label, out label);
            _answers.Add((item, number, label));
        }

        // Of two answers to an item by the same annotator the last one counts.
        private string?[][] Rows()
        {
            var rows = new string?[_count][];
            for (var item = 0; item < _count; item++) rows[item] = new string?[_annotators.Count];
            foreach (var (item, annotator, label) in _answers) rows[item][annotator] = label;
            return rows;
        }

        private void CheckColumn(string?[][] rows, int annotator)
        {
            var name = _annotators[annotator];
            var given = rows.Select(row => row[annotator]).Where(answer => !string.IsNullOrEmpty(answer)).ToArray();
            if (given.Length == 0)
            {
                var known = _columns.Concat(_answers.Where(answer => answer.Label is not null).Select(answer => _annotators[answer.Annotator]));
                throw new FormatException($"no row has an answer of {Excerpt.Of(name)}. There are {string.Join(", ", known.Distinct().Take(20).Select(Excerpt.Of))}.");
            }

            if (given.Distinct().Count() is var classes and > MostClasses)
            {
                throw new FormatException(
                    $"{Excerpt.Of(name)} has {classes} different answers in {given.Length} rows, so it is hardly an annotator's. "
                    + "Name the annotators' columns: --columns first,second.");
            }
        }
    }
}
