using System.CommandLine;
using System.Diagnostics;
using LlmKit.Notebook.Jupyter;

namespace LlmKit.Cli.Notebooks;

/// <summary>The options that say where a kernel is installed; one of them at most.</summary>
internal sealed class KernelPlace
{
    private readonly Option<bool> _user = new("--user") { Description = "For this user only" };
    private readonly Option<bool> _sysPrefix = new("--sys-prefix") { Description = "Into the active Python or conda environment" };
    private readonly Option<string?> _prefix = new("--prefix") { Description = "Below this folder, as share/jupyter/kernels", HelpName = "folder" };

    public void AddTo(Command command)
    {
        command.Add(_user);
        command.Add(_prefix);
        command.Add(_sysPrefix);
        command.Validators.Add(result =>
        {
            var given = new[] { result.GetValue(_user), result.GetValue(_sysPrefix), result.GetValue(_prefix) is not null };
            if (given.Count(isGiven => isGiven) > 1) result.AddError("--user, --prefix and --sys-prefix name different places. Give one of them.");
        });
    }

    public bool IsGiven(ParseResult result) => result.GetValue(_user) || result.GetValue(_sysPrefix) || result.GetValue(_prefix) is not null;

    /// <summary>The folder of kernels that is meant: the machine's when nothing is said, or the user's who may not write there.</summary>
    /// <param name="note">Why there is no folder, or what was chosen instead.</param>
    public string? Folder(ParseResult result, bool forWriting, out string? note)
    {
        note = null;
        if (result.GetValue(_prefix) is { } prefix) return KernelFolders.OfPrefix(Path.GetFullPath(prefix));
        if (result.GetValue(_user)) return KernelFolders.OfUser(Environment.GetEnvironmentVariable);
        if (result.GetValue(_sysPrefix))
        {
            if (SysPrefix() is { } found) return KernelFolders.OfPrefix(found);
            note = "--sys-prefix needs an active environment (VIRTUAL_ENV or CONDA_PREFIX), or python3 on PATH. Name the folder with --prefix.";
            return null;
        }

        var machine = KernelFolders.OfMachine(Environment.GetEnvironmentVariable);
        if (!forWriting || MayWrite(machine)) return machine;

        var user = KernelFolders.OfUser(Environment.GetEnvironmentVariable);
        note = $"{machine} is not yours to write to; installing for this user.";
        return user;
    }

    private static string? SysPrefix()
    {
        foreach (var variable in (ReadOnlySpan<string>)["VIRTUAL_ENV", "CONDA_PREFIX"])
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } active) return active;
        }

        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", "import sys; print(sys.prefix)"]) { RedirectStandardOutput = true })!;
            var prefix = python.StandardOutput.ReadToEnd().Trim();
            python.WaitForExit();
            return python.ExitCode == 0 && prefix.Length > 0 ? prefix : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // Rights are told by trying: those of a folder that does not exist are its parent's.
    private static bool MayWrite(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".llmkit-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
