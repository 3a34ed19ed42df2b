namespace LlmKit.Tokenization.Training;

/// <summary>What one training needs besides its settings: who is told, who may stop it, and how many threads it takes.</summary>
internal sealed class TrainingRun(IProgress<TrainingProgress>? progress, int threads, CancellationToken cancel)
{
    public int Threads { get; } = threads;

    public CancellationToken Cancel { get; } = cancel;

    public ParallelOptions Parallel => new() { MaxDegreeOfParallelism = Threads, CancellationToken = Cancel };

    /// <summary>Tells, and ends the training when that was asked for.</summary>
    /// <exception cref="OperationCanceledException">Somebody stopped the training.</exception>
    public void Tell(TrainingStage stage, long done, long? total)
    {
        Cancel.ThrowIfCancellationRequested();
        progress?.Report(new(stage, done, total));
    }
}
