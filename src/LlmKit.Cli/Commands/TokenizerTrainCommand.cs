using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using LlmKit.Cli.Tokenizers;
using LlmKit.Data.Sources;
using LlmKit.Tokenization;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit tokenizer train</c>: learns a vocabulary of files.</summary>
internal static class TokenizerTrainCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "Text files (UTF-8), data files (JSONL, JSON, CSV, TSV, also in zip and gz), folders of them, or fetched corpora",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write",
            DefaultValueFactory = _ => "tokenizer.json",
            HelpName = "file",
        };
        var command = new Command("train", "Learn a vocabulary of text, and write it as tokenizer.json") { paths, output };
        var options = new TrainingOptions(command);
        command.AddExamples(
            "llmkit tokenizer train data/samples/prose.en.txt --vocab-size 500",
            "llmkit tokenizer train corpus --model bpe --style gpt4 --vocab-size 32000 --special \"<|endoftext|>\" --output gpt.json",
            "llmkit tokenizer train a.txt b.jsonl --model wordpiece --style bert-cased --min-frequency 2 -o bert.json",
            "llmkit tokenizer train zh.txt --model unigram --coverage 0.9995 --byte-fallback --special \"<s>\" \"</s>\" -o zh.json");
        command.SetAction((result, stop) => TokenizerAction.Run(
            result,
            options.WrongWith(result) ?? WrongWith(result.GetValue(output)!, result.GetValue(paths)!),
            writer => Train(result, result.GetValue(paths)!, result.GetValue(output)!, options, writer, stop)));
        return command;
    }

    private static string? WrongWith(string output, string[] paths) =>
        Directory.Exists(output) ? $"{output} is a folder. Name the file to write, such as {Path.Combine(output, "tokenizer.json")}."
        : Path.GetExtension(output) != ".json" ? $"--output {output} must end with .json."
        : Path.GetDirectoryName(Path.GetFullPath(output)) is { } folder && !Directory.Exists(folder) ? $"--output {output}: there is no folder {folder}. Make it first."
        : paths.Any(path => Path.GetFullPath(DataPath.Parse(path).Path) == Path.GetFullPath(output)) ? $"{output} would be written over while it is read. Give the new file another name."
        : null;

    private static void Train(
        ParseResult result, string[] paths, string output, TrainingOptions options, TextWriter writer, CancellationToken stop)
    {
        var files = TrainingFiles.At(paths);
        var clock = Stopwatch.StartNew();
        long texts = 0;
        Tokenizer tokenizer;
        long characters;
        using (var screen = new TrainingScreen(result.InvocationConfiguration.Error))
        {
            tokenizer = options.Trainer(result).Train(Counted(), options.Parts(result), screen, stop);
            characters = screen.Characters;
        }

        tokenizer.Save(output);
        var facts = TokenizerFacts.Of(tokenizer);
        var table = new TextTable("", ">");
        table.Add("files", Number(files.Count));
        table.Add("texts", Number(texts));
        table.Add("characters", Number(characters));
        table.Add("model", facts.Model);
        table.Add("tokens", Number(tokenizer.VocabularySize));
        table.Add("special tokens", Number(tokenizer.AddedTokens.Count(token => token.IsSpecial)));
        if (facts.Merges > 0) table.Add("merges", Number(facts.Merges));
        table.Add("seconds", clock.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture));
        foreach (var line in table.Lines().Skip(1)) writer.WriteLine(line);
        writer.WriteLine($"written to {output}");

        IEnumerable<string> Counted()
        {
            foreach (var text in TrainingFiles.Texts(files))
            {
                texts++;
                yield return text;
            }
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
