namespace LlmKit.Cli.Notebooks;

/// <summary>A notebook to run, and where it goes with its outputs.</summary>
internal sealed record NotebookFile(string Path, string Output);
