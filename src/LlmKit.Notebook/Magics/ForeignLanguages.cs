using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Magics;

/// <summary>What .NET Interactive runs and this kernel does not. Old notebooks get told so, and what to do.</summary>
internal static class ForeignLanguages
{
    private static readonly (string Name, string[] Aliases)[] s_languages =
        [("fsharp", ["f#", "fs"]), ("pwsh", ["powershell"]), ("sql", []), ("kql", []), ("http", []), ("python", ["python3"]), ("r", [])];

    public static IEnumerable<Magic> Magics =>
    [
        .. s_languages.Select(language => new Magic(language.Name, $"{CellLanguages.TitleOf(language.Name)} does not run here.", Refuse)
        {
            Aliases = language.Aliases, TakesText = true, IsHere = false,
        }),
        new("connect", "Other kernels cannot be connected.", Connect) { IsHere = false },
    ];

    private static Task<CellOutcome?> Refuse(MagicCall call)
    {
        var title = CellLanguages.TitleOf(CellLanguages.NameOf(call.Name));
        return Task.FromResult<CellOutcome?>(call.Fail(
            $"{title} does not run here: this kernel runs C#. Rewrite the cell in C#, or keep it for the reader as a text cell with a code block."));
    }

    private static Task<CellOutcome?> Connect(MagicCall call) => Task.FromResult<CellOutcome?>(call.Fail(
        "other kernels cannot be connected: this kernel runs C#. Use a library for it from C#, such as a database's with #r \"nuget: …\"."));
}
