using System.CommandLine;
using LlmKit.Data.Formats;
using LlmKit.Data.Sources;

namespace LlmKit.Cli.Data;

/// <summary>The options that all commands below <c>llmkit data</c> share: where to read, and what of bad rows.</summary>
internal sealed class DataOptions
{
    private static readonly Dictionary<string, DataFormat> s_formats = new()
    {
        ["messages"] = DataFormat.Messages,
        ["query-response"] = DataFormat.QueryResponse,
        ["sharegpt"] = DataFormat.ShareGpt,
        ["sharegpt-pairs"] = DataFormat.ShareGptPairs,
        ["alpaca"] = DataFormat.Alpaca,
        ["text"] = DataFormat.Text,
        ["classification"] = DataFormat.Classification,
        ["embedding"] = DataFormat.Embedding,
        ["preference"] = DataFormat.Preference,
        ["kto"] = DataFormat.Kto,
        ["prompts"] = DataFormat.Prompts,
    };

    public DataOptions(Command command)
    {
        OnError.AcceptOnlyFromAmong("stop", "skip");
        From.AcceptOnlyFromAmong([.. s_formats.Keys]);
        TextUnit.AcceptOnlyFromAmong("line", "paragraph", "file");
        foreach (var option in (Option[])[From, OnError, Rejected, TextUnit, Seed]) command.Options.Add(option);
    }

    public static string[] FormatNames => [.. s_formats.Keys];

    /// <summary>The format to write, for commands that read samples and write those that they keep.</summary>
    public static Option<string?> To()
    {
        var to = new Option<string?>("--to")
        {
            Description = "The format to write. By default text when the first sample is text, else messages",
            HelpName = "format",
        };
        to.AcceptOnlyFromAmong(FormatNames);
        return to;
    }

    private Option<string?> From { get; } = new("--from")
    {
        Description = "The format each row has to have. By default each row is what its columns tell",
        HelpName = "format",
    };

    private Option<string> OnError { get; } = new("--on-error")
    {
        Description = "stop ends at the first bad row, skip leaves it out and counts it",
        DefaultValueFactory = _ => "stop",
    };

    private Option<string?> Rejected { get; } = new("--rejected")
    {
        Description = "With skip: the file that keeps the bad rows, with file, line, column and reason",
        HelpName = "file",
    };

    private Option<string> TextUnit { get; } = new("--text-unit")
    {
        Description = "What one sample is in a text file: line, paragraph or file",
        DefaultValueFactory = _ => "line",
    };

    private Option<int> Seed { get; } = new("--seed")
    {
        Description = "Decides what is drawn",
        DefaultValueFactory = _ => 42,
    };

    public static DataFormat FormatOf(string name) => s_formats[name];

    public int SeedOf(ParseResult result) => result.GetValue(Seed);

    /// <summary>What is wrong with the words as a whole; null when nothing is.</summary>
    public string? WrongWith(ParseResult result)
    {
        if (result.GetValue(Rejected) is not { } path) return null;
        if (result.GetValue(OnError) == "stop") return "--rejected keeps skipped rows. Add --on-error skip.";
        return Directory.Exists(path) ? $"--rejected {path} is a folder. Name the file to write." : null;
    }

    /// <summary>Opens a reading as the words say.</summary>
    public DataReading Open(ParseResult result, CancellationToken stop) => new(
        new ReadOptions
        {
            Format = result.GetValue(From) is { } name ? FormatOf(name) : null,
            OnError = result.GetValue(OnError) == "skip" ? LlmKit.Data.OnError.Skip : LlmKit.Data.OnError.Stop,
            TextUnit = Enum.Parse<TextUnit>(result.GetValue(TextUnit)!, ignoreCase: true),
            Seed = result.GetValue(Seed),
        },
        result.GetValue(Rejected),
        result.InvocationConfiguration.Error,
        stop);
}
