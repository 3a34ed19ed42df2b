namespace LlmKit.Cli.Diagnosis;

/// <summary>Follows the links of a path, in every folder of it.</summary>
internal static class RealPath
{
    /// <summary>The file that <paramref name="path"/> means; the path itself where a part of it does not exist.</summary>
    public static string Of(string path)
    {
        var real = "/";
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            try
            {
                if (File.ResolveLinkTarget(real, returnFinalTarget: true) is { } target) real = Of(target.FullName);
            }
            catch (IOException)
            {
                // A loop of links, or a folder that may not be read: what is known so far is the answer.
            }
        }

        return real;
    }
}
