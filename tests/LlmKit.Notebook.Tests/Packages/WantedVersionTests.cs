using LlmKit.Notebook.Packages;

namespace LlmKit.Notebook.Tests.Packages;

public sealed class WantedVersionTests
{
    [Theory]
    [InlineData("", "1.2.3", true)]
    [InlineData("1.2", "1.2.0", true)]
    [InlineData("1.2.0", "1.2.0+build", true)]
    [InlineData("1.2", "1.3.0", false)]
    [InlineData("1.2-Beta", "1.2.0-beta", true)]
    [InlineData("1.*", "1.10.0", true)]
    [InlineData("1.*", "10.0.0", false)]
    [InlineData("*-*", "1.0.0-rc", true)]
    [InlineData("2.0.0-beta*", "2.0.0-beta.7", true)]
    [InlineData("[1.0]", "1.0.0", true)]
    [InlineData("[1.0]", "1.0.1", false)]
    [InlineData("[1.0,2.0)", "1.0.0", true)]
    [InlineData("[1.0,2.0)", "2.0.0", false)]
    [InlineData("(1.0,)", "1.0.0", false)]
    [InlineData("(,2.0]", "2.0.0", true)]
    public void What_is_there_is_compared_with_what_is_asked_for(string asked, string there, bool isAllowed)
    {
        var wanted = new WantedVersion(asked);

        Assert.True(wanted.IsValid);
        Assert.Equal(isAllowed, wanted.Allows(there));
    }

    // The order that semver.org gives as its example (point 11), with numbers of NuGet's four places around it.
    [Fact]
    public void Versions_are_ordered_as_semantic_versions_are()
    {
        string[] ordered =
        [
            "0.9.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.0.1", "1.10",
        ];
        var versions = ordered.Select(text => PackageVersion.Parse(text)!).ToList();

        foreach (var (i, left) in versions.Index())
        {
            foreach (var (j, right) in versions.Index()) Assert.Equal(i.CompareTo(j), Math.Sign(left.CompareTo(right)));
        }
    }
}
