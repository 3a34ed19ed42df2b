using System.Runtime.CompilerServices;
using TorchSharp;

namespace LlmKit.Torch.Tests;

/// <summary>
/// What the namespace LlmKit.Torch adds to TorchSharp's surface. A change shows in Surface/additions.txt, which
/// running the test with LLMKIT_APPROVE=1 writes anew.
/// </summary>
public sealed class AdditionTests
{
    // What each class has from object.
    private static readonly HashSet<string> s_everywhere = [.. Signature.OfType(typeof(object))];

    [Fact]
    public void Our_additions_are_those_that_were_approved()
    {
        var now = string.Join('\n', Describe()) + "\n";
        if (Environment.GetEnvironmentVariable("LLMKIT_APPROVE") == "1") File.WriteAllText(Approved(), now);

        Assert.Equal(File.ReadAllText(Approved()).ReplaceLineEndings("\n"), now);
    }

    private static IEnumerable<string> Describe() => typeof(torch).Assembly.GetExportedTypes()
        .Where(type => type.Namespace?.StartsWith("LlmKit", StringComparison.Ordinal) == true)
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => Signature.OfType(type)
            .Where(member => !s_everywhere.Contains(member))
            .Order(StringComparer.Ordinal).Select(member => "  " + member).Prepend($"# {type.FullName}"));

    private static string Approved([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "Surface", "additions.txt");
}
