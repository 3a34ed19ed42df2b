using System.Globalization;
using LlmKit.Data.Corpora;

namespace LlmKit.Data.Sources;

/// <summary>Where data is and how much of it: <c>path</c>, <c>path:subset</c>, <c>path#500</c>,
/// <c>path:subset#500</c>.</summary>
/// <param name="Path">A file or a folder. The name of a corpus that was fetched stands for its folder.</param>
/// <param name="Subset">The folder or file inside of a folder or an archive, or the property of a JSON file whose
/// list is meant.</param>
/// <param name="Count">How many samples. Fewer than there are: drawn without repetition, in the file's order. More: all
/// as often as they go, and the rest drawn.</param>
public sealed record DataPath(string Path, string? Subset = null, long? Count = null)
{
    /// <summary>Takes the words apart. An existing file may have <c>:</c> and <c>#</c> in its name.</summary>
    /// <exception cref="FormatException">What stands behind <c>#</c> is no number from 1.</exception>
    public static DataPath Parse(string text)
    {
        if (System.IO.Path.Exists(text)) return new(text);
        long? count = null;
        if (text.LastIndexOf('#') is var mark and >= 0)
        {
            if (!long.TryParse(text.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number == 0)
                throw new FormatException($"{Excerpt.Of(text)}: behind # stands \"{Excerpt.Of(text[(mark + 1)..])}\". "
                    + "It has to be a number of samples from 1, as in set.jsonl#500.");
            (text, count) = (text[..mark], number);
        }

        // The colon of a drive (C:\set.jsonl) is none of ours.
        var colon = System.IO.Path.Exists(text) ? -1 : text.LastIndexOf(':');
        return (colon > 1 ? new DataPath(text[..colon], text[(colon + 1)..], count) : new(text, null, count)).Fetched();
    }

    /// <summary>The files below the path that hold data, in the order of their names; licences and such do not.</summary>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    public IReadOnlyList<string> Files() => [.. DataFile.In(this).Select(file => file.Name)];

    // A corpus by its name, where nothing else has that name.
    private DataPath Fetched()
    {
        var store = new CorpusStore();
        return !System.IO.Path.Exists(Path) && CorpusCatalog.Find(Path) is { } entry && store.Has(entry) ? this with { Path = store.PathOf(entry) } : this;
    }

    public override string ToString() => Path + (Subset is null ? "" : $":{Subset}") + (Count is null ? "" : $"#{Count}");
}
