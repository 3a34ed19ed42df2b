using LlmKit.Data;

namespace LlmKit.Tests.Tokenization.Training;

/// <summary>Real text in a file: Moby-Dick with the project's samples in English and Chinese.</summary>
public sealed class TrainingTexts : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-training-").FullName;

    public TrainingTexts()
    {
        var samples = Path.Combine(RepositoryRoot.Path, "data/samples");
        Text = string.Concat(Corpus.MobyDick().Text, string.Concat(
            Directory.GetFiles(samples).Order(StringComparer.Ordinal).Select(File.ReadAllText)), "no line end 😉 e\u0301");
        FilePath = Path.Combine(_folder, "text.txt");
        File.WriteAllText(FilePath, Text);
    }

    public string FilePath { get; }

    public string Text { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
