using System.CommandLine;
using System.Globalization;
using LlmKit.Cli.Tokenizers;
using LlmKit.Tokenization;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit tokenizer decode</c>: prints the text of token ids.</summary>
internal static class TokenizerDecodeCommand
{
    private static readonly char[] s_between = [' ', ',', '\n', '\r', '\t', '[', ']'];

    public static Command Create()
    {
        var ids = new Argument<string[]>("ids")
        {
            Description = "Token ids between spaces or commas. Without them standard input is read",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var file = new Option<string?>("--file", "-f") { Description = "The file to read the ids from; - is standard input", HelpName = "file" };
        var special = new Option<bool>("--special") { Description = "Print special tokens too" };
        var command = new Command("decode", "Turn token ids into text") { TokenizerAction.Tokenizer, ids, file, special };
        command.AddExamples("llmkit tokenizer decode tokenizer.json 464 27236", "llmkit tokenizer decode tokenizer.json --file ids.txt --special");
        command.SetAction((result, _) =>
        {
            var words = result.GetValue(ids)!.SelectMany(word => word.Split(s_between, StringSplitOptions.RemoveEmptyEntries)).ToList();
            var wrong = words.Count > 0 && result.GetValue(file) is not null ? "ids and --file are given. Give one of them." : WrongWith(words);
            return TokenizerAction.Run(result, wrong, output =>
            {
                var tokenizer = Tokenizer.FromFile(result.GetValue(TokenizerAction.Tokenizer)!);
                if (words.Count == 0) words = [.. TokenizerAction.TextOf(result.GetValue(file)).Split(s_between, StringSplitOptions.RemoveEmptyEntries)];
                if (WrongWith(words) is { } fault) throw new FormatException(fault);
                int[] numbers = [.. words.Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
                foreach (var id in numbers)
                {
                    if (tokenizer.TokenOf(id) is null)
                        throw new FormatException($"{id} is the id of no token: the vocabulary has {tokenizer.VocabularySize:N0} tokens. Was the text encoded by this tokenizer?");
                }

                output.WriteLine(tokenizer.Decode(numbers, skipsSpecial: !result.GetValue(special)));
            });
        });
        return command;
    }

    private static string? WrongWith(IEnumerable<string> words) =>
        words.FirstOrDefault(word => !int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _)) is { } wrong
            ? $"\"{wrong}\" is no token id. Give whole numbers from 0 on." : null;
}
