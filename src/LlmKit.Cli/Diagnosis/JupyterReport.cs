using LlmKit.Notebook.Jupyter;

namespace LlmKit.Cli.Diagnosis;

/// <summary>Whether Jupyter is there, and which kernels it would offer.</summary>
/// <param name="Programs">Jupyter's programs on PATH.</param>
/// <param name="Kernels">The kernels that it, or VS Code, would offer.</param>
public sealed record JupyterReport(IReadOnlyList<string> Programs, IReadOnlyList<KernelSpec> Kernels)
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

        var own = programs.Select(program => KernelFolders.OfPrefix(Path.Combine(Path.GetDirectoryName(program)!, "..")));
        var kernels = KernelFolders.All(variable).Concat(own).Select(RealPath.Of).Distinct();
        return new(programs, KernelSpec.List(kernels));
    }
}
