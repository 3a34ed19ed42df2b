namespace LlmKit.Data.Languages;

/// <summary>
/// Tells languages by a fastText model such as <c>lid.176.ftz</c>, which knows 176 (<c>llmkit data fetch lid.176</c>).
/// </summary>
public sealed class FastTextLanguages : LanguageIdentifier
{
    private const string Prefix = "__label__";

    private readonly FastTextModel _model;

    private FastTextLanguages(FastTextModel model) => _model = model;

    /// <summary>The languages that the model knows.</summary>
    public IReadOnlyList<string> Known => [.. _model.Labels.Select(Name)];

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not such a model.</exception>
    public static FastTextLanguages Load(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"there is no file {path}. llmkit data fetch lid.176 fetches a model of languages.", path);
        return new(FastTextModel.Read(File.ReadAllBytes(path), path));
    }

    /// <summary>Reads a model that lies in memory.</summary>
    internal static FastTextLanguages Of(byte[] content) => new(FastTextModel.Read(content, "model"));

    public override IReadOnlyList<LanguageGuess> Identify(string text, int count = 1)
    {
        if (_model.Predict(text) is not { } probabilities) return [];
        return
        [
            .. probabilities.Select((probability, label) => new LanguageGuess(Name(_model.Labels[label]), probability))
                .OrderByDescending(guess => guess.Probability).Take(count),
        ];
    }

    private static string Name(string label) => label.StartsWith(Prefix, StringComparison.Ordinal) ? label[Prefix.Length..] : label;
}
