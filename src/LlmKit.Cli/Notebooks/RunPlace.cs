namespace LlmKit.Cli.Notebooks;

/// <summary>Where executed notebooks go.</summary>
internal abstract record RunPlace
{
    private RunPlace()
    {
    }

    /// <summary>Into a folder, made where it is missing.</summary>
    public sealed record Folder(string Path) : RunPlace;

    /// <summary>Over the notebooks themselves.</summary>
    public sealed record InPlace : RunPlace;

    /// <summary>Nowhere.</summary>
    public sealed record Nowhere : RunPlace;
}
