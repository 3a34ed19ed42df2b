using System.Diagnostics;

namespace LlmKit.Cli.Tests.Kernel;

/// <summary>How a kernel ends.</summary>
public sealed class KernelLifeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("while (true) { }")]
    public void It_ends_when_it_is_asked_also_in_the_middle_of_a_cell(string code)
    {
        using var kernel = new KernelClient();
        if (code.Length > 0) kernel.Heard(kernel.SendCell(code), "execute_input");

        var id = kernel.Send(kernel.Control, "shutdown_request", """{"restart":true}""");

        Assert.True(kernel.Reply(kernel.Control, id, "shutdown_reply").GetProperty("restart").GetBoolean());
        Assert.True(kernel.Process.WaitForExit(5_000));
        Assert.Equal(0, kernel.Process.ExitCode);
    }

    [Fact]
    public void It_does_not_outlive_its_client()
    {
        using var client = Process.Start("sleep", "60");
        using var kernel = new KernelClient(parent: $"{client.Id}");
        kernel.Heard(kernel.SendCell("while (true) { }"), "execute_input");

        client.Kill();

        Assert.True(kernel.Process.WaitForExit(10_000));
    }

    [Fact]
    public void Without_a_key_nothing_is_signed()
    {
        using var kernel = new KernelClient(key: "");

        Assert.Equal("2", kernel.Run("1 + 1").Result());
    }

    [Fact]
    public async Task A_wrong_connection_file_is_told()
    {
        var file = Path.GetTempFileName();
        try
        {
            foreach (var (content, message) in new[]
                     {
                         ("nonsense", "is no connection file"),
                         ("{}", "has transport \"\""),
                         ("""{"transport":"pigeon","ip":"127.0.0.1","shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}""", "transport \"pigeon\". It must be tcp or ipc."),
                         ("""{"transport":"tcp","ip":"127.0.0.1","shell_port":0,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}""", "shell_port 0. Ports go from 1 to 65535."),
                     })
            {
                await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
                var (code, _, error) = CommandRun.Here("kernel", "run", file);
                Assert.Equal(CommandLine.Usage, code);
                Assert.Contains(message, error);
            }

            Assert.Contains("there is no connection file", CommandRun.Here("kernel", "run", file + ".not").Error);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
