using LlmKit.Plotting;
using System.Runtime.CompilerServices;

namespace LlmKit.Tests.Plotting;

/// <summary>
/// Texts that a person has looked at. LLMKIT_APPROVE=1 writes them anew; the difference is reviewed.
/// </summary>
internal static class Approved
{
    public static void Equal(string name, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Approved", name);
        if (Environment.GetEnvironmentVariable("LLMKIT_APPROVE") == "1") File.WriteAllText(path, actual);
        Assert.True(
            File.Exists(path), $"{name} is not approved yet: run with LLMKIT_APPROVE=1 and look at it.");
        Assert.Equal(File.ReadAllText(path), actual, ignoreLineEndingDifferences: true);
    }
}
