namespace LlmKit.Notebook.Packages;

/// <summary>What a restore brought: every package, those that others need included.</summary>
/// <param name="Frameworks">Parts of .NET that are needed, such as <c>Microsoft.AspNetCore.App</c>.</param>
internal sealed record RestoredPackages(
    IReadOnlyList<RestoredPackage> All,
    IReadOnlyList<RestoreMessage> Messages,
    IReadOnlyList<string> Frameworks)
{
    public RestoredPackage? this[string name] =>
        All.FirstOrDefault(package => string.Equals(package.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One package on disk.</summary>
/// <param name="Compile">What the compiler reads.</param>
/// <param name="Runtime">What is loaded.</param>
/// <param name="Native">Libraries of machine code for this machine.</param>
/// <param name="HasNeeds">Whether it needs other packages or a part of .NET.</param>
internal sealed record RestoredPackage(
    string Name,
    string Version,
    IReadOnlyList<string> Compile,
    IReadOnlyList<string> Runtime,
    IReadOnlyList<string> Native,
    bool HasNeeds)
{
    public IEnumerable<string> Files => [.. Compile, .. Runtime, .. Native];

    public override string ToString() => $"{Name} {Version}";
}

/// <summary>What NuGet says about a restore.</summary>
/// <param name="Code">Such as NU1101.</param>
/// <param name="Package">The package it is about; null when it is about none.</param>
internal sealed record RestoreMessage(string Code, bool IsError, string Text, string? Package);
