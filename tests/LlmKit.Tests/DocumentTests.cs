using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LlmKit.Tests;

/// <summary>Keeps README and docs true: what they name exists, and what exists is named.</summary>
public sealed partial class DocumentTests
{
    private static string Root => RepositoryRoot.Path;

    [Fact]
    public void Every_path_on_the_map_exists()
    {
        var paths = MapPaths().ToArray();

        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(Root, path)), $"{path} is on the map but not there."));
    }

    [Fact]
    public void Every_room_notebook_and_script_is_on_the_map()
    {
        var rooms = Below("src/LlmKit", "*.cs")
            .Select(file => Path.GetRelativePath("src/LlmKit", file).Split(Path.DirectorySeparatorChar))
            .Where(parts => parts.Length > 1 && parts[0] is not ("TorchSharp" or "bin" or "obj"))
            .Select(parts => $"src/LlmKit/{parts[0]}")
            .Distinct();
        var notebooks = Below("notebooks", "*.ipynb").Where(file => !file.Contains("/solutions/", StringComparison.Ordinal));

        var missing = rooms.Concat(notebooks).Concat(Below("scripts", "*.csx")).Except(MapPaths());

        Offences.None(missing);
    }

    [Fact]
    public void Every_link_in_the_documents_leads_to_a_file()
    {
        var documents = Below("docs", "*.md").Append("README.md");
        var broken = documents.SelectMany(document => Link()
            .Matches(File.ReadAllText(Path.Combine(Root, document)))
            .Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'))
            .Select(link => link.Split('#')[0])
            .Where(link => !Path.Exists(Path.Combine(Root, Path.GetDirectoryName(document)!, link)))
            .Select(link => $"{document}: {link}"));

        Offences.None(broken);
    }

    [Fact]
    public void The_README_stays_under_150_lines() =>
        Assert.InRange(File.ReadLines(Path.Combine(Root, "README.md")).Count(), 1, 149);

    [Fact]
    public void Every_package_has_its_reason_and_every_reason_its_package()
    {
        var packages = XDocument.Load(Path.Combine(Root, "Directory.Packages.props")).Descendants()
            .Where(element => element.Name.LocalName == "PackageVersion")
            .Select(element => element.Attribute("Include")!.Value);
        var reasons = Rows("docs/architecture.md", "## Dependencies").ToDictionary(row => row[0], row => row[1]);

        Assert.Equal(packages.Order(StringComparer.Ordinal), reasons.Keys.Order(StringComparer.Ordinal));
        Assert.All(reasons, reason => Assert.Matches(@"^[A-Z].{15,}\.$", reason.Value));
    }

    [Fact]
    public void Documents_name_no_folder_of_a_machine()
    {
        var documents = Below("docs", "*.md").Append("README.md");

        Assert.All(documents, document =>
            Assert.DoesNotMatch(@"(^|[\s`""(])/(home|root|work|tmp)/", File.ReadAllText(Path.Combine(Root, document))));
    }

    private static IEnumerable<string> MapPaths() =>
        Rows("README.md", "## The map").SelectMany(row => row.Skip(1)).SelectMany(cell => Quoted().Matches(cell))
            .Select(match => match.Groups[1].Value.TrimEnd('/'));

    // The cells of the table below a heading, without its head.
    private static IEnumerable<string[]> Rows(string document, string heading) =>
        File.ReadLines(Path.Combine(Root, document))
            .SkipWhile(line => line != heading).Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(2)
            .Select(line => line.Trim('|', ' ').Split(" | "));

    private static IEnumerable<string> Below(string folder, string pattern) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Root, path))
            : [];

    [GeneratedRegex(@"\[[^\]]*\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
