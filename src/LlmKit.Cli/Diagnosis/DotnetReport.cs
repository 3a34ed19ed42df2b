using System.Runtime.InteropServices;

namespace LlmKit.Cli.Diagnosis;

/// <summary>The .NET that runs this program.</summary>
/// <param name="Runtime">Such as 10.0.12.</param>
/// <param name="Sdk">The newest SDK beside that runtime; null when there is none.</param>
/// <param name="Platform">Such as linux-x64.</param>
/// <param name="Os">The operating system's own name for itself.</param>
public sealed record DotnetReport(string Runtime, string? Sdk, string Platform, string Os)
{
    public static DotnetReport Collect() => new(
        Environment.Version.ToString(),
        NewestSdk(Path.GetDirectoryName(typeof(object).Assembly.Location)!),
        RuntimeInformation.RuntimeIdentifier,
        RuntimeInformation.OSDescription);

    /// <summary>The newest SDK of the installation that <paramref name="runtimeFolder"/> belongs to.</summary>
    internal static string? NewestSdk(string runtimeFolder)
    {
        // <root>/shared/Microsoft.NETCore.App/10.0.12 stands beside <root>/sdk/10.0.401.
        var sdks = Path.GetFullPath(Path.Combine(runtimeFolder, "../../../sdk"));
        if (!Directory.Exists(sdks)) return null;

        return Directory.EnumerateDirectories(sdks)
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name.Length > 0 && char.IsAsciiDigit(name[0]))
            .MaxBy(name => Version.TryParse(name.Split('-')[0], out var version) ? version : new());
    }
}
