using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Packages;

/// <summary>The lines of a cell or file that ask for packages, and the text without them.</summary>
/// <param name="Code">The text with spaces in their place, so that all else stays where it is.</param>
/// <param name="Loads">What is named by <c>#load</c>.</param>
internal sealed partial record PackageLines(
    string Code,
    IReadOnlyList<PackageRequest> Packages,
    IReadOnlyList<FeedRequest> Feeds,
    IReadOnlyList<string> Loads)
{
    private static readonly CSharpParseOptions s_script =
        new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Script);

    /// <exception cref="PackageException">A line is not written as it must be.</exception>
    public static PackageLines Of(string code, string file)
    {
        if (!Possible().IsMatch(code)) return new(code, [], [], []);

        var blanked = code.ToCharArray();
        List<PackageRequest> packages = [];
        List<FeedRequest> feeds = [];
        List<string> loads = [];
        var tree = CSharpSyntaxTree.ParseText(code, s_script);
        var root = tree.GetCompilationUnitRoot();
        for (var at = root.GetFirstDirective(); at is not null; at = at.GetNextDirective())
        {
            if (!at.IsActive) continue;
            if (at is LoadDirectiveTriviaSyntax load) loads.Add(load.File.ValueText);
            if (Asked().Match(at.ToString()) is not { Success: true } match) continue;

            var number = tree.GetLineSpan(at.Span).StartLinePosition.Line + 1;
            var line = new PackageLine(file, number, match.Value.Trim());
            var asked = match.Groups["asked"].Value.Trim();
            var old = OldFeed().Match(asked);
            if (match.Groups["letter"].Value is "i" or "I") feeds.Add(new(asked, line));
            else if (old.Success) feeds.Add(new(old.Groups["feed"].Value, line));
            else packages.Add(Package(asked, line));

            for (var i = at.SpanStart; i < at.Span.End; i++)
            {
                if (blanked[i] is not ('\n' or '\r')) blanked[i] = ' ';
            }
        }

        return new(new string(blanked), packages, feeds, loads);
    }

    private static PackageRequest Package(string asked, PackageLine line)
    {
        var parts = asked.Split(',', 2, StringSplitOptions.TrimEntries);
        var version = new WantedVersion(parts.Length == 2 ? parts[1] : "");
        if (!Id().IsMatch(parts[0]))
        {
            throw new PackageException(
                line, parts[0].Length == 0 ? "No package is named." : $"\"{parts[0]}\" is no package's name.",
                "Write #r \"nuget: Name\" or #r \"nuget: Name, Version\".");
        }

        if (!version.IsValid)
        {
            throw new PackageException(line, $"\"{version.Text}\" is no version.",
                "Write a version such as 1.2.3, 1.* or [1.0, 2.0), or leave it out for the newest.");
        }

        return new(parts[0], version, line);
    }

    [GeneratedRegex(@"#\s*load|nuget:", RegexOptions.IgnoreCase)]
    private static partial Regex Possible();

    [GeneratedRegex("""^#\s*(?<letter>[ri])\s*"\s*nuget:(?<asked>[^"\r\n]*)"?.*""", RegexOptions.IgnoreCase)]
    private static partial Regex Asked();

    // As early versions of .NET Interactive had it.
    [GeneratedRegex(@"^RestoreSources\s*=\s*(?<feed>.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex OldFeed();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$")]
    private static partial Regex Id();
}
