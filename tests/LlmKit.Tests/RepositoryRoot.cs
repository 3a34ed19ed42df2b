using System.Runtime.CompilerServices;

namespace LlmKit.Tests;

/// <summary>The root of the checkout that the tests were built from.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find([CallerFilePath] string thisFile = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(thisFile, "../../.."));
}
