using System.Text.Json;
using System.Text.RegularExpressions;
using LlmKit.Data.Formats;
using LlmKit.Data.Sources;

namespace LlmKit.Data.WeakLabels;

/// <summary>
/// Labelling functions from a file, a rule in each row: <c>label</c>, one of <c>keywords</c> (a list; in a table separated by
/// <c>|</c>) and <c>regex</c>, and perhaps a <c>name</c>. A keyword that begins or ends with a letter of an alphabet stands for a
/// whole word; case does not matter. Chinese keywords are found anywhere.
/// </summary>
public static class LabelRules
{
    private const int LongestPattern = 4000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <exception cref="DataFormatException">A row is no rule.</exception>
    /// <exception cref="FormatException">The file has no rule.</exception>
    public static IReadOnlyList<LabelingFunction> Read(string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        LabelingFunction[] rules = [.. new SampleReader().Rows(DataPath.Parse(path), row => Parse(row, names))];
        return rules.Length > 0 ? rules : throw new FormatException(
            $"{path} has no rule. A rule is a row such as {{\"label\": \"praise\", \"keywords\": [\"good\", \"好\"]}} or {{\"label\": \"blame\", \"regex\": \"bad|awful\"}}.");
    }

    /// <summary>Says <paramref name="label"/> where one of the keywords stands.</summary>
    public static LabelingFunction Keywords(string label, IReadOnlyList<string> keywords, string? name = null) => new(
        name ?? $"{label}: {string.Join(", ", keywords.Take(3))}{(keywords.Count > 3 ? ", …" : "")}",
        sample => keywords.Any(keyword => Stands(sample.AllText, keyword)) ? label : null);

    /// <summary>Says <paramref name="label"/> where the pattern matches. Patterns that .NET cannot match in linear time have a
    /// second for each text.</summary>
    /// <exception cref="ArgumentException">The pattern is none.</exception>
    public static LabelingFunction Pattern(string label, string pattern, string? name = null)
    {
        var regex = RegexOf(pattern);
        return new(name ?? $"{label}: /{pattern}/", sample =>
        {
            try
            {
                return regex.IsMatch(sample.AllText) ? label : null;
            }
            catch (RegexMatchTimeoutException)
            {
                throw new FormatException(
                    $"the pattern {pattern} takes over a second for a text of {sample.AllText.Length} characters. "
                    + "Repetitions inside of repetitions, as in (a+)+, do that: write it without.");
            }
        });
    }

    internal static LabelingFunction Parse(JsonElement json, HashSet<string> names)
    {
        var row = new RowColumns(json);
        var label = row.TakeText("label") is { Length: > 0 } given ? given
            : throw new RowException("the rule has no label. It has to name the class that it votes for.");
        var (pattern, name) = (row.TakeText("regex"), row.TakeText("name"));
        var keywords = row.TryTake("keywords", out var words) ? KeywordsIn(words) : [];
        if ((pattern is null) == (keywords.Length == 0))
            throw new RowException("a rule has either keywords or a regex, one of the two.");
        if (row.Rest() is [var strange, ..])
            throw new RowException($"a rule has no column {strange.Key}. Known are label, keywords, regex and name.");
        var rule = pattern is null ? Keywords(label, keywords, name) : PatternOf(label, pattern, name);
        return names.Add(rule.Name) ? rule
            : throw new RowException($"two rules are called \"{rule.Name}\". Give each a name of its own.");
    }

    private static LabelingFunction PatternOf(string label, string pattern, string? name)
    {
        if (pattern.Length > LongestPattern)
            throw new RowException($"regex has {pattern.Length} characters, and {LongestPattern} are read. Make several rules of it.");
        try
        {
            return Pattern(label, pattern, name);
        }
        catch (ArgumentException e)
        {
            throw new RowException($"regex is no pattern: {e.Message}");
        }
    }

    private static string[] KeywordsIn(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return [.. value.EnumerateArray().Select(item => RowColumns.TextOf(item, "a keyword")).Where(word => word.Length > 0)];
        return RowColumns.TextOf(value, "keywords").Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static Regex RegexOf(string pattern)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
        try
        {
            return new(pattern, Options | RegexOptions.NonBacktracking, s_patience);
        }
        catch (NotSupportedException)
        {
            return new(pattern, Options, s_patience);
        }
    }

    private static bool Stands(string text, string keyword)
    {
        for (var at = 0; (at = text.IndexOf(keyword, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + keyword.Length;
            if (!(at > 0 && Joins(text[at - 1], keyword[0])) && !(end < text.Length && Joins(keyword[^1], text[end]))) return true;
        }

        return false;
    }

    private static bool Joins(char before, char after) => IsOfAlphabet(before) && IsOfAlphabet(after);

    private static bool IsOfAlphabet(char letter) =>
        char.IsLetterOrDigit(letter) && letter is not (>= '\u2e80' and <= '\u9fff' or >= '\uac00' and <= '\ud7af' or >= '\uf900' and <= '\ufaff');
}
