namespace LlmKit.Cli;

/// <summary>The folders of the clone that this program was built in.</summary>
/// <param name="Root">The folder that holds the launcher.</param>
public sealed record Checkout(string Root)
{
    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The clone above <paramref name="start"/>, by default above the running program.</summary>
    /// <exception cref="DirectoryNotFoundException">The program was copied out of its clone.</exception>
    public static Checkout Find(string? start = null)
    {
        start ??= AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LlmKit.sln"))) return new(folder.FullName);
        }

        throw new DirectoryNotFoundException(
            $"\"{start}\" lies in no clone of LlmKit (no LlmKit.sln above it). Start ./llmkit from the clone.");
    }
}
