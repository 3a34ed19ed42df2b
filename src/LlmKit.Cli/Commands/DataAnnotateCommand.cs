using System.CommandLine;
using System.Globalization;
using LlmKit.Cli.Data;
using LlmKit.Data;
using LlmKit.Data.Agreement;
using LlmKit.Data.Annotation;
using LlmKit.Data.Formats;
using LlmKit.Data.Sources;
using LlmKit.Data.WeakLabels;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit data annotate</c>: labels samples by hand, one after the other.</summary>
internal static class DataAnnotateCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files, folders or fetched corpora to read, each as path, path:subset or path:subset#N",
            Arity = ArgumentArity.OneOrMore,
        };
        var labels = new Option<string?>("--labels") { Description = "The classes with commas, each perhaps with its key: g=good,b=bad", HelpName = "labels" };
        var answers = new Option<string>("--answers")
        {
            Description = "The file of answers, which grows; a session goes on where it ended",
            DefaultValueFactory = _ => "answers.jsonl",
            HelpName = "file",
        };
        var annotator = new Option<string>("--annotator")
        {
            Description = "Who answers",
            DefaultValueFactory = _ => Environment.UserName,
            HelpName = "name",
        };
        var export = new Option<string?>("--export")
        {
            Description = "Asks nothing: writes the samples with the label that most annotators gave to this file",
            HelpName = "file",
        };
        var command = new Command("annotate", "Label samples by hand in the terminal; each answer is safe at once") { paths, labels, answers, annotator, export };
        var options = new DataOptions(command);
        command.AddExamples(
            "llmkit data annotate reviews.jsonl --labels good,bad",
            "llmkit data annotate reviews.jsonl --labels g=good,b=bad --annotator ann --answers ann.jsonl",
            "llmkit data annotate reviews.jsonl --answers ann.jsonl --export labelled.jsonl",
            "llmkit data kappa ann.jsonl bob.jsonl");
        command.SetAction((result, stop) => DataAction.Aside(() =>
        {
            var inputs = result.GetValue(paths)!;
            LabelKeys? keys = null;
            return DataAction.Run(result, options, () =>
            {
                if (result.GetValue(export) is { } target) return DataAction.WrongWithOutput(target, [.. inputs, result.GetValue(answers)!]);
                if (result.GetValue(labels) is not { } words) return "--labels is missing. Name the classes: --labels good,bad.";
                keys = LabelKeys.Parse(words);
                return !ReferenceEquals(result.InvocationConfiguration.Output, Console.Out) || Console.IsInputRedirected || Console.IsOutputRedirected
                    ? "annotating needs a terminal, and input or output is none. Run it at one, or take llmkit data label with rules." : null;
            }, reading =>
            {
                var samples = reading.Samples(inputs).ToList();
                if (samples.Count == 0) throw new FormatException($"{string.Join(' ', inputs)} has no samples.");
                var (file, output) = (result.GetValue(answers)!, result.InvocationConfiguration.Output);
                if (result.GetValue(export) is { } target) Export(samples, file, target, reading, output);
                else Ask(samples, file, result.GetValue(annotator)!, keys!, string.Join(' ', inputs.Select(Path.GetFileName)), output, stop);
            }, stop);
        }));
        return command;
    }

    private static void Ask(
        List<Sample> samples, string path, string annotator, LabelKeys keys, string title, TextWriter output, CancellationToken stop)
    {
        using var file = new AnswerFile(path);
        var session = new AnnotationSession(samples, file, annotator, TimeProvider.System);
        var view = new AnnotationView(session, keys, $"{title}, {annotator}", string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
        try
        {
            new AnnotationTerminal(session, view, keys).Run(stop);
        }
        finally
        {
            output.WriteLine(Invariant($"{path}: {session.Labelled} of {session.Count} labelled by {annotator}, {session.Skipped} skipped, {session.Left} left"));
        }
    }

    private static void Export(List<Sample> samples, string path, string target, DataReading reading, TextWriter output)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"there is no file {path}. Name the answers: --answers file.");
        AnnotationAnswer[] answers;
        using (var file = new AnswerFile(path)) answers = [.. file.Answers.Where(answer => answer.Label is not null)];
        if (answers.Length == 0) throw new FormatException($"{path} has no labels.");
        string[] annotators = [.. answers.Select(answer => answer.Annotator).Distinct().Order(StringComparer.Ordinal)];
        var ofItem = answers.ToLookup(answer => answer.Item);
        var table = RatingTable.Of(annotators, AnnotationSession.ItemsOf(samples).Select(item =>
            annotators.Select(name => ofItem[item].FirstOrDefault(answer => answer.Annotator == name)?.Label).ToArray()));
        var guesses = MajorityVote.Of(table);
        using var writer = new SampleWriter(target, DataFormat.Messages);
        for (var index = 0; index < samples.Count; index++)
        {
            if (guesses[index].Class is not { } code) continue;
            var label = table.Classes[code];
            var labelled = samples[index] with
            {
                Label = int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new Label.Class(number) : new Label.Name(label),
            };
            if (writer.TryWrite(labelled) is { } reason) reading.Refuse(index + 1, path, reason);
        }

        writer.Complete();
        output.WriteLine(Invariant($"{target}: {writer.Written} written, {samples.Count - writer.Written} without a label or with a tie left out"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
