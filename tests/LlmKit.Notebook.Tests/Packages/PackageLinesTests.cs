using LlmKit.Notebook.Packages;

namespace LlmKit.Notebook.Tests.Packages;

public sealed class PackageLinesTests
{
    [Theory]
    [InlineData("#r \"nuget: A.B, 1.2.3\"", "A.B 1.2.3")]
    [InlineData("  #r \"nuget:A.B,1.2.3-beta.1\"  // why", "A.B 1.2.3-beta.1")]
    [InlineData("#R \"NuGet: A.B\"", "A.B")]
    [InlineData("#r \"nuget: A.B, [1.0, 2.0)\"", "A.B [1.0, 2.0)")]
    [InlineData("#r \"nuget: A.B, *-*\"", "A.B *-*")]
    [InlineData("var x = 1;\n#r \"nuget: A.B, 1.*\"", "A.B 1.*")]
    public void A_line_names_a_package_and_perhaps_a_version(string code, string package)
    {
        var lines = PackageLines.Of(code, "Cell[1]");

        Assert.Equal(package, Assert.Single(lines.Packages).ToString());
        Assert.DoesNotContain("nuget", lines.Code, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(code.Length, lines.Code.Length);
        Assert.Equal(code.Count(c => c == '\n'), lines.Code.Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("var text = \"\"\"\n    #r \"nuget: A\"\n    \"\"\";")]
    [InlineData("/*\n#r \"nuget: A\"\n*/")]
    [InlineData("// #r \"nuget: A\"")]
    [InlineData("#if NEVER\n#r \"nuget: A\"\n#endif")]
    [InlineData("#r \"nuget.dll\"")]
    public void Text_and_comments_that_look_like_one_are_left_alone(string code)
    {
        var lines = PackageLines.Of(code, "Cell[1]");

        Assert.Empty(lines.Packages);
        Assert.Equal(code, lines.Code);
    }

    [Theory]
    [InlineData("#i \"nuget:https://example.org/v3/index.json\"", "https://example.org/v3/index.json")]
    [InlineData("#i \"nuget: ./packages\"", "./packages")]
    [InlineData("#r \"nuget:RestoreSources=https://example.org/v3/index.json\"", "https://example.org/v3/index.json")]
    public void A_line_names_a_feed(string code, string feed)
    {
        var lines = PackageLines.Of(code, "Cell[1]");

        Assert.Equal(feed, Assert.Single(lines.Feeds).Feed);
        Assert.Equal(new string(' ', code.Length), lines.Code);
    }

    [Theory]
    [InlineData("#r \"nuget:\"", "No package is named. Write #r \"nuget: Name\" or #r \"nuget: Name, Version\".")]
    [InlineData("#r \"nuget: A/B\"", "\"A/B\" is no package's name. Write")]
    [InlineData("#r \"nuget: A, new\"", "\"new\" is no version. Write a version such as 1.2.3, 1.* or [1.0, 2.0), or leave it out for the newest.")]
    [InlineData("#r \"nuget: A, 1.0-$(x)\"", "\"1.0-$(x)\" is no version.")]
    public void A_line_that_cannot_be_meant_is_refused(string code, string message) =>
        Assert.StartsWith(message, Assert.Throws<PackageException>(() => PackageLines.Of("\n" + code, "Cell[1]")).Message);
}
