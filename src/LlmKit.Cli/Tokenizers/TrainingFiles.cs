using LlmKit.Data.Sources;
using LlmKit.Tokenization.Training;

namespace LlmKit.Cli.Tokenizers;

/// <summary>The texts of files and folders: text files by lines, data files by samples.</summary>
internal static class TrainingFiles
{
    private static readonly HashSet<string> s_data = new([".jsonl", ".json", ".csv", ".tsv", ".zip", ".gz"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> s_text = new([".txt", ".md"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The files at the paths, those of a folder in order of their names.</summary>
    /// <exception cref="IOException">There is nothing at a path, or no text in a folder.</exception>
    public static List<string> At(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            var place = DataPath.Parse(path);
            if (File.Exists(place.Path))
            {
                files.Add(path);
                continue;
            }

            var found = place.Files().Where(file => s_text.Contains(Path.GetExtension(file)) || s_data.Contains(Path.GetExtension(file))).ToList();
            if (found.Count == 0)
                throw new IOException($"the folder {path} has no text: no file ending with {string.Join(", ", s_text.Concat(s_data))}.");
            files.AddRange(found);
        }

        return files;
    }

    public static IEnumerable<string> Texts(IEnumerable<string> files) => files.SelectMany(file =>
        s_data.Contains(Path.GetExtension(DataPath.Parse(file).Path)) ? new SampleReader().Samples(file).Select(sample => sample.AllText) : TextLines.Read(file));
}
