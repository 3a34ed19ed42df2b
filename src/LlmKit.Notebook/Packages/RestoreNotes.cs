namespace LlmKit.Notebook.Packages;

/// <summary>What the user should know about a restore that went well.</summary>
internal static class RestoreNotes
{
    // That a package is part of .NET anyway, and that a version has no lower bound: both were asked for.
    private static readonly string[] s_known = ["NU1510", "NU1602", "NU1604"];

    /// <summary>NuGet's warnings, and which of the packages bring nothing for this machine.</summary>
    public static IEnumerable<string> Of(RestoredPackages restored, IReadOnlyList<PackageRequest> requests)
    {
        foreach (var message in restored.Messages.Where(message => !s_known.Contains(message.Code)))
        {
            var request = requests.FirstOrDefault(request => Named(request.Name, message.Package));
            yield return message.Code == "NU1603" && request is not null
                ? $"No feed has {request}: {restored[request.Name]} is the nearest."
                : message.Text;
        }

        foreach (var package in restored.All.Where(package => !package.HasNeeds && !package.Files.Any()))
        {
            if (!requests.Any(request => Named(request.Name, package.Name))) continue;
            yield return $"{package} brings nothing for {RestoreProject.Target}. Take another version.";
        }
    }

    private static bool Named(string name, string? other) =>
        string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
