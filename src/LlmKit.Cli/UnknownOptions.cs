using System.CommandLine;
using System.CommandLine.Parsing;

namespace LlmKit.Cli;

/// <summary>
/// Words that look like options and stand where an argument may: a mistyped <c>--tiemout</c> must not be taken for
/// the name of a file. Behind <c>--</c> every word is an argument, and behind a script's name all are the script's.
/// </summary>
internal static class UnknownOptions
{
    public static IReadOnlyList<string> In(ParseResult result)
    {
        var arguments = result.CommandResult.Children.OfType<ArgumentResult>()
            .Where(argument => argument.Argument.Name != Commands.ScriptCommand.Arguments)
            .SelectMany(argument => argument.Tokens)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return
        [
            .. result.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
                .Where(token => arguments.Contains(token) && token.Value.Length > 1 && token.Value[0] == '-')
                .Select(token => token.Value),
        ];
    }
}
