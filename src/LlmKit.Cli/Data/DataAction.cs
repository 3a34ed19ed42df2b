using System.CommandLine;
using LlmKit.Data;

namespace LlmKit.Cli.Data;

/// <summary>Runs a command on data: what is wrong with the call ends with 2, what is wrong with the data with 1.</summary>
internal static class DataAction
{
    /// <summary>On another thread, since Ctrl-C is only heeded when the command has returned its task.</summary>
    public static Task<int> Aside(Func<int> command) => Task.Run(command, CancellationToken.None);

    /// <param name="wrongWith">What is wrong with the command's own words; null when nothing is.</param>
    public static int Run(
        ParseResult result, DataOptions options, Func<string?> wrongWith, Action<DataReading> action,
        CancellationToken stop)
    {
        var error = result.InvocationConfiguration.Error;
        if ((options.WrongWith(result) ?? Wrong(wrongWith)) is { } wrong)
        {
            error.WriteLine($"llmkit: {wrong}");
            return CommandLine.Usage;
        }

        return Guarded(error, () =>
        {
            using var reading = options.Open(result, stop);
            action(reading);
        });
    }

    /// <summary>Says what is wrong with the data in place of throwing it.</summary>
    public static int Guarded(TextWriter error, Action action)
    {
        try
        {
            action();
            return CommandLine.Ok;
        }
        catch (DataFormatException e)
        {
            error.WriteLine($"llmkit: {e.Message}");
            error.WriteLine("--on-error skip leaves such rows out and counts them.");
            return CommandLine.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidDataException)
        {
            error.WriteLine($"llmkit: {e.Message}");
            return CommandLine.Failed;
        }
    }

    private static string? Wrong(Func<string?> wrongWith)
    {
        try
        {
            return wrongWith();
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    /// <summary>Why a file cannot be written to; null when it can.</summary>
    public static string? WrongWithOutput(string path, IEnumerable<string> inputs)
    {
        var known = LlmKit.Data.Sources.SampleWriter.Writable;
        if (Directory.Exists(path)) return $"{path} is a folder. Name the file to write, such as {Path.Combine(path, "data.jsonl")}.";
        if (!known.Contains(LlmKit.Data.Sources.SampleWriter.ExtensionOf(path)))
            return $"{path} has an extension that tells no kind of file. Written are {string.Join(", ", known)}, each but .parquet also with .gz.";
        return inputs.Any(input => Path.GetFullPath(LlmKit.Data.Sources.DataPath.Parse(input).Path) == Path.GetFullPath(path))
            ? $"{path} would be written over while it is read. Give the new file another name." : null;
    }
}
