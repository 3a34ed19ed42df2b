using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace LlmKit.Notebook.Packages;

/// <summary>The project that stands for a session's packages.</summary>
/// <param name="Packages">Names with versions as a project file has them.</param>
/// <param name="Feeds">Besides those of the user's settings.</param>
/// <param name="Folder">Whose <c>nuget.config</c>, and those of the folders above it, apply.</param>
internal sealed record RestoreProject(
    IReadOnlyDictionary<string, WantedVersion> Packages, IReadOnlyList<string> Feeds, string Folder)
{
    public const string FileName = "cells.csproj";

    private const string Empty = "<Project />";

    private static readonly string[] s_configNames = ["nuget.config", "NuGet.config", "NuGet.Config"];

    /// <summary>Such as <c>net10.0</c>.</summary>
    public static string Framework => $"net{Environment.Version.Major}.{Environment.Version.Minor}";

    /// <summary>Such as <c>linux-x64</c>: the general name, which packages use.</summary>
    public static string Machine
    {
        get
        {
            var processor = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            if (OperatingSystem.IsWindows()) return $"win-{processor}";
            if (OperatingSystem.IsMacOS()) return $"osx-{processor}";

            string[] ofMusl = ["musl", "alpine"];
            var isMusl = ofMusl.Any(RuntimeInformation.RuntimeIdentifier.Contains);
            return isMusl ? $"linux-musl-{processor}" : $"linux-{processor}";
        }
    }

    public static string Target => $"{Framework}/{Machine}";

    /// <summary>Whether the answer may be another one tomorrow.</summary>
    public bool IsFloating => Packages.Values.Any(version => version.IsFloating);

    // Without RuntimeIdentifier NuGet leaves native libraries out. A feed that does not answer is a warning,
    // so that a package on another feed, or in NuGet's own folder, can be had all the same.
    public string Text => new XElement("Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement("PropertyGroup",
            new XElement("TargetFramework", Framework),
            new XElement("RuntimeIdentifier", Machine),
            new XElement("SelfContained", false),
            new XElement("UseAppHost", false),
            new XElement("ImplicitUsings", "disable"),
            new XElement("EnableDefaultItems", false),
            new XElement("ManagePackageVersionsCentrally", false),
            new XElement("TreatWarningsAsErrors", false),
            new XElement("NuGetAudit", false),
            new XElement("RestoreIgnoreFailedSources", true),
            new XElement("RestoreAdditionalProjectSources", string.Join(';', Feeds.Select(Escaped)))),
        new XElement("ItemGroup",
            Packages.OrderBy(package => package.Key, StringComparer.OrdinalIgnoreCase).Select(Reference)))
        .ToString();

    /// <summary>The same for the same packages, feeds and settings.</summary>
    public string Key()
    {
        var text = new StringBuilder(Text);
        for (var folder = new DirectoryInfo(Folder); folder is not null; folder = folder.Parent)
        {
            var paths = s_configNames.Select(name => Path.Combine(folder.FullName, name));
            var config = paths.FirstOrDefault(File.Exists);
            if (config is not null) text.Append(config).Append(File.ReadAllText(config));
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }

    /// <summary>
    /// Writes the project, and files that keep those of folders above away from it. One of them names the folder of
    /// the settings: not the project itself, so that notebooks in many folders share an answer.
    /// </summary>
    public void Write(string folder)
    {
        var settings = new XElement("PropertyGroup", new XElement("RestoreRootConfigDirectory", Escaped(Folder)));
        Write(FileName, Text);
        Write("Directory.Build.props", $"{new XElement("Project", settings)}");
        Write("Directory.Build.targets", Empty);
        Write("Directory.Packages.props", Empty);

        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
    }

    // As MSBuild wants a text of which nothing shall have a meaning to it.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
            escaped.Append("%$@'();,?*".Contains(c, StringComparison.Ordinal) ? $"%{(int)c:X2}" : $"{c}");
        return escaped.ToString();
    }

    private static XElement Reference(KeyValuePair<string, WantedVersion> package) => new(
        "PackageReference",
        new XAttribute("Include", package.Key),
        new XAttribute("Version", package.Value.InProject));
}
