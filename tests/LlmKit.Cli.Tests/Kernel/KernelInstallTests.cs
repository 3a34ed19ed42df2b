using System.Text.Json;
using LlmKit.Notebook.Jupyter;

namespace LlmKit.Cli.Tests.Kernel;

public sealed class KernelInstallTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-install-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_installed_kernel_starts_the_launcher_and_is_interrupted_by_message()
    {
        var (code, output, _) = CommandRun.Here("kernel", "install", "--prefix", _folder, "--as-polyglot");

        Assert.Equal(CommandLine.Ok, code);
        Assert.Contains("installed llmkit-csharp in", output);
        Assert.Contains("installed .net-csharp in", output);
        using var spec = JsonDocument.Parse(File.ReadAllText(Path.Combine(Kernels, "llmkit-csharp", "kernel.json")));
        var argv = spec.RootElement.GetProperty("argv").EnumerateArray().Select(word => word.GetString()!).ToArray();
        Assert.True(Path.IsPathRooted(argv[0]) && File.Exists(argv[0]));
        Assert.Equal(["kernel", "run", "{connection_file}"], argv[1..]);
        Assert.Equal("message", spec.RootElement.GetProperty("interrupt_mode").GetString());
        Assert.Equal("C# (LlmKit)", spec.RootElement.GetProperty("display_name").GetString());
    }

    [Fact]
    public void Installing_again_replaces_and_leaves_nothing_else_behind()
    {
        CommandRun.Here("kernel", "install", "--prefix", _folder);
        File.WriteAllText(Path.Combine(Kernels, "llmkit-csharp", "kernel.json"), "broken");

        Assert.Equal(CommandLine.Ok, CommandRun.Here("kernel", "install", "--prefix", _folder).Code);

        Assert.Null(KernelSpec.Read(Path.Combine(Kernels, "llmkit-csharp"))!.Problem);
        Assert.Single(Directory.GetFileSystemEntries(Kernels));
    }

    [Fact]
    public void Uninstalling_takes_away_what_was_installed_and_nothing_else()
    {
        CommandRun.Here("kernel", "install", "--prefix", _folder);
        var foreign = Directory.CreateDirectory(Path.Combine(Kernels, "python3")).FullName;
        File.WriteAllText(Path.Combine(foreign, "kernel.json"), """{"argv":["python3"],"display_name":"Python","language":"python"}""");

        var refused = CommandRun.Here("kernel", "uninstall", "--prefix", _folder, "--name", "python3");
        var removed = CommandRun.Here("kernel", "uninstall", "--prefix", _folder);
        var again = CommandRun.Here("kernel", "uninstall", "--prefix", _folder);

        Assert.Equal(CommandLine.Failed, refused.Code);
        Assert.Contains("which is not LlmKit's", refused.Error);
        Assert.Equal(CommandLine.Ok, removed.Code);
        Assert.Equal(CommandLine.Failed, again.Code);
        Assert.Contains("there is no kernel llmkit-csharp", again.Error);
        Assert.Equal([foreign], Directory.GetDirectories(Kernels));
    }

    [Theory]
    [InlineData("{ nonsense", "kernel.json cannot be read")]
    [InlineData("{}", "kernel.json has no argv")]
    [InlineData("""{"argv":["/nowhere/llmkit","kernel"]}""", "/nowhere/llmkit is not there")]
    public void What_is_wrong_with_a_kernel_is_told(string content, string problem)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "k")).FullName;
        File.WriteAllText(Path.Combine(folder, "kernel.json"), content);

        Assert.StartsWith(problem, KernelSpec.Read(folder)!.Problem);
    }

    [Fact]
    public void Two_places_at_once_and_names_that_Jupyter_refuses_are_usage_errors()
    {
        var places = CommandRun.Here("kernel", "install", "--user", "--prefix", _folder);
        var name = CommandRun.Here("kernel", "install", "--prefix", _folder, "--name", "my kernel");

        Assert.Equal((CommandLine.Usage, CommandLine.Usage), (places.Code, name.Code));
        Assert.Contains("--user, --prefix and --sys-prefix name different places. Give one of them.", places.Error);
        Assert.Contains("\"my kernel\" is no name for a kernel.", name.Error);
    }

    [Fact]
    public void The_users_folder_follows_Jupyters_variables()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The folders are Linux's.");

        Assert.Equal("/data/kernels", Of(("JUPYTER_DATA_DIR", "/data"), ("HOME", "/home/me")));
        Assert.Equal("/share/jupyter/kernels", Of(("XDG_DATA_HOME", "/share"), ("HOME", "/home/me")));
        Assert.Equal("/home/me/.local/share/jupyter/kernels", Of(("HOME", "/home/me")));

        static string Of(params (string Name, string Value)[] variables) =>
            KernelFolders.OfUser(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
    }

    private string Kernels => Path.Combine(_folder, "share", "jupyter", "kernels");
}
