using System.Diagnostics;
using LlmKit.Tokenization;

namespace LlmKit.Tests.Tokenization.Training;

/// <summary>The trainers of Hugging Face's tokenizers (in Rust, by npm) with their defaults.</summary>
internal static class RustTrainers
{
    /// <summary>One tokenizer of all files. Skips the test where there is no node or no package.</summary>
    public static Tokenizer Train(string model, string words, params string[] files)
    {
        var output = Path.Combine(Path.GetTempPath(), $"llmkit-{Guid.NewGuid():N}.json");
        try
        {
            Run([model, words, output, .. files]);
            return Tokenizer.FromFile(output);
        }
        finally
        {
            File.Delete(output);
        }
    }

    /// <summary>A tokenizer of each file.</summary>
    public static IEnumerable<Tokenizer> TrainEach(string model, string words, params string[] files)
    {
        Run([model, words, "each", .. files]);
        return files.Select(file => Tokenizer.FromFile(file + ".json"));
    }

    private static void Run(IEnumerable<string> words)
    {
        Peers.Require("@anush008/tokenizers");
        var start = new ProcessStartInfo("node", [Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Tokenization/Golden/train.cjs"), .. words])
        {
            Environment = { ["NODE_PATH"] = Peers.Modules },
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.Equal(0, node.ExitCode);
    }
}
