using System.Diagnostics;

namespace LlmKit.Torch.Tests;

/// <summary>Where the native library is looked for, and what is said when it is not there.</summary>
public sealed class NativeLibraryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("llmkit-native-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_named_in_the_environment_that_is_not_there_is_an_error_with_the_way_out()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "libllmkit.so"), "");

        var error = Assert.Throws<DllNotFoundException>(
            () => NativeLibraryResolver.Find("/wrong", _folder.FullName));

        Assert.StartsWith(
            "LLMKIT_NATIVE = /wrong, and there is no such file. Set it to the path of",
            error.Message, StringComparison.Ordinal);
        Assert.Contains("unset it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_named_in_the_environment_comes_before_all_others()
    {
        var named = Create("elsewhere.so");
        Create("libllmkit.so");

        Assert.Equal(named, NativeLibraryResolver.Find(named, _folder.FullName));
    }

    [Fact]
    public void The_own_folder_comes_before_that_of_the_checkout()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library has another name on this system.");
        var built = Create("artifacts", "native", "libllmkit.so");
        var inner = _folder.CreateSubdirectory("bin").FullName;
        Assert.Equal(built, NativeLibraryResolver.Find("", inner));

        var own = Create("bin", "libllmkit.so");
        Assert.Equal(own, NativeLibraryResolver.Find(null, inner));
    }

    [Fact]
    public void Where_there_is_none_the_message_names_folder_and_way_out()
    {
        var error = Assert.Throws<DllNotFoundException>(
            () => NativeLibraryResolver.Find(null, _folder.FullName));

        Assert.Contains($"neither in {_folder.FullName} nor in artifacts/native", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("./llmkit setup", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_started_with_a_wrong_file_says_so()
    {
        var program = Path.ChangeExtension(typeof(NativeLibraryTests).Assembly.Location, null);
        Assert.SkipUnless(File.Exists(program), $"There is no {program} to start.");
        var start = new ProcessStartInfo(
            program, ["-method", $"*.{nameof(AutocastTests.Gradients_of_float32_parameters_are_float32)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LLMKIT_NATIVE"] = "/wrong" },
        };
        using var process = Process.Start(start)!;

        var printed = process.StandardOutput.ReadToEnd();

        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Contains("LLMKIT_NATIVE = /wrong, and there is no such file", printed,
            StringComparison.Ordinal);
    }

    private string Create(params string[] parts)
    {
        var path = Path.Combine([_folder.FullName, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }
}
