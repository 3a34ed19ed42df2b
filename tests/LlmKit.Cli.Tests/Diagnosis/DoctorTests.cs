using System.Text.Json;
using LlmKit.Cli.Diagnosis;
using LlmKit.Notebook.Jupyter;

namespace LlmKit.Cli.Tests.Diagnosis;

public sealed class DoctorTests
{
    private static readonly DoctorReport s_healthy = new(
        "llmkit 0.1.0",
        new("10.0.12", "10.0.401", "linux-x64", "Debian GNU/Linux 12"),
        new(
            Failure: null, "/clone/artifacts/native/libllmkit.so", Abi: 1, "1.13.1", "/usr/lib/libtorch_cpu.so.1.13.1",
            new("/usr/lib/libtorch_cpu.so.1.13.1", "Debian's package", "LIBTORCH is not set; there is no python3"),
            "/usr/lib/libblas.so.3", "", Threads: 2, [new("NVIDIA H200", 150L << 30)], Variable: "",
            FirstTensorMilliseconds: 41),
        new("OpenBLAS 0.3.21", "/usr/lib/openblas-pthread/libblas.so.3", IsReference: false),
        new("Some Processor", UsableCores: 2, ["AVX2", "AVX512-BF16"]),
        new(8L << 30, 4L << 30),
        new(["/usr/bin/jupyter"], [new("/usr/share/jupyter/kernels/python3", "Python 3", "python3", null)]),
        new("4.3.4"),
        Findings: []);

    [Fact]
    public void A_machine_with_everything_gives_no_finding() => Assert.Empty(Doctor.Judge(s_healthy));

    [Fact]
    public void An_engine_that_does_not_load_is_the_only_error()
    {
        var broken = s_healthy with { Engine = new("libllmkit.so is there but does not load: no libtorch") };

        var finding = Assert.Single(Doctor.Judge(broken));

        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains("does not load", finding.Message);
        Assert.Equal("./llmkit setup", finding.WayOut);
        Assert.False((broken with { Findings = [finding] }).IsHealthy);
    }

    [Fact]
    public void A_LIBTORCH_that_is_not_the_one_in_use_is_an_error()
    {
        var engine = s_healthy.Engine with { Variable = "/opt/other" };

        var finding = Assert.Single(Doctor.Judge(s_healthy with { Engine = engine }));

        Assert.Equal((Severity.Error, "LIBTORCH"), (finding.Severity, finding.Subject));
        Assert.Contains("\"/opt/other\"", finding.Message);
        Assert.Empty(Doctor.Judge(s_healthy with
        {
            Engine = engine with { Found = engine.Found! with { Variable = "/opt/other" } },
        }));
    }

    [Fact]
    public void The_reference_BLAS_is_a_warning_with_the_package_that_mends_it()
    {
        var slow = s_healthy with { Blas = s_healthy.Blas with { IsReference = true } };

        var finding = Assert.Single(Doctor.Judge(slow));

        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Equal("sudo apt-get install libopenblas0-openmp", finding.WayOut);
        Assert.True((slow with { Findings = [finding] }).IsHealthy);
    }

    [Fact]
    public void More_threads_than_cores_are_a_warning()
    {
        var crowded = s_healthy with { Engine = s_healthy.Engine with { Threads = 16 } };

        Assert.Equal("export OMP_NUM_THREADS=2", Assert.Single(Doctor.Judge(crowded)).WayOut);
    }

    [Fact]
    public void A_kernel_that_cannot_start_is_told_and_only_ours_is_ours_to_mend()
    {
        var (ours, other) = (new KernelSpec("/k/ours", "", "/gone/llmkit", "/gone/llmkit is not there"), new KernelSpec("/k/other", "", "", "kernel.json has no argv"));
        var broken = s_healthy with { Jupyter = s_healthy.Jupyter with { Kernels = [ours, other] } };

        var findings = Doctor.Judge(broken).ToArray();

        Assert.Equal([(Severity.Warning, "./llmkit kernel install"), (Severity.Note, "")], findings.Select(finding => (finding.Severity, finding.WayOut)));
        Assert.Equal("/k/ours cannot be started: /gone/llmkit is not there.", findings[0].Message);
    }

