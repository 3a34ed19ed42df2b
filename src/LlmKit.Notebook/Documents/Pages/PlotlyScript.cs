using System.Text;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>Finds plotly.js, which draws plots that can be zoomed. It becomes part of the page,
/// once.</summary>
internal static class PlotlyScript
{
    private static readonly string[] s_places =
    [
        "node_modules/plotly.js-dist-min/plotly.min.js", "node_modules/plotly.js/dist/plotly.min.js",
        "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js", "node_modules/plotly.js-dist/plotly.js",
    ];

    /// <summary>The script that npm installed in one of the folders or in one above it; null when there is
    /// none.</summary>
    public static string? Find(params IEnumerable<string> folders) => folders
        .SelectMany(Ancestors).SelectMany(folder => s_places.Select(place => Path.Combine(folder, place)))
            .FirstOrDefault(File.Exists);

    /// <summary>The script, made to stand inside a page.</summary>
    /// <exception cref="NotebookFormatException">The file is not plotly.js.</exception>
    public static string Read(string path)
    {
        var script = TextFile.Decode(TextFile.ReadBytes(path), path);
        if (!script.Contains("newPlot", StringComparison.Ordinal))
        {
            throw new NotebookFormatException(
                $"{path} is not plotly.js: it defines no newPlot. Give the file plotly.min.js; npm install "
                    + "plotly.js-dist-min brings one.");
        }

        // The only two things that could end the script early.
        return new StringBuilder(script).Replace("</script", "<\\/script").Replace("<!--", "<\\!--")
            .ToString();
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var place = new DirectoryInfo(Path.GetFullPath(folder)); place is not null; place = place.Parent)
            yield return place.FullName;
    }
}
