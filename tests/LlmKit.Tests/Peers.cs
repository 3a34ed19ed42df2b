namespace LlmKit.Tests;

/// <summary>Programs and vocabularies that are not ours, which tests compare with: see tests/peers.</summary>
internal static class Peers
{
    /// <summary>The folder to give node as NODE_PATH.</summary>
    public static string Modules { get; } = Path.Combine(RepositoryRoot.Path, "artifacts", "peers", "node_modules");

    /// <summary>The path of a file or folder of an npm package; without it the test is skipped.</summary>
    public static string Require(string path)
    {
        var full = Path.Combine(Modules, path);
        Assert.SkipUnless(Path.Exists(full), $"artifacts/peers has no {path}: ./llmkit test installs it where npm is.");
        return full;
    }
}
