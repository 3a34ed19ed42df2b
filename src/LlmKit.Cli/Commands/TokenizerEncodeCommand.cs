using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmKit.Cli.Tokenizers;
using LlmKit.Tokenization;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit tokenizer encode</c>: prints the token ids of a text.</summary>
internal static class TokenizerEncodeCommand
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var text = new Argument<string?>("text") { Description = "The text. Without it standard input is read", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--file", "-f") { Description = "The file to read the text from; - is standard input", HelpName = "file" };
        var lines = new Option<bool>("--lines") { Description = "Take each line for a text of its own" };
        var tokens = new Option<bool>("--tokens") { Description = "Print tokens as the vocabulary spells them instead of ids" };
        var offsets = new Option<bool>("--offsets") { Description = "Print a table: id, token, and the part of the text behind it" };
        var json = new Option<bool>("--json") { Description = "Print ids, tokens and offsets (in UTF-16 units) as JSON, a line for each text" };
        var plain = new Option<bool>("--no-special") { Description = "Don't set the special tokens that the tokenizer puts around a text" };
        var asText = new Option<bool>("--special-as-text") { Description = "Take special tokens that stand in the text for plain text" };
        var command = new Command("encode", "Turn text into token ids")
        {
            TokenizerAction.Tokenizer, text, file, lines, tokens, offsets, json, plain, asText,
        };
        command.AddExamples(
            "llmkit tokenizer encode tokenizer.json \"The whale\"",
            "llmkit tokenizer encode tokenizer.json --offsets \"白鲸 is a book\"",
            "llmkit tokenizer encode models/qwen --file book.txt --json",
            "llmkit tokenizer encode tokenizer.json --lines --tokens --file book.txt");
        command.SetAction((result, stop) => TokenizerAction.Run(result, WrongWith(result), output =>
        {
            var tokenizer = Tokenizer.FromFile(result.GetValue(TokenizerAction.Tokenizer)!);
            var options = new EncodeOptions
            {
                AddsSpecialTokens = !result.GetValue(plain),
                ReadsSpecialTokensAsText = result.GetValue(asText),
                HasOffsets = result.GetValue(offsets) || result.GetValue(json),
            };
            foreach (var one in Texts())
            {
                stop.ThrowIfCancellationRequested();
                var encoded = tokenizer.Encode(one, options);
                if (result.GetValue(json)) output.WriteLine(Json(encoded).ToJsonString(s_json));
                else if (result.GetValue(offsets)) WriteTable(one, encoded, output);
                else if (result.GetValue(tokens)) output.WriteLine(string.Join(' ', encoded.Texts.Select(TextTable.Shown)));
                else output.WriteLine(string.Join(' ', encoded.Ids));
            }

            IEnumerable<string> Texts() =>
                result.GetValue(text) is { } given ? result.GetValue(lines) ? given.ReplaceLineEndings("\n").Split('\n') : [given]
                : result.GetValue(lines) ? Lines(result.GetValue(file))
                : [TokenizerAction.TextOf(result.GetValue(file))];
        }));
        return command;

        string? WrongWith(ParseResult result) =>
            result.GetValue(text) is not null && result.GetValue(file) is not null ? "a text and --file are given. Give one of them."
            : new[] { result.GetValue(tokens), result.GetValue(offsets), result.GetValue(json) }.Count(isAsked => isAsked) > 1
                ? "--tokens, --offsets and --json exclude each other. Give one of them." : null;
    }

    private static IEnumerable<string> Lines(string? file)
    {
        using var reader = file is null or "-" ? new(Console.OpenStandardInput()) : TokenizerAction.Open(file);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static JsonObject Json(TokenizedText encoded) => new()
    {
        ["ids"] = new JsonArray([.. encoded.Ids.Select(id => JsonValue.Create(id))]),
        ["tokens"] = new JsonArray([.. encoded.Texts.Select(token => JsonValue.Create(token))]),
        ["offsets"] = new JsonArray([.. encoded.Offsets.Select(range => new JsonArray(range.Start, range.End))]),
    };

    private static void WriteTable(string text, TokenizedText encoded, TextWriter output)
    {
        var table = new TextTable(">id", "token", ">from", ">to", "text");
        foreach (var (token, spelling) in encoded.Tokens.Zip(encoded.Texts))
        {
            table.Add(
                token.Id.ToString(CultureInfo.InvariantCulture), TextTable.Shown(spelling), token.Start.ToString(CultureInfo.InvariantCulture),
                token.End.ToString(CultureInfo.InvariantCulture), token.IsSpecial ? "" : TextTable.Shown(text[token.Start..token.End]));
        }

        foreach (var line in table.Lines()) output.WriteLine(line);
    }
}
