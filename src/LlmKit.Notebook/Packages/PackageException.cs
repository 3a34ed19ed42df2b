using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Packages;

/// <summary>Why packages cannot be had.</summary>
internal sealed class PackageException : Exception
{
    /// <param name="line">That asks for what cannot be had; null when no single line is to blame.</param>
    /// <param name="reason">What is wrong, in the feed's own words where it has some.</param>
    /// <param name="remedy">What to do about it.</param>
    public PackageException(PackageLine? line, string reason, string remedy)
        : base($"{reason} {remedy}") => (Line, Reason, Remedy) = (line, reason, remedy);

    public PackageLine? Line { get; }

    public string Reason { get; }

    public string Remedy { get; }

    /// <summary>The package that it is about; null when it is about none.</summary>
    public string? Package { get; init; }

    /// <summary>Whether a feed did not answer.</summary>
    public bool IsOfNetwork { get; init; }

    /// <summary>The same, blamed on a line.</summary>
    public PackageException At(PackageLine line) =>
        new(line, Reason, Remedy) { Package = Package, IsOfNetwork = IsOfNetwork };

    /// <summary>As a cell's error, in the form of the compiler's own.</summary>
    public CellOutput.Error ToError(string cell)
    {
        var place = Line is null ? cell : $"{Line.File}({Line.Number},1)";
        List<string> traceback = [.. $"{place}: error: {Reason}".Split('\n')];
        if (Line is not null)
            traceback.AddRange([$"    {Line.Text}", $"    {new string('^', Line.Text.Length)}"]);
        traceback.Add(Remedy);
        return new("PackageError", Message, traceback, Line?.File == cell ? Line.Number : null);
    }
}
