using System.CommandLine;
using System.Globalization;
using System.Text;
using LlmKit.Cli.Tokenizers;
using LlmKit.Notebook.Display;
using LlmKit.Tokenization;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit tokenizer compare</c>: several tokenizers over the same text.</summary>
internal static class TokenizerCompareCommand
{
    private const int LongestName = 40, LongestSplit = 80;

    public static Command Create()
    {
        var tokenizers = new Argument<string[]>("tokenizers")
        {
            Description = "Tokenizers: tokenizer.json, .model, .tiktoken, vocabularies, or folders",
            Arity = ArgumentArity.OneOrMore,
        };
        var text = new Option<string?>("--text") { Description = "The text. Without it and --file standard input is read", HelpName = "text" };
        var file = new Option<string?>("--file", "-f") { Description = "The file with the text; - is standard input", HelpName = "file" };
        var show = new Option<string?>("--show")
        {
            Description = "What to show the splits of. By default the first line of the text",
            HelpName = "text",
        };
        var command = new Command("compare", "Compare tokenizers over the same text") { tokenizers, text, file, show };
        command.AddExamples(
            "llmkit tokenizer compare bpe.json unigram.json --file book.txt",
            "llmkit tokenizer compare models/qwen models/llama --text \"The white whale 白鲸 😉\"");
        command.SetAction((result, stop) => TokenizerAction.Run(
            result, result.GetValue(text) is not null && result.GetValue(file) is not null ? "--text and --file are given. Give one of them." : null,
            output =>
            {
                var named = result.GetValue(tokenizers)!.Select(path => (Name: TextWidth.CutStart(path, LongestName), Tokenizer: Tokenizer.FromFile(path))).ToList();
                var whole = result.GetValue(text) ?? TokenizerAction.TextOf(result.GetValue(file));
                if (whole.Length == 0) throw new InvalidDataException("there is no text to compare over. Give --text or --file.");
                foreach (var line in Numbers(named, whole, stop)) output.WriteLine(line);
                output.WriteLine();
                var shown = result.GetValue(show) ?? whole.Split('\n').FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? whole;
                foreach (var line in Splits(named, shown)) output.WriteLine(line);
            }));
        return command;
    }

    private static IEnumerable<string> Numbers(List<(string Name, Tokenizer Tokenizer)> named, string text, CancellationToken stop)
    {
        double characters = text.EnumerateRunes().Count();
        double bytes = Encoding.UTF8.GetByteCount(text);
        yield return string.Create(CultureInfo.InvariantCulture, $"{characters:N0} characters, {bytes:N0} bytes in UTF-8");
        yield return "";
        var table = new TextTable("tokenizer", "model", ">vocabulary", ">tokens", ">characters/token", ">bytes/token", ">unknown");
        foreach (var (name, tokenizer) in named)
        {
            stop.ThrowIfCancellationRequested();
            var ids = tokenizer.With(tokenizer.Parts with { Truncation = null, Padding = null }).EncodeIds(text, addsSpecialTokens: false);
            var facts = TokenizerFacts.Of(tokenizer, longest: 0);
            var unknown = facts.Unknown is { } id ? ids.Count(token => token == id) : 0;
            table.Add(
                name, facts.Model, Number(tokenizer.VocabularySize), Number(ids.Length), Ratio(characters, ids.Length), Ratio(bytes, ids.Length),
                ids.Length == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * unknown / ids.Length:F2} %"));
        }

        foreach (var line in table.Lines()) yield return line;
    }

    private static IEnumerable<string> Splits(List<(string Name, Tokenizer Tokenizer)> named, string text)
    {
        var table = new TextTable("tokenizer", ">tokens", "split");
        foreach (var (name, tokenizer) in named)
        {
            var tokens = tokenizer.Encode(text, new() { AddsSpecialTokens = false, NoTruncation = true, NoPadding = true }).Tokens;
            table.Add(name, Number(tokens.Count), TextWidth.Cut(Split(text, tokens), LongestSplit));
        }

        return table.Lines();
    }

    // The text with a bar at each border. A character of several tokens stands once, with a point for each further token.
    private static string Split(string text, IReadOnlyList<TokenInfo> tokens)
    {
        var split = new StringBuilder();
        var at = 0;
        foreach (var token in tokens)
        {
            if (split.Length > 0) split.Append('|');
            split.Append(token.End > at ? TextTable.Shown(text[at..token.End]) : "·");
            at = Math.Max(at, token.End);
        }

        return split.ToString();
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ratio(double whole, int tokens) =>
        tokens == 0 ? "–" : (whole / tokens).ToString("F3", CultureInfo.InvariantCulture);
}
