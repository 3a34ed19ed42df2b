using System.CommandLine;
using System.Globalization;
using LlmKit.Cli.Data;
using LlmKit.Data;
using LlmKit.Data.Agreement;
using LlmKit.Data.Sources;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit data kappa</c>: how far annotators agree beyond chance.</summary>
internal static class DataKappaCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files with a column for each annotator, or with the columns item, annotator and label",
            Arity = ArgumentArity.OneOrMore,
        };
        var columns = new Option<string?>("--columns")
        {
            Description = "The annotators' columns or names, with commas. By default all that can be",
            HelpName = "names",
        };
        var order = new Option<string?>("--order")
        {
            Description = "The classes from the least to the most, with commas. Numbers have an order of their own",
            HelpName = "classes",
        };
        var draws = new Option<int>("--draws")
        {
            Description = "How often items are drawn again for the confidence interval; 0 leaves it out",
            DefaultValueFactory = _ => 1000,
        };
        var seed = new Option<int>("--seed") { Description = "Decides what is drawn", DefaultValueFactory = _ => 42 };
        var onError = new Option<string>("--on-error")
        {
            Description = "stop ends at the first bad row, skip leaves it out and counts it",
            DefaultValueFactory = _ => "stop",
        };
        onError.AcceptOnlyFromAmong("stop", "skip");
        draws.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && int.TryParse(word.Value, CultureInfo.InvariantCulture, out var count) && count is < 0 or > 1_000_000)
                result.AddError($"--draws {word.Value} must be from 0 to 1000000.");
        });
        var command = new Command("kappa", "Say how far annotators agree: Cohen's and Fleiss' kappa, Krippendorff's alpha")
        {
            paths, columns, order, draws, seed, onError,
        };
        command.AddExamples(
            "llmkit data kappa answers.csv",
            "llmkit data kappa answers.jsonl --columns ann,bob --order bad,fair,good",
            "llmkit data kappa annotations.jsonl --draws 5000");
        command.SetAction((result, stop) => DataAction.Aside(() =>
        {
            var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            var skipped = 0;
            return DataAction.Guarded(error, () =>
            {
                var options = new ReadOptions
                {
                    OnError = result.GetValue(onError) == "skip" ? OnError.Skip : OnError.Stop,
                    Skipped = fault =>
                    {
                        if (++skipped <= 5) error.WriteLine($"llmkit: {fault}");
                    },
                };
                var table = new RatingReader(options).Read(
                    result.GetValue(paths)!, Names(result.GetValue(columns)), Names(result.GetValue(order)), stop);
                var report = new AgreementText(table, result.GetValue(draws), result.GetValue(seed), stop);
                foreach (var line in report.Lines()) output.WriteLine(line);
                if (skipped > 0) output.WriteLine($"{skipped} rows skipped");
            });
        }));
        return command;
    }

    private static string[]? Names(string? list) =>
        list?.Split([',', '，'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
