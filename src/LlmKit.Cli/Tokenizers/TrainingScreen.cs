using LlmKit.Notebook;
using LlmKit.Tokenization.Training;

namespace LlmKit.Cli.Tokenizers;

/// <summary>A bar for each stage of a training, where standard error is a terminal.</summary>
internal sealed class TrainingScreen(TextWriter error) : IProgress<TrainingProgress>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly bool _isShown = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
    private TrainingStage _stage;
    private ProgressBar? _bar;

    /// <summary>How many characters were read.</summary>
    public long Characters { get; private set; }

    public void Report(TrainingProgress value)
    {
        lock (_lock)
        {
            if (value.Stage == TrainingStage.CountingWords) Characters = value.Done;
            if (!_isShown) return;
            if (_bar is null || _stage != value.Stage)
            {
                _bar?.Dispose();
                (_stage, _bar) = (value.Stage, Progress.Bar(value.Total, Title(value.Stage)));
            }

            _bar.Report(value.Done);
        }
    }

    public void Dispose() => _bar?.Dispose();

    private static string Title(TrainingStage stage) => stage switch
    {
        TrainingStage.CountingWords => "characters read",
        TrainingStage.MergingPairs => "tokens learnt",
        TrainingStage.SeedingPieces => "frequent parts of words",
        _ => "rounds of pruning",
    };
}
