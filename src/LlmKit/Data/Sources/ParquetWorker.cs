using System.Text;

namespace LlmKit.Data.Sources;

/// <summary>
/// The other side of <see cref="ParquetProcess"/>: reads Parquet files in a process of its own, since a damaged file can make
/// DuckDB's native code crash. A line of input is a path; what comes back is a line for each row, and one that ends the file.
/// </summary>
public static class ParquetWorker
{
    internal const byte EndMark = (byte)'.', FaultMark = (byte)'!';

    /// <summary>Answers until the input ends.</summary>
    public static void Run(Stream input, Stream output)
    {
        using var paths = new StreamReader(input, new UTF8Encoding(false));
        using var rows = new BufferedStream(output, 1 << 16);
        using var database = Queries.Database.Open();
        while (paths.ReadLine() is { } path)
        {
            foreach (var row in new ParquetRows(path).ReadHere(database))
            {
                if (row.Fault is { } fault)
                {
                    rows.WriteByte(FaultMark);
                    rows.Write(Encoding.UTF8.GetBytes($"{row.Line} {fault.ReplaceLineEndings(" ")}"));
                }
                else
                {
                    rows.Write(row.Json.Span);
                }

                rows.WriteByte((byte)'\n');
            }

            rows.Write([EndMark, (byte)'\n']);
            rows.Flush();
        }
    }
}
