using System.Diagnostics;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests;

/// <summary>Runs the real launcher in a copy that holds nothing to build, with an environment of the test's own.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("llmkit launcher-").FullName;
    private readonly Dictionary<string, string?> _environment = new() { ["LIBTORCH"] = null };

    public LauncherTests()
    {
        foreach (var file in new[] { "llmkit", "global.json", "LlmKit.sln", "scripts/setup.sh" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, file))!);
            File.Copy(Path.Combine(RepositoryRoot.Path, file), Path.Combine(_root, file));
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("/no/such/folder", "there is no such folder")]
    [InlineData(".", "that folder has no include/ATen")]
    public void A_wrong_LIBTORCH_gets_the_three_ways_out(string value, string lacks)
    {
        _environment["LIBTORCH"] = value;

        var (code, output, error) = Start("./llmkit", "--version");

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Contains($"LIBTORCH is \"{value}\", but {lacks}.", error);
        Assert.Contains("1. fix it:", error);
        Assert.Contains("2. unset it:", error);
        Assert.Contains("3. use Debian's:", error);
    }

    [Fact]
    public void A_folder_with_headers_but_no_library_is_a_wrong_LIBTORCH()
    {
        Directory.CreateDirectory(Path.Combine(_root, "torch/include/ATen"));
        _environment["LIBTORCH"] = Path.Combine(_root, "torch");

        Assert.Contains("but that folder has no lib/libtorch_cpu.so.", Start("./llmkit", "--version").Error);
    }

    [Fact]
    public void LIBTORCH_comes_before_everything_else()
    {
        MakeLibtorch("torch");
        MakeDebian();
        _environment["LIBTORCH"] = Path.Combine(_root, "torch");

        Assert.Equal(
            $"LIBTORCH|{_root}/torch|{_root}/torch/lib/libtorch_cpu.so|the environment variable LIBTORCH names this folder",
            FindLibtorch());
    }

    [Fact]
    public void Pips_torch_comes_before_Debians()
    {
        MakeLibtorch("site/torch");
        File.WriteAllText(Path.Combine(_root, "site/torch/__init__.py"), "raise SystemExit('torch was imported')");
        MakeDebian();
        _environment["PYTHONPATH"] = Path.Combine(_root, "site");

        Assert.StartsWith($"pip's torch|{_root}/site/torch|{_root}/site/torch/lib/libtorch_cpu.so|LIBTORCH is not set; ",
            FindLibtorch());
    }

    [Fact]
    public void Debians_python_torch_is_not_pips_since_its_library_is_a_link()
    {
        MakeDebian();
        MakeLibtorch("site/torch");
        File.WriteAllText(Path.Combine(_root, "site/torch/__init__.py"), "");
        File.Delete(Path.Combine(_root, "site/torch/lib/libtorch_cpu.so"));
        File.CreateSymbolicLink(
            Path.Combine(_root, "site/torch/lib/libtorch_cpu.so"), Path.Combine(_root, "usr/lib/any/libtorch_cpu.so"));
        _environment["PYTHONPATH"] = Path.Combine(_root, "site");

        var found = FindLibtorch();

        Assert.StartsWith($"Debian's package||{_root}/usr/lib/any/libtorch_cpu.so|LIBTORCH is not set; ", found);
        Assert.EndsWith("has no torch from pip", found);
    }

    [Fact]
    public void Without_python_and_Debians_package_there_is_no_libtorch()
    {
        _environment["PATH"] = FolderOfPrograms();

        Assert.Equal("status 1", FindLibtorch());
    }

    [Fact]
    public void What_is_missing_is_one_line_to_run_when_packages_may_not_be_installed()
    {
        _environment["PATH"] = FolderOfPrograms("readlink", "dirname", "mkdir", "find", "flock", "stat");

        var (code, _, error) = Bash("set_up engine");

        Assert.Equal(1, code);
        Assert.Contains(
            "\n  sudo apt-get install cmake g++ ninja-build libtorch-dev libopenblas0-openmp libzmq5\n", error);
    }

    [Fact]
    public void Missing_packages_are_installed_where_apt_may()
    {
        var programs = FolderOfPrograms("readlink", "dirname", "mkdir", "find", "flock", "stat", "env", "cat");
        WriteProgram(programs, "sudo", "[ \"$1\" = -n ] && shift; exec \"$@\"");
        WriteProgram(programs, "apt-get", $"echo \"$@\" >>'{_root}/apt'; exit 100");
        _environment["PATH"] = programs;

        var (code, _, error) = Bash("set_up engine");

        Assert.Equal(1, code);
        Assert.Equal(
            "update -qq\n"
            + "install -y -q --no-install-recommends cmake g++ ninja-build libtorch-dev libopenblas0-openmp libzmq5\n",
            File.ReadAllText(Path.Combine(_root, "apt")));
        Assert.Contains("  sudo apt-get install cmake", error);
    }

    [Fact]
    public void The_reference_BLAS_is_slow_and_OpenBLAS_is_not()
    {
        WriteFile("usr/lib/any/blas/libblas.so.3");
        Link("usr/lib/any/libblas.so.3", "usr/lib/any/blas/libblas.so.3");
        Assert.Equal("slow", Bash("blas_is_slow && echo slow || echo fast").Output.Trim());

        WriteFile("usr/lib/any/openblas-pthread/libblas.so.3");
        File.Delete(Path.Combine(_root, "usr/lib/any/libblas.so.3"));
        Link("usr/lib/any/libblas.so.3", "usr/lib/any/openblas-pthread/libblas.so.3");
        Assert.Equal("fast", Bash("blas_is_slow && echo slow || echo fast").Output.Trim());
    }

    [Fact]
    public void Without_an_SDK_the_launcher_says_how_to_get_one()
    {
        _environment["PATH"] = FolderOfPrograms("readlink", "dirname", "sed", "cat", "mkdir");
        _environment["HOME"] = _root;
        _environment["DOTNET_ROOT"] = null;

        var (code, _, error) = Bash("check_sdk");

        Assert.Equal(1, code);
        Assert.Contains("LlmKit needs the .NET SDK 10.0.100 or a later 10.0 one.", error);
        Assert.Contains("sudo apt-get install dotnet-sdk-10.0", error);
    }

    [Fact]
    public void A_user_without_a_home_gets_one_for_the_build()
    {
        _environment["HOME"] = "/nonexistent";

        Assert.Equal($"{_root}/artifacts/home", Bash("ensure_home; echo \"$HOME\"").Output.Trim());
        Assert.True(Directory.Exists(Path.Combine(_root, "artifacts/home")));
    }

    [Fact]
    public void A_change_to_any_source_is_noticed_and_nothing_else_is()
    {
        WriteFile("src/a/b.cs");
        WriteFile("stamp");
        Touch("src/a/b.cs", minutes: -2);
        Touch("src/a", minutes: -2);
        Touch("src", minutes: -2);
        Assert.Equal("current", IsCurrent());

        Touch("src/a/b.cs", minutes: 2);
        Assert.Equal("stale", IsCurrent());

        // A deleted file leaves only its folder's time behind.
        Touch("src/a/b.cs", minutes: -2);
        Touch("src/a", minutes: 2);
        Assert.Equal("stale", IsCurrent());

        string IsCurrent() =>
            Bash("is_current \"$LLMKIT_ROOT/stamp\" \"$LLMKIT_ROOT/src\" && echo current || echo stale").Output.Trim();
    }

    [Fact]
    public void The_launcher_works_through_a_link_and_from_any_folder()
    {
        _environment["LIBTORCH"] = "/no/such/folder";
        File.CreateSymbolicLink(Path.Combine(_root, "link to it"), Path.Combine(_root, "llmkit"));

        var (code, _, error) = StartIn("/", Path.Combine(_root, "link to it"), "--version");

        Assert.Equal(1, code);
        Assert.Contains("LIBTORCH is \"/no/such/folder\"", error);
    }

    [Fact]
    public void A_clone_that_may_not_be_written_to_says_who_should_build()
    {
        File.WriteAllText(Path.Combine(_root, "artifacts"), "a file where the folder should be");

        var (code, _, error) = Start("./llmkit", "--version");

        Assert.Equal(1, code);
        Assert.Contains("may not write to", error);
        Assert.Contains("Run ./llmkit setup as its owner.", error);
    }

    [Fact]
    public void Set_up_refuses_arguments()
    {
        var (code, _, error) = Start("./llmkit", "setup", "now");

        Assert.Equal(2, code);
        Assert.Contains("setup takes no arguments, but got: now", error);
    }

    [Fact]
    public void A_failed_step_shows_its_output_and_a_successful_one_does_not()
    {
        Directory.CreateDirectory(Path.Combine(_root, "artifacts/launcher"));

        var good = Bash("step good 'doing well' bash -c 'echo noise'");
        var bad = Bash("step bad 'doing badly' bash -c 'echo the reason; exit 3'");

        Assert.Equal(0, good.Code);
        Assert.Matches(@"^llmkit: doing well \.\.\. \d+\.\d s\n$", good.Error);
        Assert.Equal(1, bad.Code);
        Assert.Contains("\nthe reason\nllmkit: doing badly failed with exit code 3", bad.Error);
    }

    [Fact]
    public void A_second_start_waits_until_the_first_has_built()
    {
        var (_, output, error) = Bash("""
            take_lock
            second='LLMKIT_ROOT=$1; source "$LLMKIT_ROOT/scripts/setup.sh"; take_lock; echo second'
            bash -c "$second" bash "$LLMKIT_ROOT" {lock}>&- &
            sleep 0.3; echo first; release_lock; wait
            """);

        Assert.Equal("first\nsecond\n", output);
        Assert.Contains("waiting for another llmkit that is building", error);
    }

    private string FindLibtorch() => Bash(
        "find_libtorch && echo \"$torch_found|$torch_root|$torch_library|$torch_why\" || echo \"status $?\"").Output.Trim();

    // Sources the launcher's functions with Debian's folder moved into the copy, then runs the line.
    private (int Code, string Output, string Error) Bash(string line) => Start(
        "/bin/bash", "-c", $"set -euo pipefail; LLMKIT_ROOT='{_root}'; source \"$LLMKIT_ROOT/scripts/setup.sh\"; "
        + $"usr='{_root}/usr'; {line}");

    private (int Code, string Output, string Error) Start(string program, params string[] arguments) =>
        StartIn(_root, program, arguments);

    private (int Code, string Output, string Error) StartIn(string workingFolder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program.StartsWith("./", StringComparison.Ordinal)
            ? Path.Combine(_root, program[2..])
            : program)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in _environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} does not end");
        }

        return (process.ExitCode, output.Result, error.Result);
    }

    // A PATH of one folder, with links to these programs only.
    private string FolderOfPrograms(params string[] names)
    {
        var folder = Path.Combine(_root, "programs");
        Directory.CreateDirectory(folder);
        foreach (var name in names.Append("bash"))
        {
            var real = new[] { "/usr/bin", "/bin" }.Select(bin => Path.Combine(bin, name)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(folder, name), real);
        }

        return folder;
    }

    private void MakeLibtorch(string folder)
    {
        Directory.CreateDirectory(Path.Combine(_root, folder, "include/ATen"));
        WriteFile($"{folder}/lib/libtorch_cpu.so");
    }

    private void MakeDebian()
    {
        Directory.CreateDirectory(Path.Combine(_root, "usr/include/ATen"));
        WriteFile("usr/lib/any/libtorch_cpu.so");
    }

    private void WriteFile(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, file))!);
        File.WriteAllText(Path.Combine(_root, file), "");
    }

    private static void WriteProgram(string folder, string name, string body)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, $"#!/bin/bash\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private void Link(string link, string target) =>
        File.CreateSymbolicLink(Path.Combine(_root, link), Path.Combine(_root, target));

    private void Touch(string path, int minutes)
    {
        var full = Path.Combine(_root, path);
        var time = DateTime.UtcNow.AddMinutes(minutes);
        if (Directory.Exists(full)) Directory.SetLastWriteTimeUtc(full, time);
        else File.SetLastWriteTimeUtc(full, time);
    }
}
