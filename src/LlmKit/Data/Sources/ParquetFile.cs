using LlmKit.Data.Queries;

namespace LlmKit.Data.Sources;

/// <summary>Makes a Parquet file of a JSONL file.</summary>
internal static class ParquetFile
{
    /// <exception cref="QueryException">DuckDB cannot.</exception>
    /// <exception cref="InvalidDataException">There is no row, or two columns have one name for SQL.</exception>
    public static void Write(string rows, string path, ParquetSchema schema)
    {
        if (schema.SameNames is var (first, second))
            throw new InvalidDataException($"the columns {first} and {second} differ by case only, which Parquet readers do not tell apart. Rename one.");
        var columns = schema.Columns ?? throw new InvalidDataException("there is no sample to write, and a Parquet file needs a column. Write .jsonl instead.");
        using var database = Database.Open();
        database.Execute(
            $"COPY (SELECT * FROM read_json({ParquetSchema.Literal(rows)}, format = 'newline_delimited', columns = {columns}, maximum_object_size = 268435456)) "
            + $"TO {ParquetSchema.Literal(path)} (FORMAT parquet, COMPRESSION zstd)");
    }
}
