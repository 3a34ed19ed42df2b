using System.Buffers;
using System.Text.Json;
using LlmKit.Data.Queries;

namespace LlmKit.Data.Sources;

/// <summary>Reads the rows of a Parquet file as JSON objects, without those of their values that are NULL.</summary>
/// <param name="path">A file on disk.</param>
/// <param name="limit">The longest row in bytes that another process may send.</param>
internal sealed class ParquetRows(string path, int limit = int.MaxValue)
{
    private const long LeastMemory = 1L << 30;

    private readonly ArrayBufferWriter<byte> _json = new();

    /// <summary>The rows, read by another process where the program has one for that.</summary>
    /// <exception cref="FileNotFoundException">DuckDB's library is not there.</exception>
    public IEnumerable<SourceRow> Read()
    {
        DuckDbLibrary.Load();
        return ParquetProcess.Read(path, limit) ?? ReadHere();
    }

    private IEnumerable<SourceRow> ReadHere()
    {
        using var database = Database.Open();
        foreach (var row in ReadHere(database)) yield return row;
    }

    /// <summary>The rows, read in this process, which a damaged file may end.</summary>
    public IEnumerable<SourceRow> ReadHere(Database database)
    {
        // Damaged sizes must not take all memory.
        database.Execute($"SET memory_limit = '{Math.Max(LeastMemory, 4 * Size())}B'");
        var (result, fault) = Opened(database);
        if (fault is not null) yield return new(0, 0, default, fault);
        if (result is null) yield break;
        using (result)
        {
            using var rows = result.Rows().GetEnumerator();
            for (long number = 1; ; number++)
            {
                try
                {
                    if (!rows.MoveNext()) yield break;
                    Write(result, rows.Current);
                }
                catch (QueryException e)
                {
                    fault = e.Message;
                }

                if (fault is not null)
                {
                    yield return new(number, 0, default, $"the file cannot be read from here on. {fault}");
                    yield break;
                }

                yield return new(number, 1, _json.WrittenMemory);
            }
        }
    }

    private long Size() => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private (QueryResult? Result, string? Fault) Opened(Database database)
    {
        try
        {
            return (database.Query("SELECT * FROM read_parquet(?)", path), null);
        }
        catch (QueryException e)
        {
            return (null, $"this is no Parquet file that can be read. {e.Message.Split("\n\nLINE ")[0]}");
        }
    }

    private void Write(QueryResult result, object?[] row)
    {
        _json.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_json);
        result.Write(json, row, withNulls: false);
    }
}
