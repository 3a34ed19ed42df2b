using System.Diagnostics;
using LlmKit.Tokenization;

namespace LlmKit.Tests.Tokenization.Training;

/// <summary>The trainers of Hugging Face's tokenizers (in Rust, by npm) with their defaults.</summary>
internal static class RustTrainers
{
    /// <summary>Skips the test where there is no node or no package.</summary>
    public static Tokenizer Train(string model, string words, params string[] files)
    {
        Peers.Require("@anush008/tokenizers");
        var output = Path.Combine(Path.GetTempPath(), $"llmkit-{Guid.NewGuid():N}.json");
        try
        {
            var start = new ProcessStartInfo("node")
            {
                ArgumentList = { Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Tokenization/Golden/train.cjs"), model, words, output },
                Environment = { ["NODE_PATH"] = Peers.Modules },
                RedirectStandardOutput = true,
            };
            foreach (var file in files) start.ArgumentList.Add(file);
            using var node = Process.Start(start)!;
            node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            Assert.Equal(0, node.ExitCode);
            return Tokenizer.FromFile(output);
        }
        finally
        {
            File.Delete(output);
        }
    }
}
