using System.Text.RegularExpressions;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Magics;

/// <summary>A magic where it stands in a cell.</summary>
/// <param name="Magic">Its line without <c>#!</c>.</param>
/// <param name="Text">The text below it, for magics that take text.</param>
/// <param name="Cell">Names the cell.</param>
/// <param name="Line">Of the cell, counted from 1.</param>
internal sealed partial record MagicCall(CellSession Session, string Magic, string Text, string Cell, int Line, CancellationToken Cancel)
{
    private readonly List<string> _words = [.. Word().Matches(Magic).Select(match => match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Value)];

    public string Name => _words[0];

    /// <summary>What follows the name and is no option.</summary>
    public IEnumerable<string> Values => _words.Skip(1).Where((word, i) => !word.StartsWith("--", StringComparison.Ordinal) && !_words[i].StartsWith("--", StringComparison.Ordinal));

    /// <summary>The value after an option such as <c>--name</c>; null without it.</summary>
    public string? Option(string name) => _words.IndexOf(name) is >= 0 and var place && place + 1 < _words.Count ? _words[place + 1] : null;

    /// <summary>The whole rest of the line, without quotation marks around it.</summary>
    public string Rest => Magic[Name.Length..].Trim().Trim('"');

    public CellOutcome Fail(string message) => new CellOutcome.Failed(new("MagicError", $"#!{Name}: {message}", [$"{Cell}({Line},1): #!{Magic}", message], Line));

    [GeneratedRegex("""(?:"(?<quoted>[^"]*)")|(?:'(?<quoted>[^']*)')|\S+""")]
    private static partial Regex Word();
}
