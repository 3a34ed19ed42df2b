using System.Text.Json;

namespace LlmKit.Notebook.Packages;

/// <summary>Reads <c>project.assets.json</c>, which a restore leaves.</summary>
internal static class AssetsFile
{
    public const string Name = "project.assets.json";

    /// <returns>Null when there is no such file, or when what it names is no longer there.</returns>
    public static RestoredPackages? Read(string path, string target)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            var folders = Names(root.GetProperty("packageFolders"));
            var libraries = root.GetProperty("libraries");
            List<RestoredPackage> packages = [];
            SortedSet<string> frameworks = [];
            foreach (var entry in root.GetProperty("targets").GetProperty(target).EnumerateObject())
            {
                if (entry.Value.GetProperty("type").GetString() != "package") continue;
                var place = libraries.GetProperty(entry.Name).GetProperty("path").GetString()!;
                var folder = folders.ConvertAll(name => Path.Combine(name, place)).Find(Directory.Exists);
                if (folder is null) return null;

                var package = Package(entry, folder);
                if (!package.Files.All(File.Exists)) return null;
                packages.Add(package);
                frameworks.UnionWith(Strings(entry.Value, "frameworkReferences"));
            }

            return new(packages, Messages(root), [.. frameworks]);
        }
        catch (Exception e) when (IsOfFile(e))
        {
            return null;
        }
    }

    /// <summary>What NuGet had to say, also about a restore that failed.</summary>
    public static IReadOnlyList<RestoreMessage> ReadMessages(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Messages(json.RootElement);
        }
        catch (Exception e) when (IsOfFile(e))
        {
            return [];
        }
    }

    private static bool IsOfFile(Exception e) =>
        e is IOException or UnauthorizedAccessException or
            JsonException or KeyNotFoundException or InvalidOperationException;

    private static RestoredPackage Package(JsonProperty entry, string folder)
    {
        var names = entry.Name.Split('/');
        return new(
            names[0],
            names[1],
            Files(entry.Value, "compile", folder),
            Files(entry.Value, "runtime", folder),
            Files(entry.Value, "native", folder),
            HasNeeds: entry.Value.TryGetProperty("dependencies", out _) ||
                      entry.Value.TryGetProperty("frameworkReferences", out _));
    }

    private static List<RestoreMessage> Messages(JsonElement root)
    {
        if (!root.TryGetProperty("logs", out var logs)) return [];
        return [.. logs.EnumerateArray().Select(Message).DistinctBy(message => message.Text)];

        static RestoreMessage Message(JsonElement log) => new(
            log.GetProperty("code").GetString()!,
            log.GetProperty("level").GetString() == "Error",
            log.GetProperty("message").GetString()!,
            log.TryGetProperty("libraryId", out var package) ? package.GetString() : null);
    }

    // A file named _._ stands for "nothing, on purpose".
    private static List<string> Files(JsonElement package, string kind, string folder)
    {
        if (!package.TryGetProperty(kind, out var files)) return [];
        var named = Names(files).Where(file => Path.GetFileName(file) != "_._");
        return [.. named.Select(file => Path.GetFullPath(Path.Combine(folder, file)))];
    }

    private static List<string> Names(JsonElement element) =>
        [.. element.EnumerateObject().Select(entry => entry.Name)];

    private static IEnumerable<string> Strings(JsonElement package, string kind) =>
        package.TryGetProperty(kind, out var all) ? all.EnumerateArray().Select(one => one.GetString()!) : [];
}
