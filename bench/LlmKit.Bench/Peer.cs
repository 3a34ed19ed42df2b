using System.Diagnostics;
using LlmKit.Torch;

namespace LlmKit.Bench;

/// <summary>A Python process that answers one line for each line it is sent.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    public Peer(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(Folder, script));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);

        // The same matrix library on both sides; LlmKit chooses it by itself (LlmKit.Torch.Blas).
        if (!KeepDefaults)
        {
            if (Engine.BlasKernels is { } kernels) start.Environment.TryAdd("OPENBLAS_CORETYPE", kernels);
            if (Engine.BlasFolder is { } folder) start.Environment.TryAdd("LD_LIBRARY_PATH", folder);
        }
        _process = Process.Start(start)!;
        if (_process.StandardOutput.ReadLine() != "ready") throw new InvalidOperationException($"{script} did not start. It needs python3-torch.");
    }

    private Peer(Process process, string script)
    {
        _process = process;
        if (_process.StandardOutput.ReadLine() != "ready") throw new InvalidOperationException($"{script} did not start.");
    }

    /// <summary>A node process instead, with the modules of a folder.</summary>
    public static Peer Node(string script, string modules)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, script)]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["NODE_PATH"] = modules;
        return new(Process.Start(start)!, script);
    }

    /// <summary>Leaves Python as it comes, instead of giving it the BLAS kernels that LlmKit chooses.</summary>
    public static bool KeepDefaults { get; set; }

    /// <summary>The python that has torch: the one named by LLMKIT_PYTHON, else Debian's.</summary>
    public static string Python => Environment.GetEnvironmentVariable("LLMKIT_PYTHON") ?? "/usr/bin/python3";

    /// <summary>The folder bench/ of the checkout.</summary>
    public static string Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "LlmKit.sln"))) folder = folder.Parent!;
            return Path.Combine(folder.FullName, "bench");
        }
    }

    /// <summary>The node modules that the tests install.</summary>
    public static string Modules => Path.Combine(Path.GetDirectoryName(Folder)!, "artifacts", "peers", "node_modules");

    /// <summary>The answer; empty lines before it are a library's own.</summary>
    public string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        while (true)
        {
            var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer ended early.");
            if (answer.Length > 0) return answer;
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000)) _process.Kill();
        _process.Dispose();
    }
}
