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
        private readonly List<string> _annotators = [.. columns ?? []];
        private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);
        private readonly List<Dictionary<string, string?>> _answers = [];
        private readonly HashSet<string> _columns = [];

        public Answers Add(JsonElement json)
        {
            var row = new RowColumns(json);
            if (row.Has("annotator") && row.FirstOf(s_items) is { } key)
            {
                var (item, annotator) = (row.TakeText(key)!, row.TakeText("annotator")!);
                if (columns?.Contains(annotator) == false) return this;
                if (!_annotators.Contains(annotator)) _annotators.Add(annotator);
                if (!_items.TryGetValue(item, out var number)) _items[item] = number = NewItem();
                _answers[number][annotator] = row.TakeText("label");
                return this;
            }

            _columns.UnionWith(row.Names);
            var answers = _answers[NewItem()];
            foreach (var name in columns ?? row.Names.Where(name => !s_noAnnotators.Contains(name)))
            {
                if (!_annotators.Contains(name)) _annotators.Add(name);
                answers[name] = row.TakeText(name);
            }

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

            CheckColumns();
            var rows = _answers.Select(answers => _annotators.Select(name => answers.GetValueOrDefault(name)).ToArray());
            try
            {
                return RatingTable.Of(_annotators, rows, order);
            }
            catch (ArgumentException e) when (order is not null)
            {
                throw new FormatException(Require.Said(e), e);
            }
        }

        private int NewItem()
        {
            _answers.Add([]);
            return _answers.Count - 1;
        }

        private void CheckColumns()
        {
            foreach (var name in _annotators)
            {
                var given = _answers.Select(answers => answers.GetValueOrDefault(name)).Where(answer => !string.IsNullOrEmpty(answer)).ToArray();
                if (given.Length == 0)
                {
                    var known = _columns.Concat(_answers.SelectMany(row => row.Where(answer => answer.Value is not null)).Select(answer => answer.Key));
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
}
