namespace LlmKit.Cli.Diagnosis;

/// <summary>The native shim and the libtorch behind it, as they answer in this process.</summary>
/// <param name="Failure">Why the engine does not work; null when it does.</param>
/// <param name="Shim">The shim's file, "" when none was loaded.</param>
/// <param name="Abi">The version of the border between C# and the shim.</param>
/// <param name="Libtorch">Such as 1.13.1.</param>
/// <param name="LibtorchPath">The file that holds libtorch's operators.</param>
/// <param name="Found">How set-up found that libtorch; null when set-up has not run.</param>
/// <param name="BlasPath">The file that holds the BLAS in force; "" when it is built into libtorch.</param>
/// <param name="Config">libtorch's description of its own build.</param>
/// <param name="Threads">Threads that one operator may use.</param>
/// <param name="Cuda">The CUDA devices libtorch can use.</param>
/// <param name="Variable">What the environment variable LIBTORCH says; "" when it is not set.</param>
/// <param name="FirstTensorMilliseconds">From nothing loaded to a first computed tensor.</param>
public sealed record EngineReport(
    string? Failure,
    string Shim = "",
    int Abi = 0,
    string Libtorch = "",
    string LibtorchPath = "",
    LibtorchRecord? Found = null,
    string BlasPath = "",
    string Config = "",
    int Threads = 0,
    IReadOnlyList<CudaReport>? Cuda = null,
    string Variable = "",
    double FirstTensorMilliseconds = 0)
{
    public bool Works => Failure is null;
}

/// <summary>One CUDA device.</summary>
public sealed record CudaReport(string Name, long MemoryBytes);
