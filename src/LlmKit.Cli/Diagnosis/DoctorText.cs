using System.Globalization;

namespace LlmKit.Cli.Diagnosis;

/// <summary>A report as two columns that fit a screen, then the findings, then one line with the verdict.</summary>
public static class DoctorText
{
    private const int NameWidth = 14;

    /// <param name="report">What to print.</param>
    /// <param name="width">Columns of the screen; a word longer than that is not broken.</param>
    public static IEnumerable<string> Lines(DoctorReport report, int width)
    {
        yield return report.Version;
        yield return "";

        foreach (var (name, texts) in Facts(report))
        {
            var label = name;
            foreach (var line in texts.Where(text => text.Length > 0).SelectMany(text => Wrap(text, width - NameWidth - 2)))
            {
                yield return $"  {label.PadRight(NameWidth)}{line}";
                label = "";
            }
        }

        foreach (var finding in report.Findings)
        {
            yield return "";
            var text = $"{finding.Severity.ToString().ToLowerInvariant()}: {finding.Subject}. {finding.Message}";
            foreach (var line in Wrap(text, width)) yield return line;
            if (finding.WayOut.Length > 0) yield return $"    {finding.WayOut}";
        }

        yield return "";
        foreach (var line in Wrap(Verdict(report), width)) yield return line;
    }

    private static IEnumerable<(string Name, string[] Texts)> Facts(DoctorReport report)
    {
        var engine = report.Engine;
        var sdk = report.Dotnet.Sdk is { } version ? $"SDK {version}" : "no SDK";
        yield return (".NET", [$"{sdk}, runtime {report.Dotnet.Runtime}, {report.Dotnet.Platform}, {report.Dotnet.Os}"]);
        yield return ("libtorch", Libtorch(engine));
        yield return ("native shim", engine.Works ? [$"ABI {engine.Abi}", engine.Shim] : ["does not work"]);
        yield return ("first tensor", [engine.Works ? Text($"after {engine.FirstTensorMilliseconds:F0} ms") : "none"]);
        yield return ("BLAS", [report.Blas.Name, report.Blas.Path]);
        yield return ("threads", [engine.Works
            ? $"{engine.Threads} for an operator, {report.Processor.UsableCores} usable cores"
            : $"{report.Processor.UsableCores} usable cores"]);
        yield return ("CUDA", engine.Cuda is { Count: > 0 } devices
            ? [.. devices.Select((device, i) => $"cuda:{i} {device.Name}, {Gibibytes(device.MemoryBytes)}")]
            : ["no device"]);
        yield return ("memory",
            [$"{Gibibytes(report.Memory.TotalBytes)}, {Gibibytes(report.Memory.AvailableBytes)} available"]);
        yield return ("processor", [report.Processor.Name, string.Join(", ", report.Processor.Features)]);
        yield return ("Jupyter", report.Jupyter.IsFound
            ? [.. report.Jupyter.Programs, .. report.Jupyter.Kernels.Select(kernel => $"kernel {kernel.Folder}")]
            : ["not found"]);
        yield return ("libzmq", [report.Zmq.Version ?? "not found"]);
    }

    private static string[] Libtorch(EngineReport engine)
    {
        if (engine.Found is not { } found) return [engine.Libtorch, engine.LibtorchPath, "set-up has not run here"];

        return
        [
            engine.Works ? $"{engine.Libtorch}, {found.FoundBy}" : found.FoundBy,
            engine.LibtorchPath.Length > 0 ? engine.LibtorchPath : found.Library,
            $"because {found.Why}",
        ];
    }

    private static string Verdict(DoctorReport report)
    {
        var errors = report.Findings.Count(finding => finding.Severity == Severity.Error);
        var warnings = report.Findings.Count(finding => finding.Severity == Severity.Warning);
        if (errors > 0) return "Something that LlmKit needs is broken; the errors above say how to mend it.";

        return warnings > 0 ? "Everything works; the warnings above say what would work better." : "Everything works.";
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }

    private static string Gibibytes(long bytes) => Text($"{bytes / (double)(1L << 30):F1} GiB");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
