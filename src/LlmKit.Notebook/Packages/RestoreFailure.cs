using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Packages;

/// <summary>Says why a restore failed: NuGet's reason, and the way out.</summary>
internal static partial class RestoreFailure
{
    private const string NoAnswer =
        "Check the connection and the feed's address (dotnet nuget list source). " +
        "Packages that were restored before need no feed: name their version.";

    /// <param name="messages">From the assets file; empty when the restore did not come that far.</param>
    /// <param name="printed">What <c>dotnet</c> printed.</param>
    public static PackageException Of(IReadOnlyList<RestoreMessage> messages, string printed)
    {
        if (messages.Count == 0) messages = Printed(printed);
        var errors = messages.Where(message => message.IsError).ToList();
        if (errors.Count == 0)
            return new(null, $"dotnet restore failed.\n{printed.Trim()}", "Nothing was loaded.");

        var ofNetwork = messages.Where(message => message.Code is "NU1301" or "NU1801").ToList();
        var reasons = errors.Union(ofNetwork).Select(message => $"{message.Code}: {message.Text}");
        var reason = string.Join('\n', reasons).ReplaceLineEndings("\n");
        return new(null, reason, ofNetwork.Count > 0 ? NoAnswer : Remedy(errors[0].Code))
        {
            Package = errors[0].Package,
            IsOfNetwork = ofNetwork.Count > 0,
        };
    }

    private static string Remedy(string code) => code switch
    {
        "NU1100" or "NU1101" => "Check the name, or add a feed that has it: #i \"nuget:ADDRESS-OR-FOLDER\".",
        "NU1102" => "Ask for a version that exists, or leave it out for the newest.",
        "NU1103" => "There are only previews: #r \"nuget: Name, *-*\" takes the newest of them.",
        "NU1107" or "NU1605" or "NU1608" =>
            "Ask for versions that go together. What is loaded stays until a restart.",
        "NU1202" or "NU1213" => $"Take a version or a package that is made for {RestoreProject.Framework}.",
        "NU1403" or "NU3004" or "NU3005" =>
            "The package is not what its author signed. To fetch it again: dotnet nuget locals all --clear.",
        "NETSDK1045" => $"Install the .NET {Environment.Version.Major} SDK.",
        _ => "See https://learn.microsoft.com/nuget/reference/errors-and-warnings.",
    };

    private static List<RestoreMessage> Printed(string text) =>
        [.. Line().Matches(text).Select(line => Message(line.Groups)).Distinct()];

    private static RestoreMessage Message(GroupCollection line) =>
        new(line["code"].Value, line["level"].Value == "error", line["text"].Value.Trim(), null);

    [GeneratedRegex(
        @"(?<level>error|warning) (?<code>[A-Z]+\d+) ?: (?<text>[^\n]*?)(\[[^\[\]\n]*proj\])?\s*$",
        RegexOptions.Multiline)]
    private static partial Regex Line();
}
