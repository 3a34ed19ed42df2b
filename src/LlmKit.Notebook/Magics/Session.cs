using System.Runtime.InteropServices;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Magics;

/// <summary>Magics about the session itself.</summary>
internal static class Session
{
    public static Task<CellOutcome?> Reset(MagicCall call)
    {
        if (call.Values.FirstOrDefault() is { } kernel && MagicList.Find(kernel)?.Name != Documents.CellLanguages.CSharp)
            return Task.FromResult<CellOutcome?>(call.Fail($"there is no kernel \"{kernel}\". Write #!reset."));

        call.Session.Engine.Reset();
        return Task.FromResult<CellOutcome?>(null);
    }

    public static Task<CellOutcome?> About(MagicCall call)
    {
        var own = typeof(Session).Assembly.GetName().Version!.ToString(3);
        var compiler = typeof(Microsoft.CodeAnalysis.Compilation).Assembly.GetName().Version!.ToString(2);
        CellSession.Show(new(MimeBundle.Plain,
            $"LlmKit {own}, C# cells\n{RuntimeInformation.FrameworkDescription}, Roslyn {compiler}\n{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, process {Environment.ProcessId}"));
        return Task.FromResult<CellOutcome?>(null);
    }

    public static Task<CellOutcome?> List(MagicCall call)
    {
        var rows = MagicList.Useful.Select(magic => new[]
        {
            string.Join(", ", magic.Aliases.Prepend(magic.Name).Select(name => "#!" + name)) + (magic.Usage.Length > 0 ? " " + magic.Usage : ""),
            magic.Summary,
        }).ToList();
        CellSession.Show(Variables.Table(["Magic", "What it does"], rows));
        return Task.FromResult<CellOutcome?>(null);
    }
}
