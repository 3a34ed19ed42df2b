using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;

namespace LlmKit.Cli;

/// <summary>Options that want a number or one of some words and were given something else, in one wording for all commands.</summary>
internal static class WrongValues
{
    /// <summary>A message for each, such as <c>--vocab-size wants a whole number, not '5x'.</c></summary>
    public static IReadOnlyList<string> In(ParseResult result) =>
    [
        .. result.CommandResult.Children.OfType<OptionResult>()
            .SelectMany(option => option.Tokens, (option, token) => WrongWith(option.Option, token.Value)).OfType<string>(),
    ];

    private static string? WrongWith(Option option, string word)
    {
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        if (type == typeof(string) || type == typeof(string[])) return WrongWord(option, word);
        if (type == typeof(double)) return IsNumber(word) ? null : $"{option.Name} wants a number, as in 0.5, not '{word}'.";
        var (least, most) = type == typeof(int) ? (int.MinValue, int.MaxValue) : type == typeof(long) ? (long.MinValue, long.MaxValue) : (0L, 0L);
        if (most == 0 || (Int128.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)) return null;
        return IsWhole(word) ? $"{option.Name} wants a whole number from {least} to {most}, not {word}." : $"{option.Name} wants a whole number, not '{word}'.";
    }

    // What an option is restricted to stands in its completions.
    private static string? WrongWord(Option option, string word)
    {
        string[] known = [.. option.GetCompletions(CompletionContext.Empty).Select(item => item.Label)];
        return known.Length == 0 || known.Contains(word, StringComparer.Ordinal) ? null
            : $"{option.Name} wants {string.Join(", ", known[..^1])}{(known.Length > 1 ? " or " : "")}{known[^1]}, not '{word}'.";
    }

    private static bool IsNumber(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);

    private static bool IsWhole(string word) => word.Length > 0 && word.AsSpan(word[0] is '-' or '+' ? 1 : 0) is { Length: > 0 } digits
        && !digits.ContainsAnyExceptInRange('0', '9');
}
