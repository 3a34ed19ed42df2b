using LlmKit.Cli.Diagnosis;

namespace LlmKit.Cli.Tests.Diagnosis;

/// <summary>How single facts are read from the files of a machine.</summary>
public sealed class FactTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-facts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Debians_OpenBLAS_is_known_by_its_folder_and_its_neighbour()
    {
        Create("openblas-pthread/libopenblasp-r0.3.21.so");
        Create("openblas-pthread/libblas.so.3");
        Link("alternatives/libblas.so.3", "openblas-pthread/libblas.so.3");
        Link("x86/libblas.so.3", "alternatives/libblas.so.3");

        var blas = BlasReport.OfSystem(_folder)!;

        Assert.Equal("OpenBLAS 0.3.21", blas.Name);
        Assert.EndsWith("openblas-pthread/libblas.so.3", blas.Path);
        Assert.False(blas.IsReference);
    }

    [Fact]
    public void The_reference_BLAS_is_known_by_Debians_folder()
    {
        Create("blas/libblas.so.3.11.0");
        Link("blas/libblas.so.3", "blas/libblas.so.3.11.0");

        var blas = BlasReport.Of(Path.Combine(_folder, "blas", "libblas.so.3"), torchConfig: "");

        Assert.Equal("reference BLAS 3.11.0", blas.Name);
        Assert.True(blas.IsReference);
    }

    [Theory]
    [InlineData("  - Intel(R) oneAPI Math Kernel Library Version 2024.2", "Intel MKL, built into libtorch")]
    [InlineData("Build settings: BLAS_INFO=open, BUILD_TYPE=Release", "open, built into libtorch")]
    [InlineData("  - Intel(R) MKL-DNN v2.7.2", "unknown, built into libtorch")]
    public void A_BLAS_inside_libtorch_is_named_by_libtorchs_own_description(string config, string name) =>
        Assert.Equal(new BlasReport(name, "", IsReference: false), BlasReport.Of("", config));

    [Fact]
    public void No_BLAS_at_all_is_no_report() => Assert.Null(BlasReport.OfSystem(_folder));

    [Fact]
    public void The_processor_is_the_first_of_cpuinfo()
    {
        string[] cpuinfo =
        [
            "processor\t: 0", "model name\t: Some CPU @ 2.0 GHz: fast", "flags\t\t: fpu avx2 avx512f avx512_bf16", "",
            "processor\t: 1", "model name\t: Another", "flags\t\t: fpu",
        ];

        var processor = ProcessorReport.Read(cpuinfo, usableCores: 2);

        Assert.Equal("Some CPU @ 2.0 GHz: fast", processor.Name);
        Assert.Equal(["AVX2", "AVX-512", "AVX512-BF16"], processor.Features);
        Assert.True(processor.HasBFloat16);
        Assert.False(ProcessorReport.Read(["flags : avx2 avx512f"], usableCores: 2).HasBFloat16);
    }

    [Fact]
    public void Memory_is_what_the_machine_has_or_what_the_container_allows()
    {
        string[] meminfo = ["MemTotal:       2000 kB", "MemFree: 5 kB", "MemAvailable:   1500 kB"];

        Assert.Equal(new(2000 * 1024, 1500 * 1024), MemoryReport.Read(meminfo, limit: long.MaxValue));
        Assert.Equal(new(1_000_000, 1_000_000), MemoryReport.Read(meminfo, limit: 1_000_000));
    }

    [Fact]
    public void Jupyter_is_found_on_PATH_with_the_kernels_of_its_own_prefix()
    {
        Create("venv/bin/jupyter-lab");
        Create("venv/share/jupyter/kernels/llmkit/kernel.json");
        Create("home/.local/share/jupyter/kernels/mine/kernel.json");
        Create("home/.local/share/jupyter/kernels/broken/readme");
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = $"/nowhere:{Path.Combine(_folder, "venv", "bin")}",
            ["HOME"] = Path.Combine(_folder, "home"),
        };

        var jupyter = JupyterReport.Collect(variables.GetValueOrDefault);

        Assert.Equal([Path.Combine(_folder, "venv/bin/jupyter-lab")], jupyter.Programs);
        var ours = jupyter.Kernels.Where(kernel => kernel.Folder.StartsWith(RealPath.Of(_folder), StringComparison.Ordinal));
        Assert.Equal(["llmkit", "mine"], ours.Select(kernel => kernel.Name));
    }

    [Fact]
    public void The_newest_SDK_is_chosen_by_number_not_by_spelling()
    {
        Create("shared/Microsoft.NETCore.App/10.0.12/System.Private.CoreLib.dll");
        foreach (var sdk in new[] { "9.0.300", "10.0.99", "10.0.401", "10.0.100-rc.1", "NuGetFallbackFolder" })
            Directory.CreateDirectory(Path.Combine(_folder, "sdk", sdk));

        Assert.Equal("10.0.401", DotnetReport.NewestSdk(Path.Combine(_folder, "shared/Microsoft.NETCore.App/10.0.12")));
        Assert.Null(DotnetReport.NewestSdk(_folder));
    }

    [Fact]
    public void The_record_of_set_up_is_read_line_by_line()
    {
        var path = Create("libtorch");
        File.WriteAllText(path, "root=\nlibrary=/usr/lib/libtorch_cpu.so.1\nfound=Debian's package\nwhy=a=b\nLIBTORCH=\n");

        Assert.Equal(new("/usr/lib/libtorch_cpu.so.1", "Debian's package", "a=b"), LibtorchRecord.Read(path));
        Assert.Null(LibtorchRecord.Read(Path.Combine(_folder, "missing")));
    }

    private string Create(string file)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }

    private void Link(string link, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, link))!);
        File.CreateSymbolicLink(Path.Combine(_folder, link), Path.Combine(_folder, target));
    }
}
