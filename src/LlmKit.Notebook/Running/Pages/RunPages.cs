using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Documents.Pages;

namespace LlmKit.Notebook.Running.Pages;

/// <summary>
/// Pages of executed notebooks in one folder, with an index. They need nothing from outside, and their links work where
/// the folder lies, also without a server.
/// </summary>
/// <param name="folder">Where the pages go.</param>
/// <param name="notebooks">All notebooks that get a page; links from one to another become links to its page.</param>
public sealed partial class RunPages(string folder, IReadOnlyList<string> notebooks)
{
    private const string Index = "index";

    private readonly string _folder = Path.GetFullPath(folder);
    private readonly Dictionary<string, string> _pages = notebooks
        .ToDictionary(path => Path.GetFullPath(path), path => NameOf(path), StringComparer.Ordinal);

    /// <summary>The page's name, which follows the notebook's.</summary>
    public static string NameOf(string notebook)
    {
        var name = Path.GetFileNameWithoutExtension(notebook);
        return name.Equals(Index, StringComparison.OrdinalIgnoreCase) ? $"{name}-notebook.html" : $"{name}.html";
    }

    /// <summary>Writes a notebook's page.</summary>
    /// <param name="path">The notebook's file, where its links start; not where it was written to.</param>
    /// <param name="plotly">The file of plotly.js; null shows plots as pictures.</param>
    /// <returns>The page's title.</returns>
    public string Write(NotebookDocument notebook, string path, string? plotly = null)
    {
        var from = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var page = Link().Replace(
            HtmlPage.Write(notebook, plotly, []),
            match => $"{match.Groups["tag"].Value}href=\"{WebUtility.HtmlEncode(Moved(WebUtility.HtmlDecode(match.Groups["to"].Value), from))}\"");
        TextFile.Write(Path.Combine(_folder, NameOf(path)), page);
        return WebUtility.HtmlDecode(Title().Match(page).Groups["title"].Value);
    }

    /// <summary>Writes <c>index.html</c>.</summary>
    /// <returns>Its path.</returns>
    public string WriteIndex(IReadOnlyList<PageEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var good = entries.Count(entry => entry.Status == RunStatus.Good);
        var rows = new StringBuilder();
        foreach (var entry in entries) AppendRow(rows, entry);
        var language = entries.Any(entry => entry.Title.Any(letter => letter is >= '\u4e00' and <= '\u9fff')) ? "zh-CN" : "en";
        var path = Path.Combine(_folder, $"{Index}.html");
        TextFile.Write(path, $$"""
            <!DOCTYPE html>
            <html lang="{{language}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="generator" content="LlmKit">
            <title>Notebooks</title>
            <style>
            {{HtmlPage.Style}}
            main { padding-left: 1.5rem; }
            table { width: 100%; }
            td.number, th.number { text-align: right; white-space: nowrap; }
            td .file { display: block; color: var(--faint); font-size: .8rem; }
            .good { color: var(--ansi-10); } .different { color: var(--ansi-3); } .failed { color: var(--error-ink); } .missing { color: var(--faint); }
            </style>
            </head>
            <body>
            <main>
            <h1>Notebooks</h1>
            <p>{{good}} of {{entries.Count}} are as they should be.</p>
            <div class="text"><table style="display: table">
            <thead><tr><th>Notebook</th><th class="number">Cells</th><th class="number">Seconds</th><th class="number">Memory</th><th>Result</th></tr></thead>
            <tbody>
            {{rows}}</tbody>
            </table></div>
            </main>
            </body>
            </html>

            """.ReplaceLineEndings("\n"));
        return path;
    }

    private static void AppendRow(StringBuilder rows, PageEntry entry)
    {
        var title = WebUtility.HtmlEncode(entry.Title);
        if (entry.HasPage) title = $"<a href=\"{WebUtility.HtmlEncode(Uri.EscapeDataString(NameOf(entry.Path)))}\">{title}</a>";
        rows.Append(CultureInfo.InvariantCulture, $"<tr><td>{title}<span class=\"file\">{WebUtility.HtmlEncode(entry.Path)}</span></td>")
            .Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{(entry.Cells is { } cells ? $"{cells}" : "–")}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{(entry.Time is { } time ? $"{time.TotalSeconds:F1}" : "–")}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{(entry.Peak > 0 ? $"{entry.Peak / 1e6:N0} MB" : "–")}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td class=\"{entry.Status.ToString().ToLowerInvariant()}\">{WebUtility.HtmlEncode(entry.Result)}</td></tr>\n");
    }

    // Relative addresses start at the notebook; the page lies elsewhere.
    private string Moved(string address, string from)
    {
        if (address.Length == 0 || address[0] is '#' or '/' || Scheme().IsMatch(address)) return address;
        var end = address.AsSpan().IndexOfAny('#', '?');
        var (place, rest) = end < 0 ? (address, "") : (address[..end], address[end..]);
        var target = Path.GetFullPath(Uri.UnescapeDataString(place), from);
        var moved = _pages.GetValueOrDefault(target) ?? Path.GetRelativePath(_folder, target).Replace(Path.DirectorySeparatorChar, '/');
        return string.Join('/', moved.Split('/').Select(Uri.EscapeDataString)) + rest;
    }

    [GeneratedRegex("""(?<tag><a (?:[^>"]|"[^"]*")*?)href="(?<to>[^"]*)"(?=[^<]*>)""")]
    private static partial Regex Link();

    [GeneratedRegex("<title>(?<title>[^<]*)</title>")]
    private static partial Regex Title();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();
}

/// <summary>A notebook's row in the index.</summary>
/// <param name="Cells">Code cells that ran; null when none did.</param>
/// <param name="Peak">The most bytes of memory; 0 when that is not known.</param>
/// <param name="HasPage">Whether there is a page to lead to.</param>
public sealed record PageEntry(
    string Title, string Path, int? Cells, TimeSpan? Time, long Peak, RunStatus Status, string Result, bool HasPage);
