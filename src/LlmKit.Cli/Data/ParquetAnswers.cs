using LlmKit.Data.Sources;

namespace LlmKit.Cli.Data;

/// <summary>The program as the process that reads Parquet files for another.</summary>
internal static class ParquetAnswers
{
    public static int Run()
    {
        using var output = Console.OpenStandardOutput();
        using var input = Console.OpenStandardInput();
        try
        {
            ParquetWorker.Run(input, output);
            return CommandLine.Ok;
        }
        catch (Exception e) when (e is IOException or OutOfMemoryException)
        {
            Console.Error.WriteLine(e.Message);
            return CommandLine.Failed;
        }
    }
}
