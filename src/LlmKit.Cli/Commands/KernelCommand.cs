using System.CommandLine;
using LlmKit.Cli.Notebooks;
using LlmKit.Notebook.Jupyter;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit kernel</c>: the C# kernel of Jupyter and VS Code.</summary>
internal static class KernelCommand
{
    private const string DefaultName = "llmkit-csharp";

    public static Command Create()
    {
        var command = new Command("kernel", "The C# kernel for Jupyter and VS Code") { Install(), Uninstall(), List(), Run() };
        command.AddExamples("llmkit kernel install --user", "llmkit kernel list");
        return command;
    }

    private static Command Install()
    {
        var place = new KernelPlace();
        var name = new Option<string>("--name") { Description = "What notebooks call the kernel", DefaultValueFactory = _ => DefaultName };
        var polyglot = new Option<bool>("--as-polyglot")
        {
            Description = "Also as .net-csharp, so that notebooks of .NET Interactive open with it",
        };
        var command = new Command("install", "Let Jupyter and VS Code find the kernel") { name, polyglot };
        place.AddTo(command);
        command.AddExamples("llmkit kernel install --user", "llmkit kernel install --prefix .venv --as-polyglot");
        command.SetAction(result =>
        {
            var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            if (place.Folder(result, forWriting: true, out var note) is not { } folder)
            {
                error.WriteLine($"llmkit: {note}");
                return CommandLine.Usage;
            }

            if (note is not null) error.WriteLine($"llmkit: {note}");
            var launcher = Path.Combine(Checkout.Find().Root, "llmkit");
            var names = result.GetValue(polyglot) ? [result.GetValue(name)!, ".net-csharp"] : new[] { result.GetValue(name)! };
            try
            {
                foreach (var each in names)
                {
                    var spec = KernelSpec.Install(folder, each, each == ".net-csharp" ? ".NET (C#)" : "C# (LlmKit)", launcher);
                    output.WriteLine($"installed {spec.Name} in {spec.Folder}");
                }
            }
            catch (ArgumentException e)
            {
                error.WriteLine($"llmkit: {e.Message}");
                return CommandLine.Usage;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"llmkit: {e.Message} Choose a place that you may write to: --user or --prefix.");
                return CommandLine.Failed;
            }

            return CommandLine.Ok;
        });
        return command;
    }

    private static Command Uninstall()
    {
        var place = new KernelPlace();
        var name = new Option<string>("--name") { Description = "The kernel to take away", DefaultValueFactory = _ => DefaultName };
        var command = new Command("uninstall", "Take the kernel away again, wherever clients would find it") { name };
        place.AddTo(command);
        command.AddExamples("llmkit kernel uninstall", "llmkit kernel uninstall --name .net-csharp");
        command.SetAction(result =>
        {
            var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            IReadOnlyList<string> folders = KernelFolders.All(Environment.GetEnvironmentVariable);
            if (place.IsGiven(result))
            {
                if (place.Folder(result, forWriting: false, out var note) is not { } folder)
                {
                    error.WriteLine($"llmkit: {note}");
                    return CommandLine.Usage;
                }

                folders = [folder];
            }

            var wanted = result.GetValue(name);
            var found = KernelSpec.List(folders).Where(spec => spec.Name == wanted).ToList();
            if (found.Find(spec => !spec.IsOurs) is { } foreign)
            {
                error.WriteLine($"llmkit: {foreign.Folder} starts {foreign.Program}, which is not LlmKit's. Remove it with its own program, or delete the folder.");
                return CommandLine.Failed;
            }

            if (found.Count == 0)
            {
                error.WriteLine($"llmkit: there is no kernel {wanted} in {string.Join(", ", folders)}. What is there: llmkit kernel list");
                return CommandLine.Failed;
            }

            foreach (var spec in found)
            {
                Directory.Delete(spec.Folder, recursive: true);
                output.WriteLine($"removed {spec.Folder}");
            }

            return CommandLine.Ok;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "The kernels that clients find, and which of them cannot start");
        command.AddExamples("llmkit kernel list");
        command.SetAction(result =>
        {
            var output = result.InvocationConfiguration.Output;
            var specs = KernelSpec.List(KernelFolders.All(Environment.GetEnvironmentVariable));
            if (specs.Count == 0) output.WriteLine("No kernel is installed. Install LlmKit's: llmkit kernel install --user");
            var width = specs.Select(spec => spec.Name.Length).DefaultIfEmpty().Max();
            foreach (var spec in specs)
                output.WriteLine($"{spec.Name.PadRight(width)}  {(spec.Problem is null ? spec.Folder : $"{spec.Folder}  broken: {spec.Problem}")}");

            return specs.Any(spec => spec is { IsOurs: true, Problem: not null }) ? CommandLine.Failed : CommandLine.Ok;
        });
        return command;
    }

    private static Command Run()
    {
        var file = new Argument<string>("connection-file") { Description = "What the client passes as {connection_file}" };
        var command = new Command("run", "Be the kernel of one client; clients call this themselves") { file };
        command.AddExamples("llmkit kernel run connection.json");
        command.SetAction(async (result, cancel) =>
        {
            var error = result.InvocationConfiguration.Error;
            var path = result.GetValue(file)!;
            if (!File.Exists(path))
            {
                await error.WriteLineAsync($"llmkit: there is no connection file {path}. Clients write it and start the kernel themselves; to install it: llmkit kernel install");
                return CommandLine.Usage;
            }

            try
            {
                using var kernel = new JupyterKernel(ConnectionFile.Read(path));
                await kernel.Ended;
                return CommandLine.Ok;
            }
            catch (InvalidDataException e)
            {
                await error.WriteLineAsync($"llmkit: {e.Message}");
                return CommandLine.Usage;
            }
        });
        return command;
    }
}
