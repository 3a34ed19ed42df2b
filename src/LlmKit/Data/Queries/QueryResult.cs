using System.Text.Json;

namespace LlmKit.Data.Queries;

/// <summary>
/// The rows of a query, read once and as they come: what is held is one chunk of 2,048 rows. The query ends with the reading, or
/// with <see cref="Dispose"/> when nobody reads.
/// </summary>
public sealed class QueryResult : IDisposable
{
    private readonly Database _database;
    private readonly ColumnReader[] _readers;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenRegistration _interrupt;
    private DuckDb.Result _result;
    private nint _prepared;
    private bool _isRead;

    private QueryResult(Database database, nint prepared, DuckDb.Result result, CancellationTokenRegistration interrupt, CancellationToken stop)
    {
        (_database, _prepared, _result, _stop, _interrupt) = (database, prepared, result, stop, interrupt);
        _readers = new ColumnReader[DuckDb.ColumnCount(ref _result)];
        var columns = new QueryColumn[_readers.Length];
        for (var index = 0; index < columns.Length; index++)
        {
            _readers[index] = ColumnReader.Of(DuckDb.ColumnType(ref _result, (ulong)index));
            columns[index] = new(DuckDb.Text(DuckDb.ColumnName(ref _result, (ulong)index)) ?? "", _readers[index].Type);
        }

        Columns = columns;
    }

    ~QueryResult() => Release();

    public IReadOnlyList<QueryColumn> Columns { get; }

    /// <summary>The rows, each with a value for each column; null is SQL's NULL.</summary>
    /// <remarks>Whole numbers are of their size up to <see cref="Int128"/>; <c>DECIMAL</c> is decimal; dates and times are DateOnly,
    /// TimeOnly, DateTime, DateTimeOffset and <see cref="Interval"/>; <c>LIST</c> is object?[], <c>STRUCT</c> <see cref="QueryStruct"/>,
    /// <c>MAP</c> an array of pairs.</remarks>
    /// <exception cref="InvalidOperationException">They were read before.</exception>
    /// <exception cref="QueryException">The query fails underway, or .NET cannot hold a value.</exception>
    public IEnumerable<object?[]> Rows()
    {
        if (_isRead) throw new InvalidOperationException("the rows were read before, and a result is read once. Keep them: ToTable().");
        _isRead = true;
        return Read();
    }

    /// <summary>The rows as records or values of a type; see <see cref="RecordBinding{T}"/>.</summary>
    /// <exception cref="QueryException">The type needs what no column has, or cannot hold a value.</exception>
    public IEnumerable<T> Records<T>()
    {
        var binding = new RecordBinding<T>(Columns);
        return Rows().Select((row, number) => binding.Bind(row, number + 1));
    }

    /// <summary>All rows, or the first ones, to keep and to look at.</summary>
    public QueryTable ToTable(int most = int.MaxValue)
    {
        Require.Positive(most);
        var (rows, isCut) = (new List<object?[]>(), false);
        foreach (var row in Rows())
        {
            isCut = rows.Count == most;
            if (isCut) break;
            rows.Add(row);
        }

        return new(Columns, rows, isCut);
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        Release();
        _database.Closed(this);
        GC.SuppressFinalize(this);
    }

    internal static QueryResult Start(Database database, nint prepared, CancellationToken stop)
    {
        var connection = database.Connection;
        var interrupt = stop.Register(() => DuckDb.Interrupt(connection));
        DuckDb.Result result = default;
        try
        {
            if (DuckDb.ExecuteStreaming(prepared, out result) != 0)
            {
                stop.ThrowIfCancellationRequested();
                throw new QueryException(Database.Sentence(DuckDb.Text(DuckDb.ResultError(ref result))));
            }

            return new(database, prepared, result, interrupt, stop);
        }
        catch
        {
            interrupt.Dispose();
            DuckDb.DestroyResult(ref result);
            throw;
        }
    }

    /// <summary>Reads over all rows; the number of rows that the query changed.</summary>
    internal long RunToEnd()
    {
        long changed = 0;
        const int ChangedRows = 1;
        var isCount = DuckDb.ReturnType(_result) == ChangedRows;
        foreach (var row in Rows())
            if (isCount && row is [long count]) changed += count;
        return changed;
    }

    /// <summary>Writes a row as a JSON object.</summary>
    /// <param name="withNulls">Whether columns that are NULL are written.</param>
    internal void Write(Utf8JsonWriter json, object?[] row, bool withNulls)
    {
        json.WriteStartObject();
        for (var index = 0; index < row.Length; index++)
        {
            if (row[index] is null && !withNulls) continue;
            json.WritePropertyName(Columns[index].Name);
            if (Columns[index].Type == "JSON" && row[index] is string text && QueryJson.IsJson(text)) json.WriteRawValue(text, skipInputValidation: true);
            else QueryJson.Write(json, row[index], withNulls);
        }

        json.WriteEndObject();
    }

    private IEnumerable<object?[]> Read()
    {
        try
        {
            while (Fetch() is var chunk and not 0)
            {
                try
                {
                    var size = DuckDb.ChunkSize(chunk);
                    if (size == 0) yield break;
                    for (var index = 0; index < _readers.Length; index++) _readers[index].Turn(DuckDb.ChunkVector(chunk, (ulong)index));
                    for (ulong number = 0; number < size; number++)
                    {
                        ObjectDisposedException.ThrowIf(_prepared == 0, this);
                        yield return Row(number);
                    }
                }
                finally
                {
                    DuckDb.DestroyChunk(ref chunk);
                }
            }
        }
        finally
        {
            Dispose();
        }
    }

    // The next chunk; 0 at the end.
    private nint Fetch()
    {
        _stop.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_prepared == 0, this);
        var chunk = DuckDb.FetchChunk(_result);
        if (chunk != 0) return chunk;
        _stop.ThrowIfCancellationRequested();
        return DuckDb.Text(DuckDb.ResultError(ref _result)) is { Length: > 0 } error ? throw new QueryException(Database.Sentence(error)) : 0;
    }

    private object?[] Row(ulong number)
    {
        var values = new object?[_readers.Length];
        for (var index = 0; index < values.Length; index++)
        {
            try
            {
                values[index] = _readers[index].Read(number);
            }
            catch (QueryException e)
            {
                throw new QueryException($"column {Columns[index].Name}: {e.Message}");
            }
        }

        return values;
    }

    private void Release()
    {
        if (_prepared == 0) return;
        DuckDb.DestroyResult(ref _result);
        DuckDb.DestroyPrepared(ref _prepared);
        _prepared = 0;
    }
}
