namespace LlmKit.Cli.Diagnosis;

/// <summary>Examines this machine. Starts no other program, so that it takes little longer than loading libtorch.</summary>
public static class Doctor
{
    public static DoctorReport Examine()
    {
        var record = FindCheckout() is { } checkout
            ? LibtorchRecord.Read(Path.Combine(checkout.Artifacts, "native", "libtorch"))
            : null;

        // Loading libtorch takes most of the time; the rest is found out meanwhile.
        var examination = Task.Run(() => EngineExamination.Run(record));
        var (dotnet, processor, memory) = (DotnetReport.Collect(), ProcessorReport.Collect(), MemoryReport.Collect());
        var jupyter = JupyterReport.Collect();
        var engine = examination.GetAwaiter().GetResult();

        var blas = engine.Works ? BlasReport.Of(engine.BlasPath, engine.Config) : BlasReport.OfSystem();
        var report = new DoctorReport(
            CommandLine.Version, dotnet, engine, blas ?? new("none found", "", IsReference: false), processor, memory,
            jupyter, ZmqReport.Collect(), Findings: []);
        return report with { Findings = [.. Judge(report)] };
    }

    /// <summary>What follows from the facts of <paramref name="report"/>.</summary>
    public static IEnumerable<Finding> Judge(DoctorReport report)
    {
        if (report.Engine.Failure is { } failure)
            yield return new(Severity.Error, "engine", failure, "./llmkit setup");

        if (report.Engine is { Found: { } found, Variable: var variable } && variable != found.Variable)
        {
            yield return new(
                Severity.Error, "LIBTORCH",
                $"It is \"{variable}\", but the native shim was built when it was \"{found.Variable}\", and set-up could "
                + "not build it again.",
                "./llmkit setup");
        }

        if (report.Blas.IsReference)
        {
            yield return new(
                Severity.Warning, "BLAS",
                "This is the reference BLAS: matrix products on the CPU are many times slower than with OpenBLAS.",
                "sudo apt-get install libopenblas0-openmp");
        }

        if (report.Engine.Works && report.Engine.Threads > report.Processor.UsableCores)
        {
            yield return new(
                Severity.Warning, "threads",
                $"libtorch uses {report.Engine.Threads} threads on {report.Processor.UsableCores} usable cores; "
                + "they get in each other's way.",
                $"export OMP_NUM_THREADS={report.Processor.UsableCores}");
        }

        if (!report.Zmq.IsFound)
        {
            yield return new(
                Severity.Warning, "libzmq", "It was not found; without it there is no kernel for Jupyter.",
                "sudo apt-get install libzmq5");
        }

        if (!report.Jupyter.IsFound)
        {
            yield return new(
                Severity.Note, "Jupyter", "It is not on PATH. Notebooks run without it: llmkit notebook run.",
                "sudo apt-get install jupyter-notebook");
        }

        foreach (var kernel in report.Jupyter.Kernels.Where(kernel => kernel.Problem is not null))
        {
            yield return new(
                kernel.IsOurs ? Severity.Warning : Severity.Note, $"kernel {kernel.Name}",
                $"{kernel.Folder} cannot be started: {kernel.Problem}.",
                kernel.IsOurs ? "./llmkit kernel install" : "");
        }

        if (!report.Processor.HasBFloat16)
        {
            yield return new(
                Severity.Note, "processor",
                "It does not multiply bfloat16 itself: on the CPU, bfloat16 is slower than float32.", "");
        }
    }

    private static Checkout? FindCheckout()
    {
        try
        {
            return Checkout.Find();
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }
}
