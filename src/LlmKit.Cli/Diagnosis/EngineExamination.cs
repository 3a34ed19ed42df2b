using System.Diagnostics;
using System.Runtime.InteropServices;
using LlmKit.Torch;
using static TorchSharp.torch;

namespace LlmKit.Cli.Diagnosis;

/// <summary>Loads the engine, makes a first tensor with it, and asks for its facts.</summary>
internal static class EngineExamination
{
    /// <summary>An engine that does not load is a finding, not a failure of the doctor.</summary>
    public static EngineReport Run(LibtorchRecord? found)
    {
        var variable = Environment.GetEnvironmentVariable("LIBTORCH") ?? "";
        try
        {
            var watch = Stopwatch.StartNew();
            using (ones(1)) watch.Stop();

            return new(
                Failure: null, Engine.LibraryPath, Engine.AbiVersion, Engine.LibtorchVersion, Engine.LibtorchPath, found,
                Engine.BlasPath, Engine.BlasDescription, Engine.Threads,
                [.. Engine.CudaDevices.Select(device => new CudaReport(device.Name, device.MemoryBytes))],
                variable, watch.Elapsed.TotalMilliseconds);
        }
        catch (Exception e) when (Reason(e) is { } reason)
        {
            return new(reason, Found: found, Variable: variable);
        }
    }

    // The first call runs in a static constructor, whose exception wraps the one that says why.
    private static string? Reason(Exception e) => e switch
    {
        TypeInitializationException { InnerException: { } inner } => Reason(inner),
        DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or ExternalException => e.Message,
        _ => null,
    };
}
