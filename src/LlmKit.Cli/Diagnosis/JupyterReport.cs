namespace LlmKit.Cli.Diagnosis;

/// <summary>Whether Jupyter is there, and which kernels it would offer.</summary>
/// <param name="Programs">Jupyter's programs on PATH.</param>
/// <param name="Kernels">Folders with a <c>kernel.json</c>.</param>
public sealed record JupyterReport(IReadOnlyList<string> Programs, IReadOnlyList<string> Kernels)
{
    private static readonly string[] s_programs = ["jupyter", "jupyter-notebook", "jupyter-lab"];

    public bool IsFound => Programs.Count > 0;

    public static JupyterReport Collect() => Collect(Environment.GetEnvironmentVariable);

    /// <summary>Searches where Jupyter itself would, by the variables that <paramref name="variable"/> looks up.</summary>
    public static JupyterReport Collect(Func<string, string?> variable)
    {
        var path = (variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var programs = s_programs
            .Select(program => path.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists))
            .OfType<string>()
            .ToArray();

        var kernels = DataFolders(variable, programs)
            .Select(folder => RealPath.Of(Path.Combine(folder, "kernels")))
            .Distinct()
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => File.Exists(Path.Combine(folder, "kernel.json")))
            .ToArray();
        return new(programs, kernels);
    }

    private static IEnumerable<string> DataFolders(Func<string, string?> variable, IEnumerable<string> programs)
    {
        foreach (var folder in (variable("JUPYTER_PATH") ?? "").Split(Path.PathSeparator)) yield return folder;

        var home = variable("HOME") ?? "/";
        yield return variable("JUPYTER_DATA_DIR")
            ?? Path.Combine(variable("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "jupyter");
        foreach (var program in programs)
            yield return Path.Combine(Path.GetDirectoryName(program)!, "..", "share", "jupyter");

        yield return "/usr/local/share/jupyter";
        yield return "/usr/share/jupyter";
    }
}
