namespace LlmKit.Notebook.Scripts;

/// <summary>A compiled script, with what it takes to start it and to know whether it is up to date.</summary>
/// <param name="Assemblies">The script first, then types that it declares in assemblies of their own.</param>
/// <param name="Inputs">The files that it was compiled from, besides the script itself.</param>
/// <param name="Files">The files of <c>#r</c>; what they need is found beside them.</param>
/// <param name="Packages">Assemblies of packages.</param>
/// <param name="Native">Libraries of machine code of packages.</param>
/// <param name="IsFloating">Whether the newest version of a package is asked for: tomorrow another one.</param>
internal sealed record ScriptProgram(
    IReadOnlyList<ScriptAssembly> Assemblies,
    IReadOnlyList<ScriptInput> Inputs,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Native,
    bool IsFloating);
