using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Packages;

/// <summary>
/// Which version of a package is asked for, as NuGet writes it: <c>1.2.3</c>, <c>1.*</c>, <c>*-*</c>,
/// <c>[1.0, 2.0)</c>, or nothing for the newest stable one.
/// </summary>
internal sealed partial record WantedVersion(string Text)
{
    /// <summary>Whether the feed must be asked what the newest is.</summary>
    public bool IsFloating => Text.Length == 0 || Text.Contains('*', StringComparison.Ordinal);

    /// <summary>As a project file has it.</summary>
    public string InProject => Text.Length == 0 ? "*" : Text;

    /// <summary>Whether the text is one of the forms.</summary>
    public bool IsValid =>
        Text.Length == 0 || Single().IsMatch(Text) || Floating().IsMatch(Text) || Range().IsMatch(Text);

    /// <summary>Whether a version that is there already is as good as what is asked for.</summary>
    public bool Allows(string version)
    {
        if (PackageVersion.Parse(version) is not { } there) return false;
        if (IsFloating) return version.StartsWith(Text.Split('*')[0], StringComparison.OrdinalIgnoreCase);
        if (PackageVersion.Parse(Text) is { } exact) return exact.Equals(there);

        var range = Range().Match(Text).Groups;
        var low = PackageVersion.Parse(range["low"].Value);
        var high = PackageVersion.Parse(range["high"].Value);
        if (!range["comma"].Success) return low is not null && low.Equals(there);
        return (low is null || there.CompareTo(low) >= (range["open"].Value == "[" ? 0 : 1)) &&
               (high is null || there.CompareTo(high) <= (range["close"].Value == "]" ? 0 : -1));
    }

    [GeneratedRegex(@"^\d{1,9}(\.\d{1,9}){0,3}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$")]
    private static partial Regex Single();

    [GeneratedRegex(@"^(\d+\.){0,3}(\*|\d+-[0-9A-Za-z.-]*\*)(-[0-9A-Za-z.-]*\*)?$")]
    private static partial Regex Floating();

    [GeneratedRegex("""
        ^ (?<open>[\[(]) \s* (?<low>[0-9][0-9A-Za-z.+-]*)?
        \s* (?<comma>,)? \s* (?<high>[0-9][0-9A-Za-z.+-]*)? \s* (?<close>[\])]) $
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Range();
}
