using System.Buffers;
using System.Text.Json;
using LlmKit.Data.Queries;

namespace LlmKit.Data.Sources;

/// <summary>Reads the rows of a Parquet file as JSON objects, without those of their values that are NULL.</summary>
/// <param name="path">A file on disk.</param>
internal sealed class ParquetRows(string path)
{
    private readonly ArrayBufferWriter<byte> _json = new();

    public IEnumerable<SourceRow> Read()
    {
        using var database = Database.Open();
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

    private (QueryResult? Result, string? Fault) Opened(Database database)
    {
        try
        {
            return (database.Query("SELECT * FROM read_parquet(?)", path), null);
        }
        catch (QueryException e)
        {
            return (null, $"this is no Parquet file that can be read. {e.Message}");
        }
    }

    private void Write(QueryResult result, object?[] row)
    {
        _json.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_json);
        result.Write(json, row, withNulls: false);
    }
}
