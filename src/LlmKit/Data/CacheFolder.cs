namespace LlmKit.Data;

/// <summary>Where fetched data is kept: <c>$XDG_CACHE_HOME/llmkit</c>, or <c>~/.cache/llmkit</c>.</summary>
public static class CacheFolder
{
    public static string PathOf(params ReadOnlySpan<string> names) => Path.Combine(
        [
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache)
                ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "llmkit", .. names,
        ]);
}
