namespace LlmKit.Cli.Notebooks;

/// <summary>A notebook to run, and where it goes with its outputs.</summary>
/// <param name="Output">Null when it is not written.</param>
internal sealed record NotebookFile(string Path, string? Output);
