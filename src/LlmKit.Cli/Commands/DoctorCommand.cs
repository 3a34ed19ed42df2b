using System.CommandLine;
using LlmKit.Cli.Diagnosis;

namespace LlmKit.Cli.Commands;

/// <summary>Prints what <see cref="Doctor"/> finds; exits 1 when something needed is broken.</summary>
internal static class DoctorCommand
{
    // Output that goes to a file or a pipe is read in an editor or a mail, not on a narrow screen.
    private const int WidthWithoutScreen = 110;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print the report as JSON" };
        var command = new Command(
            "doctor", "Examine this machine: .NET, libtorch, BLAS, threads, CUDA, memory, Jupyter") { json };
        command.AddExamples("llmkit doctor", "llmkit doctor --json | jq .blas");
        command.SetAction(result =>
        {
            var report = Doctor.Examine();
            var output = result.InvocationConfiguration.Output;
            if (result.GetValue(json))
            {
                output.WriteLine(DoctorJson.Write(report));
            }
            else
            {
                foreach (var line in DoctorText.Lines(report, ScreenWidth())) output.WriteLine(line);
            }

            return report.IsHealthy ? CommandLine.Ok : CommandLine.Failed;
        });
        return command;
    }

    private static int ScreenWidth() =>
        Console.IsOutputRedirected || Console.WindowWidth < 40 ? WidthWithoutScreen : Console.WindowWidth;
}
