using System.CommandLine;
using System.Text;
using LlmKit.Data;
using LlmKit.Tokenization.Models;

namespace LlmKit.Cli.Tokenizers;

/// <summary>Runs a command on tokenizers: what is wrong with the call ends with 2, what is wrong with files or texts with 1.</summary>
internal static class TokenizerAction
{
    public static Argument<string> Tokenizer { get; } = new("tokenizer")
    {
        Description = "tokenizer.json, a SentencePiece .model, a .tiktoken file, a vocabulary, or a folder that has one of them",
    };

    /// <param name="result">The words of the call.</param>
    /// <param name="wrong">What is wrong with them; null when nothing is.</param>
    /// <param name="action">What to do; on another thread, since Ctrl-C is only heeded when the command has returned its task.</param>
    public static Task<int> Run(ParseResult result, string? wrong, Action<TextWriter> action)
    {
        var error = result.InvocationConfiguration.Error;
        if (wrong is not null)
        {
            error.WriteLine($"llmkit: {wrong}");
            return Task.FromResult(CommandLine.Usage);
        }

        return Task.Run(() =>
        {
            try
            {
                action(result.InvocationConfiguration.Output);
                return CommandLine.Ok;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or DataFormatException
                or FormatException or MissingTokenException or ArgumentException)
            {
                error.WriteLine($"llmkit: {e.Message}");
                return CommandLine.Failed;
            }
        }, CancellationToken.None);
    }

    /// <summary>The text of a file, or of standard input for null or -.</summary>
    public static string TextOf(string? file)
    {
        using var reader = file is null or "-" ? new(Console.OpenStandardInput(), Encoding.UTF8) : Open(file);
        return reader.ReadToEnd();
    }

    public static StreamReader Open(string file) =>
        Directory.Exists(file) ? throw new IOException($"{file} is a folder. Name a file.")
        : File.Exists(file) ? new(file, Encoding.UTF8)
        : throw new FileNotFoundException($"there is no file {file}.");
}
