namespace LlmKit.Notebook.Scripts;

/// <summary>Compiled code.</summary>
/// <param name="Name">By which other code refers to it.</param>
/// <param name="Symbols">Files and lines, as a portable PDB.</param>
/// <param name="Path">Where the code lies on disk, with the symbols beside it; null when it does not.</param>
internal sealed record ScriptAssembly(string Name, byte[] Code, byte[] Symbols, string? Path = null);
