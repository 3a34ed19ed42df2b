using System.Diagnostics;
using System.Text;

namespace LlmKit.Notebook.Packages;

/// <summary>The .NET SDK of this machine, which restores packages.</summary>
internal static class DotnetSdk
{
    /// <summary>
    /// Finds the <c>dotnet</c> of an SDK: what started this program, else what runs it, else one on the path.
    /// </summary>
    /// <returns>Null when there are only runtimes.</returns>
    public static string? Find(Func<string, string?> variable, string runtimeFolder)
    {
        var program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        IEnumerable<string?> candidates =
        [
            variable("DOTNET_HOST_PATH"),
            variable("DOTNET_ROOT") is { Length: > 0 } root ? Path.Combine(root, program) : null,
            Path.GetFullPath(Path.Combine(runtimeFolder, "..", "..", "..", program)),
            .. (variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, program)),
        ];
        return candidates.OfType<string>().Where(File.Exists).Select(Resolved).FirstOrDefault(HasSdk);
    }

    /// <summary>Restores the project in a folder.</summary>
    /// <returns>The exit code and all that was printed.</returns>
    /// <exception cref="OperationCanceledException">It was stopped, and <c>dotnet</c> with it.</exception>
    public static async Task<(int Code, string Printed)> RestoreAsync(
        string dotnet, string folder, CancellationToken cancel)
    {
        string[] arguments =
        [
            "restore", RestoreProject.FileName,
            "-noAutoResponse", "-nodeReuse:false", "-verbosity:quiet", "-terminalLogger:off",
        ];
        var start = new ProcessStartInfo(dotnet, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            CreateNoWindow = true,
        };
        SetVariables(start.Environment);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var printed = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += Kill;
        try
        {
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill(null, EventArgs.Empty);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= Kill;
        }

        // Ctrl-C at a terminal reaches dotnet first.
        cancel.ThrowIfCancellationRequested();
        var all = await Task.WhenAll(printed, complaints).ConfigureAwait(false);
        return (process.ExitCode, string.Concat(all));

        void Kill(object? sender, EventArgs e) => process.Kill(entireProcessTree: true);
    }

    // What an MSBuild that started this program left for its own use must not lead this one astray.
    private static void SetVariables(IDictionary<string, string?> variables)
    {
        foreach (var name in variables.Keys.ToList())
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)) variables.Remove(name);
        }

        variables["DOTNET_CLI_UI_LANGUAGE"] = "en";
        variables["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        variables["DOTNET_NOLOGO"] = "1";
        variables["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        variables["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";

        // NuGet's own choice, six attempts a second apart, keeps a reader without network waiting for 17 s.
        variables.TryAdd("NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT", "3");
        variables.TryAdd("NUGET_ENHANCED_NETWORK_RETRY_DELAY_MILLISECONDS", "500");
    }

    private static string Resolved(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private static bool HasSdk(string dotnet)
    {
        var sdks = Path.Combine(Path.GetDirectoryName(dotnet)!, "sdk");
        return Directory.Exists(sdks) &&
               Directory.EnumerateDirectories(sdks).Any(sdk => File.Exists(Path.Combine(sdk, "dotnet.dll")));
    }
}
