using System.CommandLine;
using System.Globalization;
using LlmKit.Cli.Tokenizers;
using LlmKit.Tokenization;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit tokenizer info</c>: says what a tokenizer is made of.</summary>
internal static class TokenizerInfoCommand
{
    private const int MostShown = 20;

    public static Command Create()
    {
        var longest = new Option<int>("--longest") { Description = "How many of the longest tokens to show", DefaultValueFactory = _ => 10, HelpName = "count" };
        var all = new Option<bool>("--all") { Description = "Show all special and added tokens" };
        var command = new Command("info", "Say what a tokenizer is made of") { TokenizerAction.Tokenizer, longest, all };
        command.AddExamples("llmkit tokenizer info tokenizer.json", "llmkit tokenizer info models/qwen --longest 50 --all");
        command.SetAction((result, _) => TokenizerAction.Run(
            result, result.GetValue(longest) < 0 ? $"--longest {result.GetValue(longest)} is less than none. Give 0 or more." : null, output =>
            {
                var tokenizer = Tokenizer.FromFile(result.GetValue(TokenizerAction.Tokenizer)!);
                foreach (var line in Lines(tokenizer, result.GetValue(longest), result.GetValue(all) ? int.MaxValue : MostShown)) output.WriteLine(line);
            }));
        return command;
    }

    private static IEnumerable<string> Lines(Tokenizer tokenizer, int longest, int mostShown)
    {
        var facts = TokenizerFacts.Of(tokenizer, longest);
        var parts = tokenizer.Parts;
        var table = new TextTable("", "");
        table.Add("model", facts.Model);
        table.Add("tokens", Number(tokenizer.VocabularySize));
        if (facts.Merges > 0) table.Add("merges", Number(facts.Merges));
        table.Add("unknown", facts.Unknown is { } id ? $"{tokenizer.TokenOf(id)} ({id})" : "–");
        table.Add("bytes with a token", facts.WrittenAs is null ? "–" : $"{facts.Bytes} of 256, {facts.WrittenAs}");
        table.Add("normalizer", PartNames.Of(parts.Normalizer));
        table.Add("pre-tokenizer", PartNames.Of(parts.PreTokenizer));
        table.Add("post-processor", PartNames.Of(parts.PostProcessor));
        table.Add("decoder", PartNames.Of(parts.Decoder));
        if (tokenizer.Truncation is { } truncation) table.Add("truncation", $"{truncation.MaxLength} tokens");
        if (tokenizer.Padding is { } padding) table.Add("padding", padding.Length is { } length ? $"to {length} tokens" : "to the longest of a batch");
        foreach (var line in table.Lines().Skip(1)) yield return line;

        if (tokenizer.AddedTokens.Count > 0)
        {
            yield return "";
            var added = new TextTable(">id", "added token", "kind");
            foreach (var token in tokenizer.AddedTokens.OrderBy(token => token.Id).Take(mostShown))
                added.Add(token.Id.ToString(CultureInfo.InvariantCulture), TextTable.Shown(token.Content), token.IsSpecial ? "special" : "plain");
            foreach (var line in added.Lines()) yield return line;
            if (tokenizer.AddedTokens.Count > mostShown) yield return $"… {tokenizer.AddedTokens.Count - mostShown} more; --all shows them";
        }

        if (facts.Longest.Count == 0) yield break;
        yield return "";
        var tokens = new TextTable(">id", "longest tokens");
        foreach (var token in facts.Longest) tokens.Add(Number(tokenizer.IdOf(token) ?? 0).Replace(",", "", StringComparison.Ordinal), TextTable.Shown(token));
        foreach (var line in tokens.Lines()) yield return line;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
