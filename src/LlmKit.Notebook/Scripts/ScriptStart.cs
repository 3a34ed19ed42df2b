using System.Reflection;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Scripts;

/// <summary>Starts a compiled script.</summary>
internal sealed class ScriptStart(ScriptProgram program, ScriptSource source, TextWriter error)
{
    private readonly CellLoadContext _assemblies = new();

    /// <returns>What the script returns; 1 after an exception, which is written with the script's own lines.</returns>
    public int Run(bool isDebug)
    {
        foreach (var file in program.Files) _assemblies.AddFile(file);
        foreach (var file in program.Packages) _assemblies.AddPackageFile(file);
        foreach (var file in program.Native) _assemblies.AddNativeFile(file);
        foreach (var types in program.Assemblies.Skip(1))
            _assemblies.AddTypes(types.Name, version: 0, types.Code, types.Symbols);
        AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
        {
            Show((Exception)thrown.ExceptionObject);
            Environment.Exit(1);
        };
        try
        {
            return Entry(Load(program.Assemblies[0], isDebug))(new object?[2]).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            Show(e);
            return 1;
        }
        finally
        {
            KeptVariables.ReleaseAll();
            Kernel.DisposeKept();
        }
    }

    // What a debugger shall find lies on disk. All else is in memory already, and stays even when the files go.
    private Assembly Load(ScriptAssembly script, bool isDebug)
    {
        if (isDebug && File.Exists(script.Path)) return _assemblies.LoadCell(script.Name, script.Path);
        using MemoryStream code = new(script.Code), symbols = new(script.Symbols);
        return _assemblies.LoadCell(script.Name, code, symbols);
    }

    private static Func<object?[], Task<int>> Entry(Assembly script) => script.GetType("Script")!
        .GetMethod("<Factory>", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!
        .CreateDelegate<Func<object?[], Task<int>>>();

    private void Show(Exception exception)
    {
        Console.Out.Flush();
        foreach (var line in new ExceptionTrace(exception, source.Name, null).Lines)
            error.WriteLine(ScriptPath.Shown(line, source));
        error.Flush();
    }
}
