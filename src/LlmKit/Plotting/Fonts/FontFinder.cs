namespace LlmKit.Plotting.Fonts;

/// <summary>Looks through the folders in which Linux, macOS and Windows keep fonts.</summary>
internal static class FontFinder
{
    // The layout measures with DejaVu Sans, hence that one first.
    private static readonly string[] s_latin =
    [
        "DejaVuSans.ttf", "Verdana.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "Arial.ttf",
        "segoeui.ttf", "FreeSans.ttf", "Roboto-Regular.ttf", "OpenSans-Regular.ttf", "Ubuntu-R.ttf",
            "Cantarell-VF.otf",
    ];

    private static readonly string[] s_chinese =
    [
        "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf",
            "NotoSansSC-Regular.ttf",
        "SourceHanSansSC-Regular.otf", "wqy-microhei.ttc", "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf",
        "DroidSansFallback.ttf", "msyh.ttc", "simhei.ttf", "simsun.ttc", "PingFang.ttc", "STHeiti Light.ttc",
        "Hiragino Sans GB.ttc", "Arial Unicode.ttf", "uming.ttc", "ukai.ttc", "unifont.ttf",
    ];

    /// <summary>
    /// The fonts of this machine, best first; each is read when a character first needs it.
    /// </summary>
    public static IReadOnlyList<Lazy<FontFile?>> Find()
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in Folders().SelectMany(Files)) found.TryAdd(Path.GetFileName(path), path);

        var latin = s_latin.Where(found.ContainsKey).Take(1);
        var chinese = s_chinese.Where(found.ContainsKey);
        return [.. latin.Concat(chinese)
            .Select(name => new Lazy<FontFile?>(() => FontFile.TryRead(found[name])))];
    }

    private static IEnumerable<string> Folders()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new[]
        {
            "/usr/share/fonts", "/usr/local/share/fonts", Path.Combine(home, ".local/share/fonts"),
            Path.Combine(home, ".fonts"), "/System/Library/Fonts", "/Library/Fonts",
                Path.Combine(home, "Library/Fonts"),
            Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
        }.Where(Directory.Exists);
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(
        folder, "*.?t?", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Order(StringComparer.Ordinal);
}
