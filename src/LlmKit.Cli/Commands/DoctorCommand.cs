using System.CommandLine;

namespace LlmKit.Cli.Commands;

internal static class DoctorCommand
{
    public static Command Create() => new("doctor", "Examine this machine: .NET, libtorch, BLAS, threads, CUDA, memory, Jupyter");
}
