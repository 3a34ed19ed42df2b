namespace LlmKit.Notebook.Jupyter;

/// <summary>Where clients look for kernels, as Jupyter's own <c>jupyter_core.paths</c> has it.</summary>
public static class KernelFolders
{
    /// <summary>The user's own, whether it exists or not.</summary>
    public static string OfUser(Func<string, string?> variable)
    {
        var home = variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (variable("JUPYTER_DATA_DIR") is { Length: > 0 } data) return Path.Combine(data, "kernels");
        if (OperatingSystem.IsWindows()) return Path.Combine(variable("APPDATA") ?? home, "jupyter", "kernels");
        if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Jupyter", "kernels");

        var share = variable("XDG_DATA_HOME") is { Length: > 0 } xdg ? xdg : Path.Combine(home, ".local", "share");
        return Path.Combine(share, "jupyter", "kernels");
    }

    /// <summary>For all users of this machine.</summary>
    public static string OfMachine(Func<string, string?> variable) => OperatingSystem.IsWindows()
        ? Path.Combine(variable("PROGRAMDATA") ?? @"C:\ProgramData", "jupyter", "kernels")
        : "/usr/local/share/jupyter/kernels";

    /// <summary>Below the prefix of a Python or conda environment.</summary>
    public static string OfPrefix(string prefix) => Path.Combine(prefix, "share", "jupyter", "kernels");

    /// <summary>All that a client searches, the first that has a name wins.</summary>
    public static IReadOnlyList<string> All(Func<string, string?> variable)
    {
        var folders = new List<string>();
        folders.AddRange((variable("JUPYTER_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(path => Path.Combine(path, "kernels")));
        folders.Add(OfUser(variable));
        foreach (var environment in (ReadOnlySpan<string>)["VIRTUAL_ENV", "CONDA_PREFIX"])
        {
            if (variable(environment) is { Length: > 0 } prefix) folders.Add(OfPrefix(prefix));
        }

        folders.Add(OfMachine(variable));
        if (!OperatingSystem.IsWindows()) folders.Add(OfPrefix("/usr"));
        return [.. folders.Distinct()];
    }
}