    [Fact]
    public void Missing_extras_are_no_errors()
    {
        var bare = s_healthy with
        {
            Jupyter = new([], []), Zmq = new(Version: null), Processor = s_healthy.Processor with { Features = [] },
        };

        var findings = Doctor.Judge(bare).ToArray();

        Assert.Equal(["libzmq", "Jupyter", "processor"], findings.Select(finding => finding.Subject));
        Assert.DoesNotContain(findings, finding => finding.Severity == Severity.Error);
    }

    [Theory, InlineData(40), InlineData(60), InlineData(80), InlineData(110)]
    public void The_text_fits_the_screen_except_for_words_that_cannot_be_broken(int width)
    {
        var report = s_healthy with { Findings = [.. Doctor.Judge(s_healthy with { Zmq = new(Version: null) })] };

        var tooWide = DoctorText.Lines(report, width).Where(line => line.Length > width);

        Assert.All(tooWide, line => Assert.True(
            line.Trim().Split("  ")[^1].Trim().Split(' ').Length == 1 || line.Contains("sudo apt-get"), line));
    }

    [Fact]
    public void The_text_names_what_a_bug_report_needs()
    {
        var text = string.Join('\n', DoctorText.Lines(s_healthy, 200));

        string[] wanted =
        [
            "SDK 10.0.401", "1.13.1, Debian's package", "because LIBTORCH is not set; there is no python3",
            "OpenBLAS 0.3.21", "2 for an operator, 2 usable cores", "cuda:0 NVIDIA H200, 150.0 GiB",
            "8.0 GiB, 4.0 GiB available", "AVX2, AVX512-BF16", "/usr/bin/jupyter", "4.3.4", "after 41 ms",
        ];
        Assert.All(wanted, each => Assert.Contains(each, text));
        Assert.EndsWith("Everything works.", text);
    }

    [Fact]
    public void The_JSON_has_the_facts_under_stable_names()
    {
        var finding = new Finding(Severity.Warning, "BLAS", "slow", "");
        using var json = JsonDocument.Parse(DoctorJson.Write(s_healthy with { Findings = [finding] }));
        var root = json.RootElement;

        Assert.Equal("10.0.401", root.GetProperty("dotnet").GetProperty("sdk").GetString());
        Assert.Equal("1.13.1", root.GetProperty("engine").GetProperty("libtorch").GetString());
        Assert.Equal("Debian's package", root.GetProperty("engine").GetProperty("found").GetProperty("foundBy").GetString());
        Assert.False(root.GetProperty("blas").GetProperty("isReference").GetBoolean());
        Assert.Equal(8L << 30, root.GetProperty("memory").GetProperty("totalBytes").GetInt64());
        Assert.Equal("Warning", root.GetProperty("findings")[0].GetProperty("severity").GetString());
    }

    [Fact]
    public void The_command_prints_nothing_but_JSON_with_all_the_facts()
    {
        var (code, output, error) = CommandRun.Here("doctor", "--json");

        using var json = JsonDocument.Parse(output);
        Assert.Equal(
            ["version", "dotnet", "engine", "blas", "processor", "memory", "jupyter", "zmq", "findings", "isHealthy"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(CommandLine.Version, json.RootElement.GetProperty("version").GetString());
        Assert.Equal(json.RootElement.GetProperty("isHealthy").GetBoolean() ? CommandLine.Ok : CommandLine.Failed, code);
        Assert.Empty(error);
    }

    [Fact]
    public void This_machine_can_be_examined_twice_with_the_same_answer()
    {
        var first = Doctor.Examine();
        var second = Doctor.Examine();

        Assert.Equal(first.Blas, second.Blas);
        Assert.Equal(first.Engine.Failure, second.Engine.Failure);
        Assert.True(first.Memory.AvailableBytes <= first.Memory.TotalBytes);
        Assert.InRange(first.Processor.UsableCores, 1, int.MaxValue);
        Assert.StartsWith("10.", first.Dotnet.Runtime);
    }
}
